import { contactToEdit, contactValues } from "@/lib/bodies/find-contact";
import { fingerprint } from "@/lib/bodies/fingerprint";
import { methodFor } from "@/lib/bodies/method";
import { questionEntry } from "@/lib/bodies/question-entry";
import type { Prisma, Tx } from "@/lib/db";
import type { KnownContact } from "@/lib/sync/services/sync-plan";

const syncedContact = {
  ...contactToEdit.select,
  stateBeforeRetired: true,
  questions: { orderBy: [{ order: "asc" as const }, { id: "asc" as const }] },
} satisfies Prisma.ContactSelect;

type Row = Prisma.ContactGetPayload<{ select: typeof syncedContact }>;

/**
 * All contacts of a body (or one of them), as the planner compares them with a connection's service list. A fixed number of statements.
 * @param connectionId whose list it is
 */
export async function loadContacts(
  tx: Tx,
  where: { bodyId: number; id?: number },
  connectionId: number,
): Promise<KnownContact[]> {
  const rows = await tx.contact.findMany({ where, orderBy: { id: "asc" }, select: syncedContact });
  return rows.map((row) => known(row, connectionId));
}

function known(row: Row, connectionId: number): KnownContact {
  const { id, stateBeforeRetired } = row;
  const questions = row.questions.map((question) => ({ ...questionEntry(question), id: question.id }));
  const { hint: _, connection: __, ...values } = contactValues(row);
  return {
    ...values,
    id,
    stateBeforeRetired,
    questions,
    ours: isOurs(row, connectionId),
    version: fingerprint([
      contactValues(row),
      stateBeforeRetired,
      questions.map((question) => Object.entries(question).sort()),
    ]),
  };
}

/** Its reports go by the connection, and no other was ever named for it, honoured or not (AC-134, TRAP-24). */
function isOurs(row: Row, connectionId: number): boolean {
  if (row.connectionId !== null && row.connectionId !== connectionId) return false;
  const way = methodFor(row.body, row);
  return way.method !== "refused" && way.connectionId === connectionId;
}
