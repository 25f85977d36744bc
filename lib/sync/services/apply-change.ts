import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { lockContact } from "@/lib/bodies/change-contact";
import { addContact } from "@/lib/bodies/create-contact";
import { type ContactToEdit, contactToEdit, contactValues } from "@/lib/bodies/find-contact";
import { recategorise } from "@/lib/bodies/recategorise";
import { questionChanges } from "@/lib/bodies/save-questions";
import { serviceTypes } from "@/lib/bodies/service-answers";
import { type QuestionToWrite, writeQuestions } from "@/lib/bodies/write-questions";
import { changesBetween } from "@/lib/changes";
import type { Prisma, Tx } from "@/lib/db";
import { translator } from "@/lib/messages";
import { loadContacts } from "@/lib/sync/services/load-contacts";
import { defaultIdField } from "@/lib/sync/services/plan-sync";
import type { Followed, SyncChange } from "@/lib/sync/services/sync-plan";
import type { SyncTarget } from "@/lib/sync/services/sync-target";

const t = translator("services");

/**
 * Carries out one change of a plan.
 * @returns false, and nothing was written, when somebody has changed the contact since it was planned
 * @throws what the database says of a contact that somebody has made for the category meanwhile
 */
export async function applyChange(
  tx: Tx,
  actor: Actor,
  target: SyncTarget,
  change: SyncChange,
): Promise<boolean> {
  const note = t(`note.${change.kind}`);
  if (change.kind === "create") {
    await create(tx, actor, target, change.fields, change.questions, note);
    return true;
  }
  const { id, version } = change.contact;
  await lockWithHolder(tx, target.bodyId, id, change.fields.category);
  const row = await lockContact(tx, id);
  const [now] = await loadContacts(tx, { bodyId: target.bodyId, id }, target.connectionId);
  if (now?.version !== version) return false;
  await update(tx, actor, row, change, note);
  if (change.questions)
    await replaceQuestions(tx, actor, row, change.contact.questions, change.questions, note);
  return true;
}

async function create(
  tx: Tx,
  actor: Actor,
  { bodyId, connectionId, own }: SyncTarget,
  { serviceType, ...fields }: Followed,
  questions: readonly QuestionToWrite[] | null,
  note: string,
): Promise<void> {
  const id = await addContact(tx, actor, {
    ...fields,
    serviceType: serviceTypes.find((known) => known === serviceType) ?? "realtime",
    ...{ bodyId, connectionId: own ? connectionId : null },
    ...{ protected: false, idField: defaultIdField, hint: "", note },
  });
  if (!questions) return;
  const row = { id, bodyId, category: { name: fields.category } };
  await replaceQuestions(tx, actor, row, [], questions, note);
}

type Updated = SyncChange & { kind: "update" | "revive" | "retire" };

async function update(
  tx: Tx,
  actor: Actor,
  row: ContactToEdit,
  { kind, contact, fields: { category, ...fields } }: Updated,
  note: string,
): Promise<void> {
  const moved = category === undefined ? null : await rename(tx, actor, row, category, note);
  const elsewhere = fields.destination !== undefined && { bouncedAt: null, bounceReason: null };
  const before: Record<Updated["kind"], Prisma.ContactUncheckedUpdateInput> = {
    update: {},
    revive: { stateBeforeRetired: null },
    retire: { stateBeforeRetired: contact.state },
  };
  const now = await tx.contact.update({
    where: { id: row.id },
    data: { ...fields, ...elsewhere, ...before[kind], note },
    ...contactToEdit,
  });
  const changes = changesBetween(contactValues(row), contactValues(now));
  if (!changes) return;
  await record(tx, actor, "contacts.edit", {
    bodyId: row.bodyId,
    contactId: row.id,
    subject: { category: now.category.name, ...moved },
    ...changes,
    note,
  });
}

/**
 * The body's reports come along, other bodies keep their category (TRAP-29). A contact that was taken away and still has the name
 * gets the old one for it.
 */
async function rename(
  tx: Tx,
  actor: Actor,
  row: ContactToEdit,
  category: string,
  note: string,
): Promise<{ movedReports: number }> {
  const holder = await holderOf(tx, row.bodyId, category);
  // No two of a body's contacts may have one category, not even for a moment.
  const parking = holder && (await tx.category.create({ data: { name: `(contact ${holder.id} changes)` } }));
  if (holder && parking) {
    await tx.contact.update({ where: { id: holder.id }, data: { categoryId: parking.id } });
  }
  // `protected`: it is the list itself that gives the name.
  const moved = await recategorise(tx, actor, row, { category, moveReports: true, protected: true });
  if (holder && parking) {
    await tx.contact.update({ where: { id: holder.id }, data: { categoryId: row.categoryId } });
    await tx.category.delete({ where: { id: parking.id } });
    await record(tx, actor, "contacts.edit", {
      bodyId: row.bodyId,
      contactId: holder.id,
      subject: { category: row.category.name },
      before: { category },
      after: { category: row.category.name },
      note,
    });
  }
  return moved;
}

const holderOf = (tx: Tx, bodyId: number, category: string) =>
  tx.contact.findFirst({
    where: { bodyId, state: "deleted", category: { name: category } },
    select: { id: true },
  });

/** Always in the same order, so that two of these do not wait for each other. */
async function lockWithHolder(
  tx: Tx,
  bodyId: number,
  id: number,
  category: string | undefined,
): Promise<void> {
  const holder = category === undefined ? null : await holderOf(tx, bodyId, category);
  if (holder && holder.id < id) await lockContact(tx, holder.id);
}

async function replaceQuestions(
  tx: Tx,
  actor: Actor,
  { id, bodyId, category }: { id: number; bodyId: number; category: { name: string } },
  before: readonly QuestionToWrite[],
  after: readonly QuestionToWrite[],
  note: string,
): Promise<void> {
  await writeQuestions(tx, id, after);
  await tx.contact.update({ where: { id }, data: { note } });
  await record(tx, actor, "contacts.questions", {
    bodyId,
    contactId: id,
    subject: { category: category.name },
    ...questionChanges(before.map(withoutId), after.map(withoutId)),
    note,
  });
}

const withoutId = ({ id: _, ...question }: QuestionToWrite) => question;
