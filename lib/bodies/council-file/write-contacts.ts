import { contactEntry } from "@/lib/bodies/council-file/entries";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { ContactRow } from "@/lib/bodies/council-file/rows";
import type { ContactEntry } from "@/lib/bodies/council-file/schema";
import { writeQuestions } from "@/lib/bodies/write-questions";
import type { Tx } from "@/lib/db";

type Owner = {
  bodyId: number;
  connectionIds: ReadonlyMap<string, number>;
  rows: readonly ContactRow[];
};

/** @returns ids by category name, of all the body's contacts */
export async function writeContacts(
  ledger: Ledger,
  entries: readonly ContactEntry[],
  { bodyId, connectionIds, rows }: Owner,
): Promise<Map<string, number>> {
  const { tx } = ledger;
  const byCategory = new Map(rows.map((row) => [row.category.name, row]));
  const ids = new Map(rows.map(({ category, id }) => [category.name, id]));
  for (const { category, ...about } of entries) {
    const row = byCategory.get(category);
    const now = row && contactEntry(row);
    await ledger.save({
      thing: "contacts",
      subject: { category },
      bodyId,
      contactId: () => ids.get(category),
      now: now ? { ...now, questions: inOrder(now.questions) } : null,
      wanted: { ...about, questions: about.questions && inOrder(about.questions) },
      write: async ({ connection, questions, ...columns }) => {
        const data = {
          ...columns,
          // A file is a person's word: the service list does not bring it back as it was.
          ...(columns.state !== undefined && { stateBeforeRetired: null }),
          ...(connection !== undefined && {
            connectionId: connection === null ? null : (connectionIds.get(connection) ?? null),
          }),
        };
        const id = row?.id ?? (await makeContact(tx, bodyId, category, columns));
        await tx.contact.update({ where: { id }, data });
        if (questions) {
          const rows = new Map(row?.questions.map((question) => [question.code, question.id]));
          const known = questions.map((one) => ({ ...one, id: rows.get(one.code) ?? null }));
          await writeQuestions(tx, id, known);
        }
        ids.set(category, id);
      },
    });
  }
  return ids;
}

/** What stands in a file is meant to be used: unlike one that turned up in a back end's list, it is confirmed. */
async function makeContact(
  tx: Tx,
  bodyId: number,
  name: string,
  { destination = "", state = "confirmed" }: Pick<ContactEntry, "destination" | "state">,
): Promise<number> {
  const category = await tx.category.upsert({ where: { name }, update: {}, create: { name } });
  const data = { bodyId, categoryId: category.id, destination, state };
  return (await tx.contact.create({ data, select: { id: true } })).id;
}

function inOrder<Item extends { order: number; code: string }>(questions: readonly Item[]): Item[] {
  return [...questions].sort((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1));
}
