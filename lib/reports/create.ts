import { type Actor, userIdOf } from "@/lib/actor";
import { findOrMakeUser } from "@/lib/auth/account";
import { authorize } from "@/lib/auth/permissions";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Checked, checkReport } from "@/lib/reports/check";
import { askToConfirm, insertReport } from "@/lib/reports/insert-report";
import type { NewReport } from "@/lib/reports/new-report";
import { publish } from "@/lib/reports/publish";
import { withdrawDraft } from "@/lib/reports/repeated-post";

export { NewReport } from "@/lib/reports/new-report";

export type Created = { reportId: number; needsConfirmation: boolean };

/**
 * Takes a report in. It waits unseen until its reporter follows the mailed link, unless the actor is signed in as that
 * reporter: then it is public and on its way at once. The same form posted again is the same report.
 * @throws DomainError `invalid` with a fault per field (`categoryId`, `answers.CODE`, `photoIds`, `email`, …)
 */
export async function createReport(actor: Actor, input: NewReport, now: Date = new Date()): Promise<Created> {
  authorize(actor, "report:create");
  const checked = await checkReport(input);
  const create = (tx: Tx) => write(tx, actor, input, checked, now);
  try {
    return await db.$transaction(create);
  } catch (error) {
    if (!isUniqueViolation(error, "formKey")) throw error;
    return db.$transaction(async (tx) => (await withdrawDraft(tx, input, checked)) ?? create(tx));
  }
}

async function write(tx: Tx, actor: Actor, input: NewReport, checked: Checked, now: Date): Promise<Created> {
  const { reporterId, proven } = await reporterOf(tx, actor, input.email);
  const { point, photoIds, answers: _, email: __, ...row } = input;
  const report = await insertReport(
    tx,
    actor,
    { row: { ...row, reporterId }, point, photoIds, checked },
    now,
  );
  if (proven) await publish(tx, actor, report, now);
  else await askToConfirm(tx, report.id, reporterId, now);
  return { reportId: report.id, needsConfirmation: !proven };
}

/**
 * Who reports: the account of the address given, made if it is new. Only a session of that very account proves it; being
 * signed in as somebody else does not.
 */
async function reporterOf(
  tx: Tx,
  actor: Actor,
  email: string,
): Promise<{ reporterId: number; proven: boolean }> {
  const userId = userIdOf(actor);
  const own =
    userId === null
      ? null
      : await tx.user.findUnique({ where: { id: userId }, select: { id: true, email: true } });
  if (own && (email === "" || email === own.email)) return { reporterId: own.id, proven: true };
  const needed = translator("refusals")("email");
  if (email === "") throw invalid(needed, { email: needed });
  return { reporterId: (await findOrMakeUser(tx, email)).id, proven: false };
}
