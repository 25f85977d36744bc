import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, type Prisma, type Tx } from "@/lib/db";
import { Note } from "@/lib/delivery/act-input";
import { conflict, invalid, notFound } from "@/lib/errors";
import { listOf, RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { type Tried, tryLetters } from "@/lib/sync/dead-letters/try-letters";

const t = translator("updateDecisions");

/** How many one call takes. */
const limit = 200;

const Ids = listOf(RowId).pipe(
  z
    .array(z.number())
    .min(1, t("letters.form"))
    .max(limit, t("letters.tooMany", { count: limit })),
);
export const ReplayLetters = z.object({ ids: Ids });
export const DismissLetters = z.object({ ids: Ids, note: Note });

export type Replayed = { id: number; result: Tried };

/** Tries one item again. @throws DomainError as `replayDeadLetters` */
export async function replayDeadLetter(actor: Actor, id: number): Promise<Replayed["result"]> {
  const [replayed] = await replayDeadLetters(actor, { ids: [id] });
  if (!replayed) throw notFound(t("letters.none"));
  return replayed.result;
}

/**
 * Takes items in now that could not be taken in before, also dismissed ones; whatever comes of them, each is answered. Those that
 * come in, or are found to be here already, are dealt with; the others stay.
 * @throws DomainError `forbidden`, `not_found`; `conflict` for one that has been taken in, or is a service
 */
export async function replayDeadLetters(
  actor: Actor,
  input: z.input<typeof ReplayLetters>,
  now: Date = new Date(),
): Promise<Replayed[]> {
  const { ids } = parseInput(ReplayLetters, input, t("letters.form"));
  const letters = await db.$transaction(async (tx) => {
    const rows = await lockLetters(tx, actor, ids);
    if (rows.some(({ kind }) => kind === "services")) throw conflict(t("letters.kind"));
    if (rows.some(({ resolution }) => resolution !== null && resolution !== "dismissed"))
      throw conflict(t("letters.over"));
    // A dismissed item is not taken in; a person has thought again.
    await tx.deadLetter.updateMany({
      where: { id: { in: ids } },
      data: { resolvedAt: null, resolution: null },
    });
    return rows;
  });
  const results = new Map<number, Tried>();
  for (const connectionId of new Set(letters.map((letter) => letter.connectionId))) {
    for (const kind of ["updates", "requests"] as const) {
      const some = letters.filter((letter) => letter.connectionId === connectionId && letter.kind === kind);
      if (some.length === 0) continue;
      for (const [id, tried] of await tryLetters(connectionId, kind, some, now)) results.set(id, tried);
    }
  }
  await db.$transaction((tx) => noteReplayed(tx, actor, letters, results, now));
  return letters.map(({ id }) => ({ id, result: results.get(id) ?? { kind: "unreadable", reason: "" } }));
}

async function noteReplayed(
  tx: Tx,
  actor: Actor,
  letters: readonly Letter[],
  results: ReadonlyMap<number, Replayed["result"]>,
  now: Date,
): Promise<void> {
  const isOver = ({ id }: Letter) => {
    const result = results.get(id);
    // A row that can be read by now has a letter of its own as an item.
    const isAnother = result?.kind === "dead" && result.deadLetterId !== id;
    return ["created", "known", "left_out"].includes(result?.kind ?? "") || isAnother;
  };
  await tx.deadLetter.updateMany({
    where: { id: { in: letters.filter(isOver).map(({ id }) => id) } },
    data: { resolvedAt: now, resolution: "replayed" },
  });
  for (const letter of letters) {
    const result = results.get(letter.id);
    await record(tx, actor, "dead-letters.replay", {
      ...subjectOf(letter),
      reportId: result?.kind === "created" ? result.reportId : null,
      after: { result: result?.kind ?? "unreadable" },
    });
  }
}

/** Dismisses one. @throws DomainError as `dismissDeadLetters` */
export const dismissDeadLetter = (actor: Actor, id: number, note: string): Promise<void> =>
  dismissDeadLetters(actor, { ids: [id], note });

/**
 * Nothing is to come of these items: they are not tried again, however often they are seen.
 * @throws DomainError `forbidden`, `not_found`; `invalid` without a reason; `conflict` for one that has been dealt with
 */
export async function dismissDeadLetters(
  actor: Actor,
  input: z.input<typeof DismissLetters>,
  now: Date = new Date(),
): Promise<void> {
  const { ids, note } = parseInput(DismissLetters, input, t("letters.form"));
  if (note === "") throw invalid(t("letters.note"), { note: t("letters.note") });
  await db.$transaction(async (tx) => {
    const letters = await lockLetters(tx, actor, ids);
    if (letters.some(({ resolvedAt }) => resolvedAt !== null)) throw conflict(t("letters.over"));
    await tx.deadLetter.updateMany({
      where: { id: { in: ids } },
      data: { resolvedAt: now, resolution: "dismissed" },
    });
    for (const letter of letters) {
      await record(tx, actor, "dead-letters.dismiss", { ...subjectOf(letter), note });
    }
  });
}

const letterColumns = {
  id: true,
  kind: true,
  connectionId: true,
  externalId: true,
  payload: true,
  resolvedAt: true,
  resolution: true,
  connection: { select: { bodyId: true, method: true, settings: true, secrets: true } },
} as const satisfies Prisma.DeadLetterSelect;
type Letter = Prisma.DeadLetterGetPayload<{ select: typeof letterColumns }>;

/** Locks them in the order of their ids. @throws DomainError `not_found`, `forbidden` */
async function lockLetters(tx: Tx, actor: Actor, ids: readonly number[]): Promise<Letter[]> {
  scopeOf(actor, "delivery:act");
  await tx.$queryRaw`select 1 from "DeadLetter" where id = any(${ids}::int[]) order by id for update`;
  const letters = await tx.deadLetter.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { id: "asc" },
    select: letterColumns,
  });
  if (letters.length < ids.length) throw notFound(t("letters.none"));
  for (const { connection } of letters) {
    authorize(actor, "delivery:act", { bodyIds: [connection.bodyId] });
  }
  return letters;
}

const subjectOf = ({ id, externalId, connectionId, connection }: Letter) => ({
  ...{ bodyId: connection.bodyId, connectionId },
  subject: { deadLetterId: id, externalId },
});
