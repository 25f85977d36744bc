import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { DeadLetterQuery, listDeadLetters } from "@/lib/sync/dead-letters/list-dead-letters";

export const GET = route({ query: DeadLetterQuery }, async ({ query }) =>
  listDeadLetters(await currentActor(), query),
);
