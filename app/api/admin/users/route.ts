import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { listUsers, UserQuery } from "@/lib/users/list-users";

export const GET = route({ query: UserQuery }, async ({ query }) => listUsers(await currentActor(), query));
