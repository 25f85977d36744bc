import type { Prisma, Tx } from "@/lib/db";
import { writes } from "@/lib/delivery/act-writes";
import { draftFirstResponses } from "@/lib/delivery/first-response";
import { addDeliveries, plannedFor } from "@/lib/delivery/plan-report";
import { type Change, replan } from "@/lib/delivery/replan";
import { conflict } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";

/** How many bodies it was sent to anew, again, and no longer. */
export type Replanned = { added: number; resent: number; dropped: number };

const existing = {
  id: true,
  bodyId: true,
  state: true,
  method: true,
  connectionId: true,
  externalId: true,
  token: true,
  firstSentAt: true,
  sentAt: true,
  lastAttemptAt: true,
  sentTo: true,
  previous: true,
  note: true,
  history: { orderBy: { number: "desc" }, take: 1, select: { outcome: true } },
} as const satisfies Prisma.DeliverySelect;
type Row = Prisma.DeliveryGetPayload<{ select: typeof existing }>;

/**
 * Decides anew who gets a report, after its category has changed, and has it sent. The caller holds the report's lock.
 * @param reason stands where a delivery is not sent because of it
 * @throws DomainError `conflict` while one of its deliveries is being sent
 */
export async function replanReport(tx: Tx, reportId: number, reason: string, now: Date): Promise<Replanned> {
  await tx.$queryRaw`select id from "Delivery" where "reportId" = ${reportId} order by id for update`;
  const rows = await tx.delivery.findMany({ where: { reportId }, select: existing });
  if (rows.some(({ state }) => state === "sending")) {
    throw conflict(translator("deliveryActions")("refused.sending"));
  }
  const changes = replan(rows, await plannedFor(tx, reportId));
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const change of changes) {
    if (change.kind === "add" || change.kind === "keep") continue;
    const row = byId.get(change.id);
    if (row) await rewrite(tx, row, change, reason, now);
  }
  await addDeliveries(
    tx,
    reportId,
    changes.flatMap((change) => (change.kind === "add" ? change.planned : [])),
  );
  await draftFirstResponses(tx, reportId, now);
  const count = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind).length;
  return { added: count("add"), resent: count("resend"), dropped: count("drop") };
}

async function rewrite(
  tx: Tx,
  row: Row,
  change: Exclude<Change, { kind: "add" | "keep" }>,
  reason: string,
  now: Date,
): Promise<void> {
  const { id } = row;
  if (change.kind === "drop") {
    await tx.delivery.update({
      where: { id },
      data: { state: "skipped", lastError: reason, overrideContactId: null },
    });
    return;
  }
  const { contactId, method, connectionId, state } = change.planned;
  const again = writes.resend(row, { note: "", reference: null, contactId: null }, now);
  await tx.delivery.update({
    where: { id },
    data: {
      ...(change.kind === "resend" ? again : { dueAt: now, lastError: null, token: null }),
      ...{ contactId, method, connectionId, state, overrideContactId: null },
    },
  });
  if (state === "due") await enqueue(tx, "deliver", { deliveryId: id }, { key: `deliver:${id}` });
}
