import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { AuditQuery, listAudit } from "@/lib/auth/list-audit";

export const GET = route({ query: AuditQuery }, async ({ query }) => listAudit(await currentActor(), query));
