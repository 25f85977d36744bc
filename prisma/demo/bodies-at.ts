import { methodFor } from "@/lib/bodies/method";
import { QuestionOption } from "@/lib/bodies/questions";
import { db } from "@/lib/db";
import type { Datatype, SendMethod } from "@/prisma/generated/enums";

export type DemoContact = {
  id: number;
  category: { id: number; name: string };
  method: SendMethod;
  connectionId: number | null;
  questions: {
    code: string;
    description: string;
    datatype: Datatype;
    required: boolean;
    values: QuestionOption[];
  }[];
};

export type DemoBody = {
  id: number;
  name: string;
  areaSlugs: string[];
  /** Nothing is sent to it yet. */
  held: boolean;
  updatesUserId: number | null;
  /** Somebody of its staff who answers by hand. */
  staffId: number | null;
  contacts: DemoContact[];
};

const way = { select: { id: true, method: true } } as const;

/** The demo's bodies as its file has just made them, by name. */
export async function demoBodies(slugs: readonly string[]): Promise<DemoBody[]> {
  const rows = await db.body.findMany({
    where: { slug: { in: [...slugs] } },
    orderBy: { name: "asc" },
    include: {
      areas: { select: { area: { select: { slug: true } } } },
      defaultConnection: way,
      staff: { select: { id: true }, orderBy: { id: "asc" }, take: 1 },
      contacts: {
        include: {
          category: { select: { id: true, name: true } },
          connection: way,
          questions: { where: { automated: "asked", variable: true }, orderBy: { order: "asc" } },
        },
      },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    areaSlugs: row.areas.map(({ area }) => area.slug),
    held: row.defaultConnection?.method === "hold",
    updatesUserId: row.updatesUserId,
    staffId: row.staff[0]?.id ?? null,
    contacts: row.contacts.map((contact) => ({
      id: contact.id,
      category: contact.category,
      ...methodFor(row, contact),
      questions: contact.questions.map(({ code, description, datatype, required, values }) => ({
        ...{ code, description, datatype, required },
        values: QuestionOption.array().parse(values),
      })),
    })),
  }));
}

/** Who covers one of the areas and takes the category. */
export const takersAt = (
  bodies: readonly DemoBody[],
  areaSlugs: readonly string[],
  category: string,
): DemoBody[] =>
  bodies.filter(
    (body) =>
      body.areaSlugs.some((slug) => areaSlugs.includes(slug)) && contactFor(body, category) !== undefined,
  );

export const contactFor = (body: DemoBody, category: string): DemoContact | undefined =>
  body.contacts.find((contact) => contact.category.name === category);
