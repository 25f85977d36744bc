import { announceAll } from "@/lib/announce";
import type { Tx } from "@/lib/db";
import { log } from "@/lib/log";
import type { RequestUpdate } from "@/lib/open311/documents";
import { decideUpdate } from "@/lib/sync/updates/decide-update";
import type { Facts } from "@/lib/sync/updates/facts";
import { loadFacts, lockReports } from "@/lib/sync/updates/load-facts";
import { findAssigned, makeInspectors } from "@/lib/sync/updates/make-staff";
import { type Match, matchItems } from "@/lib/sync/updates/match-items";
import type { Speaker } from "@/lib/sync/updates/speaker";
import type { Taken } from "@/lib/sync/updates/take-updates";
import { Passing } from "@/lib/sync/updates/try-again";
import { type Change, happeningsOf, writeReports } from "@/lib/sync/updates/write-reports";
import { type ToWrite, writeUpdates } from "@/lib/sync/updates/write-updates";

/**
 * Takes items in, in the order given, in the caller's transaction: what one changes, the next about the same report finds changed.
 * A fixed number of statements, however many.
 * @returns what came of each
 * @throws Passing when reports have changed their numbers meanwhile
 */
export async function takeChunk(
  tx: Tx,
  speaker: Speaker,
  items: readonly RequestUpdate[],
  options: { now: Date; silent: boolean },
): Promise<Taken[]> {
  const found = (await matchItems(tx, speaker, items)).flatMap((match) =>
    match.kind === "new" ? [match] : [],
  );
  await lockReports(tx, found);
  // Nobody else adds to these reports from here on; somebody may have, before.
  const matches = await matchItems(tx, speaker, items);
  const locked = new Set(found.map(({ deliveryId }) => deliveryId));
  if (matches.some((match) => match.kind === "new" && !locked.has(match.deliveryId))) {
    throw new Passing("A report has got another number just now");
  }
  const { taken, written, changes } = await decideChunk(tx, speaker, items, matches);
  if (written.length === 0) return taken;
  await makeInspectors(tx, speaker.bodyId, newInspectors(written), items);
  await writeReports(tx, changes);
  const ids = (await writeUpdates(tx, speaker, written, options)).values();
  if (!options.silent) await announceAll(tx, happeningsOf(changes));
  noteMissingWords(speaker, written);
  return taken.map((one) => (one.kind === "created" ? { ...one, updateId: ids.next().value ?? null } : one));
}

/** What items that are not written have changed: reports as they would be, and which items they would have. */
export type Imagined = { facts: Map<number, Facts>; seen: Set<string> };

/**
 * Decides about items, and writes nothing.
 * @param imagined what earlier items would have changed; what these would is added to it
 */
export async function decideChunk(
  tx: Tx,
  speaker: Speaker,
  items: readonly RequestUpdate[],
  matches: readonly Match[],
  { facts: known, seen }: Imagined = { facts: new Map(), seen: new Set() },
): Promise<{ taken: Taken[]; written: ToWrite[]; changes: Change[] }> {
  const deliveryIds = matches.flatMap((match) => (match.kind === "new" ? [match.deliveryId] : []));
  if (deliveryIds.length === 0) {
    return {
      taken: matches.map((match) => (match.kind === "new" ? unknown : match)),
      written: [],
      changes: [],
    };
  }
  const before = await loadFacts(tx, speaker.bodyId, deliveryIds);
  const source = { ...speaker, staff: await findAssigned(tx, speaker.bodyId, items) };
  const written: ToWrite[] = [];
  const taken = items.map((item, at): Taken => {
    const match = matches[at] ?? unknown;
    if (match.kind !== "new") return match;
    const facts = known.get(match.reportId) ?? before.get(match.reportId);
    if (!facts) return unknown;
    // The same item twice in one answer.
    const key = `${match.reportId} ${item.updateId}`;
    if (seen.has(key)) return { kind: "known" };
    const decided = decideUpdate(facts, item, source);
    if (decided.kind === "skip") return { kind: "skipped", reason: decided.reason };
    seen.add(key);
    known.set(match.reportId, decided.after);
    const { kind: _, ...toWrite } = decided;
    written.push({ ...toWrite, facts, externalId: item.updateId });
    return {
      ...{ kind: "created", updateId: null },
      ...{ reportId: match.reportId, decision: decided.update.decision },
    };
  });
  const changes = [...before].map(([id, facts]) => ({ before: facts, after: known.get(id) ?? facts }));
  return { taken, written, changes };
}

const unknown = { kind: "skipped", reason: "unknown_report" } as const;

/** The addresses of those who are to be made staff. */
function newInspectors(written: readonly ToWrite[]): Set<string> {
  const invited = written.filter(({ update }) => update.decision.assignment === "invited");
  return new Set(invited.flatMap(({ after }) => after.assignee ?? []));
}

function noteMissingWords({ connectionId }: Speaker, written: readonly ToWrite[]): void {
  for (const { externalId, facts, update } of written) {
    if (update.decision.text !== "missing") continue;
    const { reportId } = facts;
    log.error({ connectionId, reportId, updateId: externalId }, "no words for an update of a back end");
  }
}
