import { Prisma } from "@/lib/db";

/**
 * Reports that nobody but their back end has had to do with since they were read in: nobody here said anything about them, moved,
 * edited, assigned or sent them, follows them, was asked or mailed about them, or counts another as the same. A condition on `r`, a
 * row of "Report". Each part is answered from an index by the report's id.
 */
export const isUntouched = Prisma.sql`
  r."duplicateOfId" is null
  and not exists (select 1 from "Update" u where u."reportId" = r.id and u.origin not in ('backend', 'automatic'))
  and not exists (select 1 from "Delivery" d where d."reportId" = r.id and (d.state <> 'received' or d.attempts > 0))
  and not exists (select 1 from "AuditEntry" a where a."reportId" = r.id and a."actorKind" <> 'job')
  and not exists (select 1 from "Alert" a where a."reportId" = r.id)
  and not exists (select 1 from "Token" k where k."reportId" = r.id)
  and not exists (select 1 from "Questionnaire" q where q."reportId" = r.id)
  and not exists (select 1 from "InboundMail" m where m."reportId" = r.id)
  and not exists (select 1 from "Report" o where o."duplicateOfId" = r.id)`;
