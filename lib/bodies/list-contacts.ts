import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { type ContactQuery, contactsWhere } from "@/lib/bodies/contact-query";
import { type ContactWay, routedContact, wayOf } from "@/lib/bodies/contact-way";
import { recentReportCounts } from "@/lib/bodies/recent-report-counts";
import { db, type Prisma } from "@/lib/db";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import type { ContactState } from "@/prisma/generated/enums";

/** A line of the list; moments in ISO 8601. */
export type ListedContact = {
  id: number;
  body: { id: number; name: string };
  category: string;
  groups: string[];
  state: ContactState;
  destination: string;
  method: ContactWay["method"];
  /** The slug of the connection that its reports go by; null = e-mail without one. */
  connection: string | null;
  devolved: boolean;
  fault: string | null;
  private: boolean;
  protected: boolean;
  bouncedAt: string | null;
  bounceReason: string | null;
  questions: number;
  /** That came in the last 90 days. */
  recentReports: number;
  changedAt: string;
};

const columns = {
  ...routedContact,
  id: true,
  category: { select: { name: true } },
  groups: true,
  state: true,
  private: true,
  protected: true,
  bouncedAt: true,
  bounceReason: true,
  updatedAt: true,
  body: { select: { ...routedContact.body.select, id: true, name: true } },
  _count: { select: { questions: true } },
} as const satisfies Prisma.ContactSelect;

type Row = Prisma.ContactGetPayload<{ select: typeof columns }>;
type Mark = readonly [at: string | Date, id: number];

/** How many rows are looked at in one go when only some of them are wanted and the database cannot tell which. */
const CHUNK = 500;

/**
 * The contacts that the actor may change, a page at a time, by category unless told.
 * @throws DomainError `forbidden`, or `invalid` for a cursor of another list
 */
export async function listContacts(
  actor: Actor,
  query: ContactQuery,
  now: Date = new Date(),
): Promise<Page<ListedContact>> {
  const where = contactsWhere(query, scopeOf(actor, "contact:edit"));
  const start = readCursor(query.cursor, cursorParts[query.sort]) as Mark | null;
  const rows =
    query.problem === "fault" ? await faulty(query, where, start) : await read(query, where, start);
  const page = pageOf(rows, (row) => markOf(query, row));
  const counts = await recentReportCounts(
    page.items.map(({ id }) => id),
    now,
  );
  return { ...page, items: page.items.map((row) => listed(row, counts.get(row.id) ?? 0)) };
}

const byName = z.tuple([z.string(), z.int()]);
const byMoment = z.tuple([z.coerce.date(), z.int()]);
const cursorParts = {
  category: byName,
  "-category": byName,
  changed: byMoment,
  "-changed": byMoment,
} satisfies Record<ContactQuery["sort"], z.ZodType>;

const byChange = (sort: ContactQuery["sort"]): boolean => sort.endsWith("changed");
const markOf = ({ sort }: ContactQuery, row: Row): Mark =>
  byChange(sort) ? [row.updatedAt, row.id] : [row.category.name, row.id];

function read(
  { sort }: ContactQuery,
  where: Prisma.ContactWhereInput,
  after: Mark | null,
  take = pageSize + 1,
) {
  const order = sort.startsWith("-") ? ("desc" as const) : ("asc" as const);
  return db.contact.findMany({
    where: after ? { AND: [where, beyond(sort, after)] } : where,
    orderBy: [byChange(sort) ? { updatedAt: order } : { category: { name: order } }, { id: order }],
    take,
    select: columns,
  });
}

function beyond(sort: ContactQuery["sort"], [at, id]: Mark): Prisma.ContactWhereInput {
  const past = <Value>(value: Value) => (sort.startsWith("-") ? { lt: value } : { gt: value });
  if (byChange(sort)) return { OR: [{ updatedAt: past(at) }, { updatedAt: at, id: past(id) }] };
  const name = String(at);
  return { OR: [{ category: { name: past(name) } }, { category: { name }, id: past(id) }] };
}

/** Those whose reports cannot go: what makes a connection work is known to its method's schema, not to the database. */
async function faulty(query: ContactQuery, where: Prisma.ContactWhereInput, start: Mark | null) {
  const found: Row[] = [];
  let after = start;
  while (found.length <= pageSize) {
    const rows = await read(query, where, after, CHUNK);
    found.push(...rows.filter((row) => wayOf(row).fault !== null));
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) break;
    after = markOf(query, last);
  }
  return found.slice(0, pageSize + 1);
}

function listed(row: Row, recentReports: number): ListedContact {
  const { method, connection, devolved, fault } = wayOf(row);
  return {
    id: row.id,
    body: { id: row.body.id, name: row.body.name },
    category: row.category.name,
    groups: row.groups,
    state: row.state,
    destination: row.destination,
    method,
    connection: connection?.slug ?? null,
    devolved,
    fault,
    private: row.private,
    protected: row.protected,
    bouncedAt: row.bouncedAt?.toISOString() ?? null,
    bounceReason: row.bounceReason,
    questions: row._count.questions,
    recentReports,
    changedAt: row.updatedAt.toISOString(),
  };
}
