import { methodFor } from "@/lib/bodies/method";
import { db, type Prisma } from "@/lib/db";
import { Recent } from "@/lib/recent";

const way = { select: { id: true, method: true } } as const;
const entrySelect = {
  destination: true,
  groups: true,
  keywords: true,
  hint: true,
  private: true,
  connection: way,
  category: { select: { id: true, name: true } },
  body: {
    select: { id: true, slug: true, name: true, canBeDevolved: true, defaultConnection: way },
  },
  questions: {
    where: { automated: { not: "server_set" } },
    orderBy: [{ order: "asc" }, { id: "asc" }],
    omit: { id: true, contactId: true, protected: true },
  },
} as const satisfies Prisma.ContactSelect;

/** What one body takes of one category. */
export type Entry = Prisma.ContactGetPayload<{ select: typeof entrySelect }>;

export type Catalogue = {
  /** By category, then by the body's name. */
  entries: readonly Entry[];
  /** When anything of it changed last. */
  changedAt: Date;
};

const kept = new Recent<Promise<Catalogue>>({ capacity: 1, ttlMs: 5_000 });

/**
 * Everything that may be reported here, and to whom: categories of contacts that are confirmed or unconfirmed, of bodies that have
 * not retired; not what only staff may choose, nor what a body refuses. Kept in this process for some seconds.
 * Source: spec/integration.md 9.2.
 */
export function readCatalogue(): Promise<Catalogue> {
  const known = kept.get("all");
  if (known) return known;
  const reading = loadCatalogue();
  kept.set("all", reading);
  reading.catch(() => kept.delete("all"));
  return reading;
}

/** For tests, and for whoever has just changed it. */
export const forgetCatalogue = (): void => kept.delete("all");

async function loadCatalogue(): Promise<Catalogue> {
  // Before the list: what changes in between is told twice rather than not at all.
  const changedAt = await lastChange();
  const entries = await db.contact.findMany({
    where: { state: { in: ["confirmed", "unconfirmed"] }, body: { deletedAt: null } },
    orderBy: [{ categoryId: "asc" }, { body: { name: "asc" } }, { id: "asc" }],
    select: entrySelect,
  });
  return { entries: entries.filter((entry) => methodFor(entry.body, entry).method !== "refused"), changedAt };
}

/** What was done to bodies and connections may change the list without a contact's row being touched. */
const changes = [
  ...["bodies.create", "bodies.edit", "bodies.areas", "bodies.retire", "bodies.revive"],
  ...["connections.edit", "connections.delete", "contacts.edit", "contacts.questions", "council.import"],
  ...["areas.create", "areas.edit", "areas.retire", "areas.revive"],
];

async function lastChange(): Promise<Date> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    select greatest(
      (select max("updatedAt") from "Contact"),
      (select max(greatest("createdAt", "deletedAt")) from "Body"),
      (select max(latest.at) from unnest(${changes}::text[]) changed(action), lateral (
        select at from "AuditEntry" where action = changed.action order by at desc limit 1) latest)
    ) as at`;
  return row?.at ?? new Date(0);
}
