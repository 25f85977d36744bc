import { db, isUniqueViolation } from "@/lib/db";
import { areasAtMany } from "@/lib/geo/areas-at";
import type { ServiceRequest } from "@/lib/open311/documents";
import { findLetters } from "@/lib/sync/dead-letters/bury";
import { chunksOf, togetherOrAlone } from "@/lib/sync/in-chunks";
import { decideImport, placeFor } from "@/lib/sync/requests/decide-import";
import { fingerprintOf } from "@/lib/sync/requests/item";
import { learnOwn } from "@/lib/sync/requests/learn-own";
import type { LoadedImporter } from "@/lib/sync/requests/load-importer";
import { knownReferences, matchOwn } from "@/lib/sync/requests/match-own";
import { noteCodes } from "@/lib/sync/requests/note-codes";
import { settleNumberless } from "@/lib/sync/requests/numberless";
import {
  dead,
  type Judged,
  keepWaiting,
  letterBox,
  settleLetters,
} from "@/lib/sync/requests/request-letters";
import type { TakenRequest, TakeRequestsOptions } from "@/lib/sync/requests/take-requests";
import { writeRequests } from "@/lib/sync/requests/write-requests";
import { tryAgain } from "@/lib/sync/updates/try-again";

/** How many requests are written together. */
const together = 500;

/** Takes some requests in, each another one. @returns what came of each, in order */
export async function takeSlice(
  importer: LoadedImporter,
  items: readonly ServiceRequest[],
  options: TakeRequestsOptions,
): Promise<TakenRequest[]> {
  const { connectionId } = importer;
  const letters = await findLetters(db, letterBox(importer), items.map(fingerprintOf));
  const judged = (await judge(importer, items, options)).map((one): Judged => {
    const dismissed = letters.dismissed.has(one.fingerprint) && one.taken.kind !== "known";
    return dismissed ? { ...one, taken: { kind: "skipped", reason: "dismissed" } } : one;
  });
  const { dryRun = false, notesCodes = !dryRun } = options;
  const coded = notesCodes ? judged.filter(hasCategory).map(({ item }) => item) : [];
  await noteCodes(db, connectionId, coded, options.now);
  if (dryRun) return judged.map(({ taken }) => taken);
  const failedBefore = ({ fingerprint }: Judged) =>
    letters.open.has(fingerprint) && !letters.waiting.has(fingerprint);
  const toWrite = judged.filter(({ taken }) => taken.kind === "created");
  const written = new Map<string, TakenRequest>();
  for (const chunk of chunksOf(toWrite, together, failedBefore)) {
    const answers = await togetherOrAlone<Judged, TakenRequest>(
      chunk,
      (some) => write(importer, some, options),
      async ({ item }, error) =>
        // Somebody else took it in at the same time, or it is what a worker has just posted.
        isUniqueViolation(error, "externalId") ? { kind: "known" } : dead(importer, item, error, options),
    );
    chunk.forEach(({ fingerprint }, n) => {
      const answer = answers[n];
      if (answer) written.set(fingerprint, answer);
    });
  }
  const waiting = await keepWaiting(importer, judged, options);
  const answered = judged.map(
    ({ fingerprint, ...one }): Judged => ({
      ...one,
      fingerprint,
      taken: written.get(fingerprint) ?? waiting.get(fingerprint) ?? one.taken,
    }),
  );
  await settleLetters(importer, answered, letters.open, options.now);
  const here = answered.filter(({ taken }) => taken.kind === "created" || taken.kind === "known");
  await settleNumberless(
    letterBox(importer),
    here.map(({ item }) => item),
    options.now,
  );
  return answered.map(({ taken }) => taken);
}

/** Codes of what is not in the body's area, or of what is our own, need nobody's match. */
const hasCategory = ({ taken }: Judged): boolean =>
  taken.kind === "created" ||
  taken.kind === "waiting" ||
  (taken.kind === "skipped" && ["excluded_category", "unknown_category"].includes(taken.reason));

async function judge(
  importer: LoadedImporter,
  items: readonly ServiceRequest[],
  { now, window, dryRun }: TakeRequestsOptions,
): Promise<Judged[]> {
  const places = new Map(items.map((item) => [item, placeFor(item, importer)]));
  const pointOf = (item: ServiceRequest) => {
    const place = places.get(item);
    return place === undefined || typeof place === "string" ? null : place;
  };
  const { known, learned } = await matchOwn(db, importer, items, pointOf);
  if (!dryRun) await learnOwn(importer.body.id, learned, now);
  const placed = items.flatMap((item) => {
    const point = known.has(item.serviceRequestId) ? null : pointOf(item);
    return point ? [{ item, point }] : [];
  });
  const found = await areasAtMany(placed.map(({ point }) => point));
  const areas = new Map(placed.map(({ item }, n) => [item, found[n] ?? []]));
  return items.map((item): Judged => {
    const facts = { known: known.has(item.serviceRequestId), areas: areas.get(item) ?? [], window, now };
    return { item, fingerprint: fingerprintOf(item), taken: asTaken(decideImport(item, importer, facts)) };
  });
}

function asTaken(decision: ReturnType<typeof decideImport>): TakenRequest {
  switch (decision.kind) {
    case "create":
      return { kind: "created", reportId: null, report: decision.report };
    case "known":
      return decision;
    case "skip":
      return { kind: "skipped", reason: decision.reason };
    case "wait":
      return { kind: "waiting", code: decision.code, deadLetterId: null };
  }
}

function write(
  importer: LoadedImporter,
  some: readonly Judged[],
  { historyRunId = null }: TakeRequestsOptions,
): Promise<TakenRequest[]> {
  return tryAgain(() =>
    db.$transaction(async (tx) => {
      // Since it was decided somebody may have been quicker.
      const known = await knownReferences(
        tx,
        importer.body.id,
        some.map(({ item }) => item),
      );
      const reports = some.flatMap(({ taken }) =>
        taken.kind === "created" && !known.has(taken.report.externalId) ? [taken.report] : [],
      );
      const ids = (await writeRequests(tx, importer, reports, historyRunId)).values();
      return some.map(({ taken }): TakenRequest => {
        if (taken.kind !== "created" || known.has(taken.report.externalId)) return { kind: "known" };
        return { ...taken, reportId: ids.next().value ?? null };
      });
    }),
  );
}
