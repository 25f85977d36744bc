import type { Prisma, Tx } from "@/lib/db";
import { isWorkedOn } from "@/lib/delivery/to-be-sent";
import type { ReportState } from "@/prisma/generated/enums";

/** All that a send needs to know about an update and the report that its body has. */
const loadedUpdate = {
  id: true,
  updateId: true,
  deliveryId: true,
  connectionId: true,
  saidAt: true,
  createdAt: true,
  attempts: true,
  token: true,
  connection: true,
  update: {
    select: {
      ...{ origin: true, visibility: true, text: true, name: true, showName: true, newState: true },
      stateApplied: true,
      ...{ extra: true, language: true, userId: true },
      photos: { orderBy: { position: "asc" } },
      user: { select: { name: true, email: true, emailVerifiedAt: true, phone: true } },
    },
  },
  delivery: {
    select: {
      ...{ state: true, method: true, firstSentAt: true, sentAt: true, externalId: true },
      ...{ customerReference: true, messageId: true, sentTo: true, connectionId: true },
      contact: { select: { destination: true } },
      connection: { select: { method: true, sendUpdates: true, settings: true } },
      body: {
        select: {
          ...{ id: true, slug: true, name: true, language: true, replyTo: true },
          forwardUpdates: true,
        },
      },
      report: {
        select: {
          ...{ id: true, title: true, visibility: true, state: true, reporterId: true, categoryId: true },
          category: { select: { name: true } },
          reporter: { select: { email: true } },
          client: { select: { bodyId: true } },
        },
      },
    },
  },
} as const satisfies Prisma.UpdateDeliverySelect;

export type UpdateRow = Prisma.UpdateDeliveryGetPayload<{ select: typeof loadedUpdate }>;

export type LoadedUpdate = {
  row: UpdateRow;
  /** Where reports of the report's present category go at this body; null where it has no contact for it. */
  destination: string | null;
  /** It opened a report again that had been fixed or closed. */
  reopened: boolean;
  /** Which send it is: one more each time a person has it sent again. */
  round: number;
};

/** Loads what updates need in a fixed number of queries, however many they are. */
export async function loadUpdates(tx: Tx, ids: readonly number[]): Promise<LoadedUpdate[]> {
  const rows = await tx.updateDelivery.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { id: "asc" },
    select: loadedUpdate,
  });
  const more = await tx.$queryRaw<More[]>`
    select u.id, coalesce((u.history -> -1 ->> 'round')::int, 1) as round, (
        select p."newState"::text from "Update" p
        where p."reportId" = said."reportId" and p."confirmedAt" < u."saidAt" and p."newState" is not null and p."stateApplied"
          and p.visibility = 'public' order by p."confirmedAt" desc, p.id desc limit 1) as before,
      c.destination
    from "UpdateDelivery" u join "Update" said on said.id = u."updateId" join "Delivery" d on d.id = u."deliveryId"
    join "Report" r on r.id = d."reportId"
    left join "Contact" c on c."bodyId" = d."bodyId" and c."categoryId" = r."categoryId"
    where u.id = any(${[...ids]}::int[])`;
  const byId = new Map(more.map((one) => [one.id, one]));
  return rows.map((row) => {
    const { round = 1, before = null, destination = null } = byId.get(row.id) ?? {};
    const now = row.update.stateApplied ? row.update.newState : null;
    const reopened = now !== null && isWorkedOn(now) && before !== null && !isWorkedOn(before);
    return { row, destination, reopened, round };
  });
}

type More = { id: number; round: number; before: ReportState | null; destination: string | null };
