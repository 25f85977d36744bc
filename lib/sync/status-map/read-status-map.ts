import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { readSettings } from "@/lib/bodies/connections";
import { fingerprint } from "@/lib/bodies/fingerprint";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { normaliseStatus, sentStatuses } from "@/lib/open311/status";
import { labelOfState } from "@/lib/reports/states";
import { backEndStates, builtInMeaning, type Meaning } from "@/lib/sync/updates/status-map";
import type { ReportState } from "@/prisma/generated/enums";

/** What one of the back end's words means. */
export type MappedWord = {
  /** In the spelling of `normaliseStatus`. */
  word: string;
  /** Without a row of the connection's own. */
  builtIn: Meaning;
  /** What the connection's own map says instead; null = the built-in meaning holds. */
  own: { state: ReportState | null; ignore: boolean } | null;
  /** How often it was taken in within the last 30 days. */
  seen: number;
};

export type StatusMapView = {
  connectionId: number;
  /** The words that are known, those seen most often first, then by name. */
  words: MappedWord[];
  /** What a word can be made to mean. */
  states: readonly ReportState[];
  /** To be given back when it is saved. */
  version: string;
};

/** What a connection understands by words. @throws DomainError `not_found`, `forbidden` */
export async function readStatusMap(
  actor: Actor,
  connectionId: number,
  now: Date = new Date(),
): Promise<StatusMapView> {
  scopeOf(actor, "connection:edit");
  const row = await db.connection.findUnique({ where: { id: connectionId }, select: mappedConnection });
  if (!row) throw notFound(translator("adminConnections")("refused.connection"));
  authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
  const extended = row.method === "open311" && readSettings({ ...row, method: "open311" }).extendedStatuses;
  const seen = await countWords(connectionId, now);
  const own = new Map(row.statusMatches.map(({ external, ...match }) => [external, match]));
  const words = [...new Set([...knownWords, ...own.keys(), ...seen.keys()])].map((word) => ({
    ...{
      word,
      builtIn: builtInMeaning(word, extended),
      own: own.get(word) ?? null,
      seen: seen.get(word) ?? 0,
    },
  }));
  return {
    connectionId,
    words: words.sort((a, b) => b.seen - a.seen || a.word.localeCompare(b.word)),
    states: backEndStates,
    version: versionOf(row.statusMatches),
  };
}

export const mappedConnection = {
  bodyId: true,
  method: true,
  settings: true,
  secrets: true,
  statusMatches: { select: { external: true, state: true, ignore: true } },
} as const satisfies Prisma.ConnectionSelect;

/** Differs once somebody has changed the map. */
export const versionOf = (
  matches: readonly { external: string; state: ReportState | null; ignore: boolean }[],
): string =>
  fingerprint(
    matches.map(({ external, state, ignore }) => [external, state, String(ignore)].join(" ")).sort(),
  );

/** The field's own words, and the names of our states. */
const knownWords: readonly string[] = [
  ...new Set([...sentStatuses, ...backEndStates.map(labelOfState)].map(normaliseStatus)),
].filter((word) => word !== undefined);

/** Of the last 30 days, as far as ten thousand updates reach. */
async function countWords(connectionId: number, now: Date): Promise<Map<string, number>> {
  const since = new Date(now.getTime() - 30 * 24 * 3_600_000);
  const rows = await db.$queryRaw<{ word: string; seen: number }[]>`
    select word, count(*)::int as seen from (
      select decision->'state'->>'word' as word from "Update"
      where visibility in ('public', 'hidden') and "createdAt" > ${since} and "connectionId" = ${connectionId}
        and decision is not null
      limit 10000
    ) latest where word is not null group by word`;
  return new Map(rows.map(({ word, seen }) => [word, seen]));
}
