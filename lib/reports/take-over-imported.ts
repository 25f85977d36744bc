import type { ClientActor } from "@/lib/actor";
import { announce } from "@/lib/announce";
import { record } from "@/lib/audit";
import type { Prisma, Tx } from "@/lib/db";
import { draftFirstResponses } from "@/lib/delivery/first-response";
import { planReport } from "@/lib/delivery/plan-report";
import { isPrivate } from "@/lib/reports/is-private";
import type { Visibility } from "@/prisma/generated/enums";

/** What was said in the post, and so is known better than from a list that everybody may read. */
type Said = Pick<
  Prisma.ReportUncheckedUpdateInput,
  | "categoryId"
  | "title"
  | "detail"
  | "name"
  | "phone"
  | "showName"
  | "answers"
  | "extra"
  | "usedMap"
  | "searchedFor"
> & { reporterId: number | null };

/**
 * A body's own system may post a report that was found in its list a moment before, as something of its own to be shown here. It is
 * this one, and now it is to be dealt with: it goes to whoever takes such reports, as if the post had come first.
 * @param reference what the body calls the report
 * @returns its number, `isNew` where it was only shown until now; null where nothing was taken in under that name
 */
export async function takeOverImported(
  tx: Tx,
  client: ClientActor,
  reference: string | null,
  { reporterId, ...said }: Said,
  now: Date,
): Promise<{ reportId: number; isNew: boolean } | null> {
  if (client.bodyId === null || reference === null) return null;
  const delivery = await tx.delivery.findUnique({
    where: { bodyId_externalId: { bodyId: client.bodyId, externalId: reference } },
    select: { reportId: true, state: true },
  });
  if (!delivery) return null;
  const { reportId: id, state } = delivery;
  await tx.$queryRaw`select id from "Report" where id = ${id} for no key update`;
  const { clientId, visibility: before } = await tx.report.findUniqueOrThrow({
    where: { id },
    select: { clientId: true, visibility: true },
  });
  // What was sent there from here, be it another body's, or was posted before, is nothing new.
  if (clientId !== null || state !== "received") return { reportId: id, isNew: false };
  await tx.report.update({
    where: { id },
    data: {
      ...{ ...said, ...(reporterId !== null && { reporterId }) },
      ...{ clientId: client.clientId, clientReference: reference, updatedAt: now },
    },
  });
  const visibility = await withdrawWhatIsPrivate(tx, id, before);
  await record(tx, client, "report.take-over", {
    ...{ reportId: id, bodyId: client.bodyId },
    ...(visibility !== before && { before: { visibility: before }, after: { visibility } }),
  });
  // What somebody here has hidden goes to nobody unless it is shown again.
  if (visibility === "hidden") return { reportId: id, isNew: true };
  await planReport(tx, id);
  await draftFirstResponses(tx, id, now);
  const event = visibility === before ? "report.changed" : "report.hidden";
  await announce(tx, { event, reportId: id });
  return { reportId: id, isNew: true };
}

/** The post may say that it is not for the public, or of a category that is not: then nobody sees it any more. */
async function withdrawWhatIsPrivate(tx: Tx, id: number, before: Visibility): Promise<Visibility> {
  if (before !== "public") return before;
  const { categoryId } = await tx.report.findUniqueOrThrow({ where: { id }, select: { categoryId: true } });
  if (!(await isPrivate(tx, { id, categoryId }))) return before;
  await tx.report.update({ where: { id }, data: { visibility: "private" } });
  return "private";
}

/** The report was taken in from the body's list while it was being posted. */
export class FoundMeanwhile extends Error {
  override readonly name = "FoundMeanwhile";
}

/** @throws FoundMeanwhile when another report has come in under this name: the post is to be tried again, and takes that over */
export async function assertNotFoundMeanwhile(
  tx: Tx,
  { bodyId }: ClientActor,
  reference: string | null,
  reportId: number,
): Promise<void> {
  if (bodyId === null || reference === null) return;
  const delivery = await tx.delivery.findUnique({
    where: { bodyId_externalId: { bodyId, externalId: reference } },
    select: { reportId: true },
  });
  if (delivery && delivery.reportId !== reportId) throw new FoundMeanwhile();
}
