import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { InboundMailQuery, listInboundMail } from "@/lib/delivery/inbound-mail/list";

export const GET = route({ query: InboundMailQuery }, async ({ query }) =>
  listInboundMail(await currentActor(), query),
);
