import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { ContactQuery } from "@/lib/bodies/contact-query";
import { listContacts } from "@/lib/bodies/list-contacts";

export const GET = route({ query: ContactQuery }, async ({ query }) =>
  listContacts(await currentActor(), query),
);
