import { closedNotice } from "@/lib/bodies/closed-notice";
import { mergeQuestions } from "@/lib/bodies/merge-questions";
import { methodFor } from "@/lib/bodies/method";
import type { OfferedQuestion } from "@/lib/bodies/questions";
import { db, type Prisma } from "@/lib/db";
import { areasAt } from "@/lib/geo/areas-at";
import type { Point } from "@/lib/geo/point";
import { locale } from "@/lib/locale";

/** What can be reported at a place, and to whom. */
export type Offer = {
  areas: { id: number; name: string; slug: string }[];
  /** Everybody who covers the place, by name; also who takes nothing there. */
  bodies: OfferedBody[];
  /** By name, "Other" last. */
  categories: OfferedCategory[];
};

export type OfferedBody = {
  id: number;
  slug: string;
  name: string;
  /** While nobody is there: until when, and whom to ring. A report is sent at once all the same. */
  closed: string | null;
};

/** One category; it goes to each of its bodies, as in a county and its city. */
export type OfferedCategory = {
  id: number;
  name: string;
  /** By name, "Other" last; empty = it stands by itself. */
  groups: string[];
  hint: string;
  /** Such reports are never public. */
  private: boolean;
  /** By name. `refused`: this one takes no such reports; the others still get them. */
  bodies: { id: number; name: string; refused: boolean }[];
  questions: OfferedQuestion[];
};

const way = { select: { id: true, method: true } } as const;
const offeredBody = {
  id: true,
  slug: true,
  name: true,
  canBeDevolved: true,
  officeHours: true,
  defaultConnection: way,
  contacts: {
    where: { state: { in: ["confirmed", "unconfirmed"] } },
    select: {
      destination: true,
      groups: true,
      hint: true,
      private: true,
      connection: way,
      category: { select: { id: true, name: true } },
      questions: {
        where: { automated: { not: "server_set" } },
        orderBy: [{ order: "asc" }, { id: "asc" }],
        omit: { id: true, contactId: true, protected: true },
      },
    },
  },
} as const satisfies Prisma.BodySelect;

type Body = Prisma.BodyGetPayload<{ select: typeof offeredBody }>;
type Entry = { body: Body; contact: Body["contacts"][number]; refused: boolean };

/**
 * What citizens may report at a point: the bodies that cover it and their categories, each once with all bodies that
 * get it. A fixed number of queries, however many bodies and categories there are.
 * Source: spec/features.md A3.3–A3.7, A3.19, A3.20; spec/integration.md 1.2 (states), TRAP-32 (refusal per body).
 */
export async function offerAt(point: Point, now: Date = new Date()): Promise<Offer> {
  const areas = await areasAt(point);
  const bodies = await db.body.findMany({
    where: { deletedAt: null, areas: { some: { areaId: { in: areas.map(({ id }) => id) } } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: offeredBody,
  });
  const entries = bodies.flatMap((body) =>
    body.contacts.map((contact) => ({
      body,
      contact,
      refused: methodFor(body, contact).method === "refused",
    })),
  );
  const byCategory = new Map<number, Entry[]>();
  for (const entry of entries) {
    const { id } = entry.contact.category;
    byCategory.set(id, [...(byCategory.get(id) ?? []), entry]);
  }
  return {
    areas: areas.map(({ id, name, slug }) => ({ id, name, slug })),
    bodies: bodies.map((body) => ({
      ...{ id: body.id, slug: body.slug, name: body.name },
      closed: closedNotice(body, now),
    })),
    categories: [...byCategory.values()].map(categoryOf).sort((a, b) => byName(a.name, b.name)),
  };
}

function categoryOf(entries: Entry[]): OfferedCategory {
  const contacts = entries.map(({ contact }) => contact);
  // Who will not get the report need not be told anything.
  const asking = entries.filter(({ refused }) => !refused).map(({ contact }) => contact.questions);
  return {
    id: contacts[0]?.category.id ?? 0,
    name: contacts[0]?.category.name ?? "",
    groups: [...new Set(contacts.flatMap(({ groups }) => groups))].sort(byName),
    hint: contacts.find(({ hint }) => hint)?.hint ?? "",
    private: contacts.some((contact) => contact.private),
    bodies: entries.map(({ body, refused }) => ({ id: body.id, name: body.name, refused })),
    questions: mergeQuestions(asking),
  };
}

const isOther = (name: string): boolean => name.trim().toLowerCase() === "other";
/** In the order of names, with numbers as numbers; "Other" comes last. */
export const byName = (a: string, b: string): number =>
  Number(isOther(a)) - Number(isOther(b)) || a.localeCompare(b, locale, { numeric: true });
