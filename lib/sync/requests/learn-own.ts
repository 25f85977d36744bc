import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { noteSent } from "@/lib/delivery/note-sent";
import { rewindForTold } from "@/lib/delivery/rewind-watermark";
import { releaseForSent } from "@/lib/delivery/updates/release";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import type { Learned } from "@/lib/sync/requests/match-own";
import { tryAgain } from "@/lib/sync/updates/try-again";

const actor: Actor = { kind: "job", name: "pull-requests" };

/**
 * Deliveries of ours learn the numbers under which the back end's list shows them. What was unclear, waited for a token's number or was
 * to be tried again is there: it counts as sent, and is not sent again.
 */
export async function learnOwn(bodyId: number, learned: readonly Learned[], now: Date): Promise<void> {
  for (const one of learned) {
    try {
      await tryAgain(() => db.$transaction((tx) => learn(tx, bodyId, one, now)));
    } catch (error) {
      if (!isUniqueViolation(error, "externalId")) throw error;
      log.warn({ bodyId, ...one }, "a back end shows a report of ours under another one's number");
    }
  }
}

async function learn(
  tx: Tx,
  bodyId: number,
  { deliveryId, reportId, externalId }: Learned,
  now: Date,
): Promise<void> {
  await tx.$queryRaw`select 1 from "Report" where id = ${reportId} for no key update`;
  await tx.$queryRaw`select 1 from "Delivery" where id = ${deliveryId} for no key update`;
  const row = await tx.delivery.findUnique({ where: { id: deliveryId } });
  // A worker may have claimed it meanwhile, or a person dealt with it.
  if (!row || row.externalId !== null || row.state === "sending") return;
  const arrives = row.state !== "sent" && row.state !== "skipped" && row.state !== "received";
  if (arrives) await noteSent(tx, [{ reportId, bodyId }], now);
  await rewindForTold(tx, row, now);
  const at = row.lastAttemptAt ?? now;
  await tx.delivery.update({
    where: { id: deliveryId },
    data: {
      externalId,
      ...(arrives && {
        ...{ state: "sent", sentAt: at, firstSentAt: row.firstSentAt ?? at },
        ...{ token: null, lastError: null, overrideContactId: null },
      }),
    },
  });
  await record(tx, actor, "imports.learn-reference", {
    ...{ bodyId, reportId, connectionId: row.connectionId },
    subject: { deliveryId },
    before: { state: row.state, externalId: null },
    after: { state: arrives ? "sent" : row.state, externalId },
    note: translator("imports")("learned", { reference: externalId }),
  });
  await releaseForSent(tx, [deliveryId], now);
}
