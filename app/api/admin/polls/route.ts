import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { listPolls, PollQuery } from "@/lib/sync/pull/list-polls";

export const GET = route({ query: PollQuery }, async ({ query }) => listPolls(await currentActor(), query));
