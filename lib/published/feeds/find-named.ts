import { db, Prisma } from "@/lib/db";
import type { Bounds } from "@/lib/geo/mercator";

export type NamedBody = { id: number; slug: string; name: string };
export type NamedArea = NamedBody & Bounds;

/**
 * The body of a slug; else of a number or a name, as old links to feeds have it, where "Alderwick" means the one body whose name begins
 * with that word. Null when there is none, or when several begin so.
 */
export async function findBody(text: string): Promise<NamedBody | null> {
  return theOne(
    await db.$queryRaw<Ranked<NamedBody>[]>`
      select id, slug, name, ${rank(text)} from "Body" where ${matches(text)} order by rank, id limit 2`,
  );
}

/** The area of a slug, a number or a name, likewise. */
export async function findArea(text: string): Promise<NamedArea | null> {
  return theOne(
    await db.$queryRaw<Ranked<NamedArea>[]>`
      select id, slug, name, west, south, east, north, ${rank(text)}
      from "Area" where ${matches(text)} order by rank, id limit 2`,
  );
}

type Ranked<Row> = Row & { rank: number };
const beginsSo = 3;

const numberIn = (text: string): number => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0);

// Bodies and areas are few: all of them are looked through in a millisecond.
const matches = (text: string): Prisma.Sql => Prisma.sql`
  (slug = ${text} or id = ${numberIn(text)} or starts_with(lower(name) || ' ', lower(${text}) || ' '))`;

const rank = (text: string): Prisma.Sql => Prisma.sql`
  case when slug = ${text} then 0 when id = ${numberIn(text)} then 1
    when lower(name) = lower(${text}) then 2 else ${beginsSo} end::int as rank`;

function theOne<Row>([first, second]: readonly Ranked<Row>[]): Row | null {
  return first && (first.rank < beginsSo || !second) ? first : null;
}
