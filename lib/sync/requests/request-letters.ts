import { db } from "@/lib/db";
import { translator } from "@/lib/messages";
import type { ServiceRequest } from "@/lib/open311/documents";
import { bury, reasonOf, resolveLetters } from "@/lib/sync/dead-letters/bury";
import { fingerprintOf, payloadOf } from "@/lib/sync/requests/item";
import type { LoadedImporter } from "@/lib/sync/requests/load-importer";
import type { TakenRequest, TakeRequestsOptions } from "@/lib/sync/requests/take-requests";

/** What of a request has been decided, before anything is written. */
export type Judged = { item: ServiceRequest; fingerprint: string; taken: TakenRequest };

type Of = Pick<LoadedImporter, "connectionId">;

export const letterBox = ({ connectionId }: Of) => ({ connectionId, kind: "requests" as const });
const isHere = ({ kind }: TakenRequest): boolean => kind === "created" || kind === "known";

/** Keeps requests whose service code nobody has matched yet. @returns by their fingerprints what came of them */
export async function keepWaiting(
  importer: Of,
  judged: readonly Judged[],
  { now, pollId = null, historyRunId = null }: TakeRequestsOptions,
): Promise<Map<string, TakenRequest>> {
  const t = translator("imports");
  const waiting = judged.flatMap(({ item, fingerprint, taken }) =>
    taken.kind === "waiting" ? [{ item, fingerprint, code: taken.code }] : [],
  );
  const letters = await bury(
    db,
    letterBox(importer),
    waiting.map(({ item, fingerprint, code }) => ({
      ...{ fingerprint, externalId: item.serviceRequestId },
      payload: payloadOf(item, historyRunId),
      ...{ reason: t("waiting", { code }), waitsFor: code },
    })),
    { pollId, now },
  );
  return new Map(
    waiting.map(({ fingerprint, code }) => [
      fingerprint,
      { kind: "waiting", code, deadLetterId: letters.get(fingerprint) ?? null },
    ]),
  );
}

/** Keeps a request that could not be taken in. */
export async function dead(
  importer: Of,
  item: ServiceRequest,
  error: unknown,
  { now, pollId = null }: TakeRequestsOptions,
): Promise<TakenRequest> {
  const reason = reasonOf(error, importer.connectionId, item.serviceRequestId);
  const letter = {
    ...{ fingerprint: fingerprintOf(item), externalId: item.serviceRequestId },
    ...{ payload: payloadOf(item), reason },
  };
  const letters = await bury(db, letterBox(importer), [letter], { pollId, now });
  return { kind: "dead", reason, deadLetterId: letters.get(letter.fingerprint) ?? null };
}

/** Letters of what has come in, or by today's rules need not, are dealt with. One that is only outside of a window is still open. */
export async function settleLetters(
  importer: Of,
  answered: readonly Judged[],
  open: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const of = (matches: (taken: TakenRequest) => boolean) =>
    answered.flatMap(({ fingerprint, taken }) =>
      open.has(fingerprint) && matches(taken) ? [fingerprint] : [],
    );
  const isOut = (taken: TakenRequest) => taken.kind === "skipped" && taken.reason !== "out_of_window";
  await resolveLetters(db, letterBox(importer), of(isHere), "imported", now);
  await resolveLetters(db, letterBox(importer), of(isOut), "skipped", now);
}
