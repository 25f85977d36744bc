import type { Actor } from "@/lib/actor";
import { announceAll } from "@/lib/announce";
import { authorize } from "@/lib/auth/permissions";
import { wayOf } from "@/lib/bodies/contact-way";
import type { ContactToEdit } from "@/lib/bodies/find-contact";
import type { Tx } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";

type Wanted = { category: string; moveReports: boolean; protected: boolean };

/**
 * Puts a contact under another category: the bodies share a category, so that one body's new name is another category, and the
 * others keep theirs. Nothing gets lost on the way: who was limited to the old one sees the new one too, the back end's service
 * codes lead to it, reports that only this contact would take follow, and what has not been sent is sent as if it had it.
 * Reports that went to other bodies as well keep their category.
 * @returns how many reports follow
 * @throws DomainError `forbidden`, `invalid` at `category`
 */
export async function recategorise(
  tx: Tx,
  actor: Actor,
  contact: ContactToEdit,
  { category: name, moveReports, protected: kept }: Wanted,
): Promise<{ movedReports: number }> {
  const t = translator("adminContacts");
  const { id, bodyId, categoryId: from } = contact;
  const category = await tx.category.upsert({ where: { name }, update: {}, create: { name } });
  authorize(actor, "contact:edit", { bodyIds: [bodyId], categoryId: category.id });
  // The next look at the back end's list would give it the old name again.
  if (wayOf(contact).connection?.syncServices && !kept) {
    throw invalid(t("faults.form"), { category: t("faults.synced") });
  }
  const other = await tx.contact.findUnique({
    where: { bodyId_categoryId: { bodyId, categoryId: category.id } },
    select: { id: true },
  });
  if (other) throw invalid(t("faults.form"), { category: t("faults.taken", { category: name }) });
  await tx.contact.update({ where: { id }, data: { categoryId: category.id } });
  await tx.$executeRaw`
    insert into "UserCategory" ("userId", "categoryId")
    select c."userId", ${category.id} from "UserCategory" c join "User" u on u.id = c."userId"
    where c."categoryId" = ${from} and u."bodyId" = ${bodyId} on conflict do nothing`;
  await tx.serviceCodeMatch.updateMany({
    where: { categoryId: from, connection: { bodyId } },
    data: { categoryId: category.id },
  });
  await moveWaiting(tx, bodyId, from, category.id);
  const movedReports = moveReports ? await moveOwn(tx, bodyId, from, category.id) : 0;
  await tx.$executeRaw`
    update "Delivery" d set "overrideContactId" = ${id} from "Report" r
    where d."contactId" = ${id} and d."overrideContactId" is null and r.id = d."reportId" and r."categoryId" = ${from}
      and d.state in ('due', 'sending', 'unclear', 'held', 'acknowledged')`;
  return { movedReports };
}

/** Reports that nobody has confirmed yet, and that no other body would get. */
async function moveWaiting(tx: Tx, bodyId: number, from: number, to: number): Promise<void> {
  await tx.$executeRaw`
    update "Report" r set "categoryId" = ${to}
    where r."categoryId" = ${from} and r.visibility = 'unconfirmed'
      and exists (select 1 from "ReportArea" ra join "BodyArea" ba on ba."areaId" = ra."areaId"
        where ra."reportId" = r.id and ba."bodyId" = ${bodyId})
      and not exists (select 1 from "ReportArea" ra join "BodyArea" ba on ba."areaId" = ra."areaId"
        join "Contact" c on c."bodyId" = ba."bodyId" join "Body" b on b.id = c."bodyId"
        where ra."reportId" = r.id and c."categoryId" = ${from} and c.state <> 'deleted' and b."deletedAt" is null)`;
}

/** Reports that went to this body alone. @returns how many */
async function moveOwn(tx: Tx, bodyId: number, from: number, to: number): Promise<number> {
  const moved = await tx.$queryRaw<{ reportId: number }[]>`
    update "Report" r set "categoryId" = ${to}
    where r."categoryId" = ${from}
      and exists (select 1 from "Delivery" d where d."reportId" = r.id and d."bodyId" = ${bodyId})
      and not exists (select 1 from "Delivery" d where d."reportId" = r.id and d."bodyId" <> ${bodyId})
    returning r.id as "reportId"`;
  await announceAll(
    tx,
    moved.map((row) => ({ ...row, event: "report.changed" })),
  );
  return moved.length;
}
