import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { needsPerson } from "@/lib/statistics/needs-person";

export const GET = route({}, async () => needsPerson(await currentActor()));
