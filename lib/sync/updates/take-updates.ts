import { db, isUniqueViolation } from "@/lib/db";
import { log } from "@/lib/log";
import type { RequestUpdate } from "@/lib/open311/documents";
import { bury, findLetters, payloadOf, reasonOf, resolveLetters } from "@/lib/sync/dead-letters/bury";
import { chunksOf, togetherOrAlone } from "@/lib/sync/in-chunks";
import type { Decision } from "@/lib/sync/updates/decision";
import { cleanItem, fingerprintOf } from "@/lib/sync/updates/item";
import { matchItems } from "@/lib/sync/updates/match-items";
import { loadSpeaker, type Speaker } from "@/lib/sync/updates/speaker";
import { decideChunk, type Imagined, takeChunk } from "@/lib/sync/updates/take-chunk";
import { tryAgain } from "@/lib/sync/updates/try-again";

/** Why an item was not taken in, and need not be. */
export const skipReasons = [
  /** Said outside of the window that was asked for: another pull asks for it. */
  "out_of_window",
  /** None of the body's reports has that number. */
  "unknown_report",
  /** What should be our own number of a report is none. */
  "bad_report_id",
  /** The connection's map says that items with this word are not taken in. */
  "ignored_status",
  /** The back end only tells how things stand (`latest_data_only`), and that is known. */
  "nothing_new",
  /** Our own update, coming back while its answer is still awaited. */
  "our_own",
  /** A person has dismissed exactly this item from the dead letters. */
  "dismissed",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What came of one item. The ids of what would have been written are null in a dry run. */
export type Taken =
  | { kind: "created"; updateId: number | null; reportId: number; decision: Decision }
  /** It is here already, or is one of our own come back. */
  | { kind: "known" }
  | { kind: "skipped"; reason: SkipReason }
  | { kind: "dead"; reason: string; deadLetterId: number | null };

export type TakeOptions = {
  now: Date;
  /** What was asked for, inclusive at both ends; items from outside are skipped. */
  window?: { start: Date; end: Date };
  /** The poll that dead letters belong to. */
  pollId?: number | null;
  /** Nobody is ever mailed about them: bulk history. */
  silent?: boolean;
  /** Decides and counts, and writes nothing. */
  dryRun?: boolean;
};

/** How many items are looked up at once, and how many are taken in together. */
const slice = 2_000;
const together = 200;

/**
 * Takes what a connection's back end has told in: each item an update of the report it is about, in the order of their times. Items
 * that are here already cost next to nothing. One that cannot be taken in keeps no other from it: it becomes a dead letter.
 * Doing it again changes nothing. A fixed number of statements per some hundred items.
 * @returns what came of each, in the order given
 * @throws when the database is away, so that the same is to be tried again later; what was taken in till then stays
 */
export async function takeUpdates(
  connection: { id: number },
  items: readonly RequestUpdate[],
  options: TakeOptions,
): Promise<Taken[]> {
  const speaker = await loadSpeaker(connection.id);
  const imagined: Imagined | null = options.dryRun ? { facts: new Map(), seen: new Set() } : null;
  const ordered = items.map((item, at) => ({ at, item: cleanItem(item) })).sort(byTime);
  const taken: Taken[] = [];
  for (let start = 0; start < ordered.length; start += slice) {
    const some = ordered.slice(start, start + slice);
    const answers = await takeSlice(speaker, some, { ...options, imagined });
    for (const { at } of some) taken[at] = answers.get(at) ?? { kind: "skipped", reason: "unknown_report" };
  }
  return taken;
}

const letterBox = ({ connectionId }: Speaker) => ({ connectionId, kind: "updates" as const });

type Numbered = { at: number; item: RequestUpdate };
type Options = TakeOptions & { imagined: Imagined | null };

const timeOf = ({ item }: Numbered): number => item.updatedDatetime.getTime() || 0;
const byTime = (a: Numbered, b: Numbered): number => timeOf(a) - timeOf(b) || a.at - b.at;

async function takeSlice(
  speaker: Speaker,
  some: readonly Numbered[],
  options: Options,
): Promise<Map<number, Taken>> {
  const answers = new Map<number, Taken>();
  const inside = some.filter(({ at, item }) => {
    if (isWithin(options.window, item.updatedDatetime)) return true;
    answers.set(at, { kind: "skipped", reason: "out_of_window" });
    return false;
  });
  const items = inside.map(({ item }) => item);
  const [matches, letters] = [
    await matchItems(db, speaker, items),
    await findLetters(db, letterBox(speaker), items.map(fingerprintOf)),
  ];
  const isIn = (set: Set<string>, item: RequestUpdate) => set.size > 0 && set.has(fingerprintOf(item));
  const fresh = inside.filter(({ at, item }, n) => {
    const match = matches[n];
    if (!match || match.kind === "new") {
      if (!isIn(letters.dismissed, item)) return true;
      answers.set(at, { kind: "skipped", reason: "dismissed" });
    } else {
      answers.set(at, match);
      if (match.kind === "skipped" && match.reason === "bad_report_id") noteBadReportId(speaker, item);
    }
    return false;
  });
  for (const chunk of chunksOf(fresh, together, ({ item }) => isIn(letters.open, item))) {
    const results = await takeTogether(
      speaker,
      chunk.map(({ item }) => item),
      options,
    );
    chunk.forEach(({ at }, n) => {
      answers.set(at, results[n] ?? { kind: "skipped", reason: "unknown_report" });
    });
  }
  if (!options.dryRun && letters.open.size > 0) {
    const here = inside.filter(({ at }) => ["created", "known"].includes(answers.get(at)?.kind ?? ""));
    const fingerprints = here.map(({ item }) => fingerprintOf(item));
    await resolveLetters(
      db,
      letterBox(speaker),
      fingerprints.filter((one) => letters.open.has(one)),
      "imported",
      options.now,
    );
  }
  return answers;
}

const isWithin = (window: TakeOptions["window"], at: Date): boolean =>
  !window || (at >= window.start && at <= window.end);

function noteBadReportId({ connectionId, bodyId }: Speaker, item: RequestUpdate): void {
  const { updateId, fixmystreetId } = item;
  log.warn({ connectionId, bodyId, updateId, fixmystreetId }, "an update for what is no number of a report");
}

/** All of them in one transaction, or, where one of them cannot be taken in, each in its own. */
const takeTogether = (
  speaker: Speaker,
  items: readonly RequestUpdate[],
  options: Options,
): Promise<Taken[]> =>
  togetherOrAlone<RequestUpdate, Taken>(
    items,
    (some) => takeNow(speaker, some, options),
    async (item, error) =>
      // Somebody else took it in at the same time.
      isUniqueViolation(error, "externalId") ? { kind: "known" } : dead(speaker, item, error, options),
  );

function takeNow(
  speaker: Speaker,
  items: readonly RequestUpdate[],
  { now, silent = false, imagined }: Options,
): Promise<Taken[]> {
  if (!imagined)
    return tryAgain(() => db.$transaction((tx) => takeChunk(tx, speaker, items, { now, silent })));
  return imagine(speaker, items, imagined);
}

/** What would come of them; some that fail leave nothing behind. */
async function imagine(
  speaker: Speaker,
  items: readonly RequestUpdate[],
  imagined: Imagined,
): Promise<Taken[]> {
  const further: Imagined = { facts: new Map(imagined.facts), seen: new Set(imagined.seen) };
  const matches = await matchItems(db, speaker, items);
  const { taken } = await decideChunk(db, speaker, items, matches, further);
  Object.assign(imagined, further);
  return taken;
}

async function dead(
  speaker: Speaker,
  item: RequestUpdate,
  error: unknown,
  { now, pollId = null, dryRun = false }: Options,
): Promise<Taken> {
  const reason = reasonOf(error, speaker.connectionId, item.updateId);
  if (dryRun) return { kind: "dead", reason, deadLetterId: null };
  const fingerprint = fingerprintOf(item);
  const letter = { fingerprint, externalId: item.updateId, payload: payloadOf(item), reason };
  const letters = await bury(db, letterBox(speaker), [letter], { pollId, now });
  return { kind: "dead", reason, deadLetterId: letters.get(fingerprint) ?? null };
}
