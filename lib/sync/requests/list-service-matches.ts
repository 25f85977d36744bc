import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { type Page, pageOf, readCursor } from "@/lib/page";
import { loadImporter } from "@/lib/sync/requests/load-importer";
import { matchingTarget } from "@/lib/sync/requests/matching-target";

export type CategoryChoice = { id: number; name: string };

/** A service code that was seen at a back end, beside our categories. */
export type ServiceMatch = {
  id: number;
  code: string;
  /** What the back end calls it. */
  name: string;
  lastSeenAt: Date;
  /** Requests that come in once it is matched. */
  waiting: number;
  /** A person's choice, or that its requests are left out; null = nobody has chosen. */
  chosen: CategoryChoice | "out" | null;
  /** The category that is reached by this very code, where nobody has chosen. */
  byContact: CategoryChoice | null;
  /** The category whose name is most like its own, where nothing else says. */
  suggestion: CategoryChoice | null;
};

export type ServiceMatches = Page<ServiceMatch> & {
  /** The body's categories to choose from. */
  categories: CategoryChoice[];
  /** Of all pages. */
  unmatched: number;
  waiting: number;
};

export const ServiceMatchQuery = z.object({ connectionId: RowId, cursor: z.string().max(2_000).optional() });

const Cursor = z.tuple([z.number(), z.string(), z.string()]);
type Place = z.output<typeof Cursor>;

/**
 * The service codes that were seen at a connection, those that nobody has matched first, then by name.
 * @throws DomainError `not_found`, `forbidden`; `conflict` where no requests can be read from it; `invalid` for a foreign cursor
 */
export async function listServiceMatches(
  actor: Actor,
  input: z.input<typeof ServiceMatchQuery>,
): Promise<ServiceMatches> {
  const { connectionId, cursor } = parseInput(ServiceMatchQuery, input, translator("refusals")("form"));
  const { bodyId } = await matchingTarget(db, actor, connectionId);
  const [importer, codes, contacts] = [
    await loadImporter(connectionId),
    await db.serviceCodeMatch.findMany({ where: { connectionId } }),
    await db.contact.findMany({
      where: { bodyId, state: { not: "deleted" } },
      orderBy: { category: { name: "asc" } },
      select: { category: { select: { id: true, name: true } } },
    }),
  ];
  const categories = contacts.map(({ category }) => category);
  const rows = codes.map(({ connectionId: _, categoryId, ...row }) => {
    const left = importer.rules.isLeftOut(row.code) || importer.rules.isLeftOut(row.name);
    const own = categories.find(({ id }) => id === categoryId) ?? null;
    const contact = importer.contactOf(row.code);
    return {
      ...row,
      chosen: left ? ("out" as const) : own,
      byContact: own || !contact ? null : { id: contact.categoryId, name: contact.category },
    };
  });
  type Row = (typeof rows)[number];
  const isOpen = ({ chosen, byContact }: Row) => chosen === null && byContact === null;
  const placeOf = (row: Row): Place => [isOpen(row) ? 0 : 1, row.name, row.code];
  const after = readCursor(cursor, Cursor);
  const later = rows
    .filter((row) => !after || inOrder(placeOf(row), after) > 0)
    .sort((a, b) => inOrder(placeOf(a), placeOf(b)));
  const page = pageOf(later, placeOf);
  const waiting = await countWaiting(connectionId);
  const suggestions = await suggest(
    bodyId,
    page.items.filter(isOpen).map(({ id, name, code }) => ({ id, name: name || code })),
  );
  return {
    ...{ categories, next: page.next, unmatched: rows.filter(isOpen).length },
    waiting: [...waiting.values()].reduce((sum, count) => sum + count, 0),
    items: page.items.map((row) => ({
      ...row,
      waiting: waiting.get(row.code) ?? 0,
      suggestion: categories.find(({ id }) => id === suggestions.get(row.id)) ?? null,
    })),
  };
}

function inOrder(a: Place, b: Place): number {
  return a[0] - b[0] || compare(a[1].toLowerCase(), b[1].toLowerCase()) || compare(a[2], b[2]);
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** How many requests wait for each code. One statement, answered from an index. */
async function countWaiting(connectionId: number): Promise<Map<string, number>> {
  const rows = await db.deadLetter.groupBy({
    by: ["waitsFor"],
    where: { connectionId, kind: "requests", waitsFor: { not: null }, resolvedAt: null },
    _count: true,
  });
  return new Map(rows.map(({ waitsFor, _count }) => [waitsFor ?? "", _count]));
}

/** Which of the body's categories has the name most like each of these, by what they have in common (pg_trgm). One statement. */
async function suggest(
  bodyId: number,
  named: readonly { id: number; name: string }[],
): Promise<Map<number, number>> {
  if (named.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: number; categoryId: number }[]>`
    select n.id, best."categoryId" from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as n(id int, name text)
    join lateral (
      select c."categoryId", similarity(n.name, g.name) + word_similarity(n.name, g.name) as likeness
      from "Contact" c join "Category" g on g.id = c."categoryId"
      where c."bodyId" = ${bodyId} and c.state <> 'deleted'
      order by likeness desc, g.name limit 1
    ) best on best.likeness > 0.5`;
  return new Map(rows.map(({ id, categoryId }) => [id, categoryId]));
}
