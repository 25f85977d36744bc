import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { listRuns, RunQuery } from "@/lib/sync/history/list-runs";

export const GET = route({ query: RunQuery }, async ({ query }) => listRuns(await currentActor(), query));
