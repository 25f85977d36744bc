import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { readSettings } from "@/lib/bodies/connections";
import { db, type Prisma, type Tx } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { literally, wildcards } from "@/lib/open311/wildcards";
import { enqueue } from "@/lib/queue";
import { matchingTarget } from "@/lib/sync/requests/matching-target";
import { takeWaiting } from "@/lib/sync/requests/take-waiting";

const t = translator("imports");

/** One code: the number of its row, and a category's, `out` to leave it out, or nothing. */
const Match = z.object({ id: RowId, choice: z.union([z.literal(["out", ""]), RowId], t("noCategory")) });

export const SaveMatches = z.object({
  connectionId: RowId,
  matches: z
    .array(Match)
    .max(500, t("tooMany"))
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, t("twice")),
});

/** So many are taken in while the person waits; more are for the worker. */
const few = 200;

/**
 * Says which of the body's categories service codes are, that their requests are left out, or neither. What waited for them comes in:
 * at once if it is little, else by a job.
 * @returns how many codes have changed, and how many requests come in
 * @throws DomainError `not_found`, `forbidden`; `conflict` where no requests can be read from the connection; `invalid` for a category
 * that the body has no contact for, or a code that a rule with wildcards leaves out
 */
export async function saveServiceMatches(
  actor: Actor,
  input: z.input<typeof SaveMatches>,
  now: Date = new Date(),
): Promise<{ changed: number; waiting: number }> {
  const { connectionId, matches } = parseInput(SaveMatches, input, t("form"));
  const saved = await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Connection" where id = ${connectionId} for update`;
    const target = await matchingTarget(tx, actor, connectionId);
    const changes = await plan(tx, target, matches);
    if (changes.length === 0) return { changed: 0, waiting: 0 };
    await write(tx, target, changes);
    await record(tx, actor, "imports.match", {
      ...{ bodyId: target.bodyId, connectionId, subject: { slug: target.slug } },
      before: Object.fromEntries(changes.map(({ code, before }) => [code, before.words])),
      after: Object.fromEntries(changes.map(({ code, after }) => [code, after.words])),
    });
    const waiting = await tx.deadLetter.count({
      where: {
        connectionId,
        kind: "requests",
        resolvedAt: null,
        waitsFor: { in: changes.map(({ code }) => code) },
      },
    });
    // Also where they are taken in at once: that may be broken off.
    if (waiting > 0)
      await enqueue(tx, "take-waiting", { connectionId }, { key: `take-waiting:${connectionId}` });
    return { changed: changes.length, waiting };
  });
  if (saved.waiting > 0 && saved.waiting <= few) await takeWaiting(connectionId, { now });
  return saved;
}

type Target = Awaited<ReturnType<typeof matchingTarget>>;
type Meaning = { categoryId: number | null; out: boolean; words: string | null };
type Change = { id: number; code: string; before: Meaning; after: Meaning };

async function plan(
  tx: Tx,
  target: Target,
  matches: z.output<typeof SaveMatches>["matches"],
): Promise<Change[]> {
  const rows = await tx.serviceCodeMatch.findMany({
    where: { connectionId: target.id, id: { in: matches.map(({ id }) => id) } },
    select: { id: true, code: true, name: true, category: { select: { id: true, name: true } } },
  });
  const contacts = await tx.contact.findMany({
    where: { bodyId: target.bodyId, state: { not: "deleted" } },
    select: { category: { select: { id: true, name: true } } },
  });
  const names = new Map(contacts.map(({ category }) => [category.id, category.name]));
  const leftOut = leftOutBy(target);
  return matches.flatMap(({ id, choice }): Change[] => {
    const row = rows.find((one) => one.id === id);
    if (!row) throw notFound(t("noCode"));
    const { code, category } = row;
    const byRule = isLeftOutAnyway(leftOut, row);
    const out = byRule || leftOut.some((one) => isEntryOf(one, code));
    const words = out ? t("leftOut") : (category?.name ?? null);
    const before: Meaning = { categoryId: category?.id ?? null, out, words };
    const after = meaningOf(choice, names, `match.${id}`);
    if (byRule && !after.out) {
      throw invalid(t("form"), { [`match.${id}`]: t("leftOutByRule", { code }) });
    }
    const same = before.out === after.out && (after.out || before.categoryId === after.categoryId);
    return same ? [] : [{ id, code, before, after }];
  });
}

function meaningOf(choice: number | "out" | "", names: ReadonlyMap<number, string>, field: string): Meaning {
  if (choice === "out") return { categoryId: null, out: true, words: t("leftOut") };
  if (choice === "") return { categoryId: null, out: false, words: null };
  const words = names.get(choice);
  if (words === undefined) throw invalid(t("form"), { [field]: t("noCategory") });
  return { categoryId: choice, out: false, words };
}

const leftOutBy = (target: Target): string[] =>
  readSettings({ ...target, method: "open311" }).importExcludeCategories;

/** Whether an entry is there for exactly this code. */
const isEntryOf = (entry: string, code: string): boolean =>
  entry.toLowerCase() === literally(code).toLowerCase();

/** Whether more than the code's own entry leaves it out, so that a match would change nothing. */
function isLeftOutAnyway(
  leftOut: readonly string[],
  { code, name }: { code: string; name: string },
): boolean {
  const others = wildcards(leftOut.filter((one) => !isEntryOf(one, code)));
  return others(code) || (name !== "" && others(name));
}

async function write(tx: Tx, target: Target, changes: readonly Change[]): Promise<void> {
  const rows = changes.map(({ id, after }) => ({ id, category: after.categoryId }));
  await tx.$executeRaw`
    update "ServiceCodeMatch" m set "categoryId" = c.category
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id int, category int) where m.id = c.id`;
  const leftOut = leftOutBy(target);
  const kept = leftOut.filter(
    (one) => !changes.some(({ code, after }) => !after.out && isEntryOf(one, code)),
  );
  const added = changes.filter(
    ({ code, after }) => after.out && !leftOut.some((one) => isEntryOf(one, code)),
  );
  if (added.length === 0 && kept.length === leftOut.length) return;
  const settings = { ...(target.settings as Prisma.JsonObject) };
  settings.importExcludeCategories = [...kept, ...added.map(({ code }) => literally(code))];
  await tx.connection.update({ where: { id: target.id }, data: { settings } });
}
