import type { Prisma, Tx } from "@/lib/db";
import { log } from "@/lib/log";
import type { RequestUpdate } from "@/lib/open311/documents";
import type { PollKind } from "@/prisma/generated/enums";

/** Whose letters, and of what: updates or requests. */
export type LetterBox = { connectionId: number; kind: PollKind };

/** An item that could not be taken in. */
export type Dead = {
  fingerprint: string;
  externalId: string | null;
  payload: Prisma.InputJsonValue;
  reason: string;
  /** The service code whose category somebody has to name first; it is no fault then. */
  waitsFor?: string;
};

/**
 * Keeps items that could not be taken in, for a person to look at. The same one, seen again, is the same letter, which holds what it
 * said last; one that has been dismissed stays so, and is not answered. One statement.
 * @returns the letters' ids by their fingerprints
 */
export async function bury(
  tx: Tx,
  { connectionId, kind }: LetterBox,
  dead: readonly Dead[],
  { pollId, now }: { pollId: number | null; now: Date },
): Promise<Map<string, number>> {
  if (dead.length === 0) return new Map();
  const letters = dead.map(({ externalId, waitsFor, ...one }) => ({
    ...one,
    external: externalId,
    waits: waitsFor,
  }));
  const rows = await tx.$queryRaw<{ id: number; fingerprint: string }[]>`
    insert into "DeadLetter" as l ("connectionId", "pollId", kind, fingerprint, "externalId", payload, reason, "waitsFor", "createdAt", "lastSeenAt")
    select ${connectionId}, ${pollId}::int, ${kind}::"PollKind", d.fingerprint, min(d.external), (array_agg(d.payload))[1],
      min(d.reason), min(d.waits), ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb)
      as d(fingerprint text, external text, payload jsonb, reason text, waits text)
    group by d.fingerprint order by d.fingerprint
    on conflict ("connectionId", kind, fingerprint) do update
    set attempts = l.attempts + 1, "lastSeenAt" = ${now}, "pollId" = coalesce(excluded."pollId", l."pollId"),
      reason = excluded.reason, payload = excluded.payload, "waitsFor" = excluded."waitsFor", "resolvedAt" = null, resolution = null
    where l.resolution is distinct from 'dismissed'
    returning l.id, l.fingerprint`;
  return new Map(rows.map(({ id, fingerprint }) => [fingerprint, id]));
}

/** The words for the staff, and a line in the log for whoever looks after the site. */
export function reasonOf(error: unknown, connectionId: number, externalId: string): string {
  log.error({ err: error, connectionId, externalId }, "an item could not be taken in");
  const words = error instanceof Error ? error.message : String(error);
  // Of a database's answer the last line says why; the lines before repeat our own code.
  return words.trim().split("\n").at(-1)?.trim().slice(0, 500) || "?";
}

/** An item as its letter keeps it: whole, so that it can be taken in later. */
export const payloadOf = (item: RequestUpdate): Prisma.InputJsonObject => ({
  ...item,
  updatedDatetime: dateText(item.updatedDatetime),
});

const dateText = (date: Date): string => (Number.isNaN(date.getTime()) ? String(date) : date.toISOString());

/**
 * A connection's letters of these items: those that are open, which of them only wait for a category, and those that were dismissed.
 */
export async function findLetters(
  tx: Tx,
  box: LetterBox,
  fingerprints: readonly string[],
): Promise<Record<"open" | "waiting" | "dismissed", Set<string>>> {
  const found = { open: new Set<string>(), waiting: new Set<string>(), dismissed: new Set<string>() };
  // Mostly there are none: then nothing need be compared.
  if (!(await tx.deadLetter.findFirst({ where: box, select: { id: true } }))) return found;
  const letters = await tx.deadLetter.findMany({
    where: {
      ...{ ...box, fingerprint: { in: [...fingerprints] } },
      OR: [{ resolvedAt: null }, { resolution: "dismissed" }],
    },
    select: { fingerprint: true, resolvedAt: true, waitsFor: true },
  });
  for (const { fingerprint, resolvedAt, waitsFor } of letters) {
    (resolvedAt ? found.dismissed : found.open).add(fingerprint);
    if (!resolvedAt && waitsFor !== null) found.waiting.add(fingerprint);
  }
  return found;
}

/** Nothing is to be done about these items any more: they came in after all, by themselves, or need not come in by today's rules. */
export async function resolveLetters(
  tx: Tx,
  box: LetterBox,
  fingerprints: readonly string[],
  resolution: "imported" | "skipped",
  now: Date,
): Promise<void> {
  if (fingerprints.length === 0) return;
  await tx.deadLetter.updateMany({
    where: { ...box, fingerprint: { in: [...fingerprints] }, resolvedAt: null },
    data: { resolvedAt: now, resolution, waitsFor: null },
  });
}
