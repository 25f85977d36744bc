import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { fingerprint } from "@/lib/bodies/fingerprint";
import { latestReports } from "@/lib/bodies/latest-reports";
import { type QuestionEntry, questionEntry } from "@/lib/bodies/question-entry";
import { db, type Prisma, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** A question as the editor gets and gives it; `id` null = it is new. */
export type EditedQuestion = Omit<QuestionEntry, "order"> & { id: number | null };

export type ContactQuestions = {
  contact: {
    id: number;
    category: string;
    hint: string;
    private: boolean;
    body: { id: number; name: string };
  };
  /** What the editor brings along when it saves. */
  version: string;
  /** In the order in which they are asked. */
  questions: EditedQuestion[];
  /** How many of the latest reports hold an answer, by code. */
  answered: Record<string, number>;
  /** The bodies here that ask something for this category too: their questions stand in the same form. */
  alsoAsking: string[];
};

type Rows = Prisma.QuestionGetPayload<Record<string, never>>[];

/** @throws DomainError `not_found`, `forbidden` */
export async function contactQuestions(actor: Actor, contactId: number): Promise<ContactQuestions> {
  const contact = await db.contact.findUnique({
    where: { id: contactId },
    select: {
      id: true,
      bodyId: true,
      categoryId: true,
      hint: true,
      private: true,
      category: { select: { name: true } },
      body: { select: { id: true, name: true } },
    },
  });
  if (!contact) throw notFound(translator("adminContacts")("faults.gone"));
  const { bodyId, categoryId, category, ...about } = contact;
  authorize(actor, "contact:edit", { bodyIds: [bodyId], categoryId });
  const [rows, answered, others] = await Promise.all([
    questionsOf(db, contactId),
    answeredCodes(contactId),
    db.body.findMany({
      where: {
        id: { not: bodyId },
        deletedAt: null,
        areas: { some: { area: { bodies: { some: { bodyId } } } } },
        contacts: {
          some: {
            categoryId,
            state: { in: ["confirmed", "unconfirmed"] },
            questions: { some: { automated: "asked" } },
          },
        },
      },
      orderBy: { name: "asc" },
      select: { name: true },
    }),
  ]);
  return {
    contact: { ...about, category: category.name },
    version: questionsVersion(rows),
    questions: rows.map(editedQuestion),
    answered,
    alsoAsking: others.map(({ name }) => name),
  };
}

export const questionsOf = (tx: Tx, contactId: number): Promise<Rows> =>
  tx.question.findMany({ where: { contactId }, orderBy: [{ order: "asc" }, { id: "asc" }] });

export const questionsVersion = (rows: Rows): string =>
  fingerprint(rows.map((row) => [row.id, ...Object.entries(questionEntry(row)).sort()]));

function editedQuestion(row: Rows[number]): EditedQuestion {
  const { order: _, ...entry } = questionEntry(row);
  return { ...entry, id: row.id };
}

async function answeredCodes(contactId: number): Promise<Record<string, number>> {
  const rows = await db.$queryRaw<{ code: string; count: number }[]>`
    select answer->>'code' as code, count(*)::int as count
    from (select "reportId" from "Delivery" where "contactId" = ${contactId}
          order by "createdAt" desc limit ${latestReports}) d
    join "Report" r on r.id = d."reportId", jsonb_array_elements(r.answers) answer
    where answer ? 'code' group by 1`;
  return Object.fromEntries(rows.map(({ code, count }) => [code, count]));
}
