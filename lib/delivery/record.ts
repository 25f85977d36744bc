import { announceAll } from "@/lib/announce";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import type { Claim } from "@/lib/delivery/claim";
import type { Recorded, ToRecord } from "@/lib/delivery/line";
import { noteSent } from "@/lib/delivery/note-sent";
import { type RecordedRow, recordedRow } from "@/lib/delivery/recorded-row";
import { recorder } from "@/lib/delivery/recorder";
import { rewindForLate } from "@/lib/delivery/rewind-watermark";
import { releaseForSent } from "@/lib/delivery/updates/release";
import { translator } from "@/lib/messages";
import type { ReportState } from "@/prisma/generated/enums";

/**
 * Writes an attempt and what came of it, and nudges what follows from it. What was answered together is committed together.
 */
export const recordOutcome = recorder<ToRecord<Claim>, Recorded>(async (attempts) => {
  const rows = attempts.map((attempt) => recordedRow(attempt));
  await db.$transaction((tx) => write(tx, rows));
  return rows.map(({ recorded }) => recorded);
}, commitAlone);

async function commitAlone(attempt: ToRecord<Claim>): Promise<Recorded> {
  const row = recordedRow(attempt);
  try {
    await db.$transaction((tx) => write(tx, [row]));
    return row.recorded;
  } catch (error) {
    const { outcome } = attempt;
    if (outcome.kind !== "sent" || !isUniqueViolation(error, "externalId")) throw error;
    // A back end that repeats a reference: it may or may not have taken this one. A person must look.
    const reason = translator("deliveryReasons")("reference", { reference: outcome.externalId ?? "" });
    const exchanges = outcome.exchanges ?? [];
    const doubt = { kind: "failed", reason, retry: false, ambiguous: true, exchanges } as const;
    const doubtful = recordedRow({ ...attempt, outcome: doubt }, "hold");
    await db.$transaction((tx) => write(tx, [doubtful]));
    return doubtful.recorded;
  }
}

/** In a fixed number of statements, however many rows. */
async function write(tx: Tx, rows: readonly RecordedRow[]): Promise<void> {
  // Reports before deliveries and each by number, as everybody locks them.
  const reportIds = [...new Set(rows.map(({ reportId }) => reportId))];
  await tx.$queryRaw`select id from "Report" where id = any(${reportIds}::int[]) order by id for no key update`;
  const ours = await stillOurs(tx, rows);
  const sent = rows.filter((row) => row.sent);
  if (sent.length > 0) await noteSent(tx, sent, new Date());
  const late = sent.filter(({ attempts, externalId }) => attempts > 1 && externalId !== null);
  if (late.length > 0)
    await rewindForLate(
      tx,
      late.map(({ deliveryId }) => deliveryId),
      new Date(),
    );
  await writeAttempts(tx, rows);
  // Whoever has claimed or settled a delivery meanwhile knows better, but for a success: that is news.
  await writeDeliveries(
    tx,
    rows.filter((row) => row.sent || ours.has(row.deliveryId)),
  );
  if (sent.length > 0)
    await releaseForSent(
      tx,
      sent.map(({ deliveryId }) => deliveryId),
      new Date(),
    );
  for (const row of sent) if (row.reportState) await moveReport(tx, row.reportId, row.reportState);
}

/**
 * Those whose row still says that this attempt goes on, or that nobody knows what came of it. Else somebody else has claimed or
 * settled it meanwhile.
 */
async function stillOurs(tx: Tx, rows: readonly RecordedRow[]): Promise<Set<number>> {
  const found = await tx.$queryRaw<{ id: number }[]>`
    select d.id from "Delivery" d
    join jsonb_to_recordset(${slim(rows)}::jsonb) as row("deliveryId" int, attempts int, worker text) on row."deliveryId" = d.id
    where d.attempts = row.attempts and (d.state = 'unclear' or (d.state = 'sending' and d."leasedBy" = row.worker))
    order by d.id for update of d`;
  return new Set(found.map(({ id }) => id));
}

/** A sweep that took us for dead may have written an attempt already; what really came of it is better. */
async function writeAttempts(tx: Tx, rows: readonly RecordedRow[]): Promise<void> {
  await tx.$executeRaw`
    insert into "DeliveryAttempt" ("deliveryId", "connectionId", number, method, worker, "startedAt", "durationMs", outcome, reason, "externalId", exchanges)
    select "deliveryId", "connectionId", attempts, method::"SendMethod", worker, "startedAt", "durationMs", outcome::"AttemptOutcome", reason, "externalId", exchanges
    from jsonb_to_recordset(${json(rows)}::jsonb) as row("deliveryId" int, "connectionId" int, attempts int, method text, worker text,
      "startedAt" timestamptz, "durationMs" int, outcome text, reason text, "externalId" text, exchanges jsonb)
    on conflict ("deliveryId", number) do update set "connectionId" = excluded."connectionId", method = excluded.method,
      worker = excluded.worker, "startedAt" = excluded."startedAt", "durationMs" = excluded."durationMs",
      outcome = excluded.outcome, reason = excluded.reason, "externalId" = excluded."externalId", exchanges = excluded.exchanges`;
}

/** Sent again by a way that knows no references, such as mail, a report keeps the one that it is known by. */
async function writeDeliveries(tx: Tx, rows: readonly RecordedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    update "Delivery" d set
      state = row.state::"DeliveryState", "leasedBy" = null, "leasedUntil" = null, "inFlight" = false,
      "lastError" = case when row.sent then null else row.reason end,
      "dueAt" = coalesce(row."dueAt", d."dueAt"),
      token = case when row.sent then null else coalesce(row.token, d.token) end,
      "externalId" = case when row.sent then coalesce(row."externalId", d."externalId") else d."externalId" end,
      "sentAt" = case when row.sent then row."endedAt" else d."sentAt" end,
      "firstSentAt" = case when row.sent then coalesce(d."firstSentAt", row."endedAt") else d."firstSentAt" end,
      "overrideContactId" = case when row.sent then null else d."overrideContactId" end,
      "sentTo" = case when row.sent then array(select jsonb_array_elements_text(row."sentTo")) else d."sentTo" end,
      "messageId" = coalesce(row."messageId", d."messageId")
    from jsonb_to_recordset(${slim(rows)}::jsonb) as row("deliveryId" int, state text, sent boolean, reason text, "dueAt" timestamptz,
      token text, "externalId" text, "endedAt" timestamptz, "sentTo" jsonb, "messageId" text)
    where d.id = row."deliveryId"`;
}

/** A method that moves its report does so with an update, as everything that moves one. */
async function moveReport(tx: Tx, reportId: number, newState: ReportState): Promise<void> {
  const confirmedAt = new Date();
  const { id: updateId } = await tx.update.create({
    data: { reportId, origin: "system", visibility: "public", newState, confirmedAt },
    select: { id: true },
  });
  await tx.report.update({ where: { id: reportId }, data: { state: newState } });
  await announceAll(tx, [
    { event: "update.published", reportId, updateId },
    { event: "report.state_changed", reportId },
  ]);
}

const json = (rows: readonly object[]): string => JSON.stringify(rows);

/** Without what was said over the wire, which only the attempt keeps. */
const slim = (rows: readonly RecordedRow[]): string => json(rows.map(({ exchanges: _, ...row }) => row));
