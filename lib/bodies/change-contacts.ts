import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { lockContact } from "@/lib/bodies/change-contact";
import { isLive } from "@/lib/bodies/check-contact";
import { ChangeNote } from "@/lib/bodies/contact-fields";
import { wayOf } from "@/lib/bodies/contact-way";
import { Name } from "@/lib/bodies/fields";
import { type ContactToEdit, contactToEdit, contactValues } from "@/lib/bodies/find-contact";
import { changesBetween } from "@/lib/changes";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { ContactState } from "@/prisma/generated/enums";

/** One change to several contacts. */
export const ContactsChange = z.object({
  contactIds: z.array(z.int().positive()).min(1).max(500),
  change: z.discriminatedUnion("do", [
    z.object({ do: z.literal("state"), state: z.enum(ContactState) }),
    z.object({ do: z.literal("add-group"), group: Name }),
    z.object({ do: z.literal("remove-group"), group: Name }),
  ]),
  note: ChangeNote,
});
export type ContactsChange = z.output<typeof ContactsChange>;

/** How many of those that cannot work are named; the rest is a number. */
const NAMED = 5;

/**
 * Changes several contacts alike, all or none. Those that are so already are left alone.
 * @returns how many were changed
 * @throws DomainError `not_found` or `forbidden` for any of them; `invalid` when some would be used whose reports cannot go
 */
export async function changeContacts(actor: Actor, input: ContactsChange): Promise<number> {
  const { change, note } = input;
  return db.$transaction(async (tx) => {
    const rows: ContactToEdit[] = [];
    // Always in the same order, so that two of these do not wait for each other.
    for (const id of [...new Set(input.contactIds)].sort((a, b) => a - b)) {
      const row = await lockContact(tx, id);
      authorize(actor, "contact:edit", { bodyIds: [row.bodyId], categoryId: row.categoryId });
      rows.push(row);
    }
    const wanted = rows
      .map((row) => ({ row, data: dataOf(row, change) }))
      .filter(({ data }) => data !== null);
    if (change.do === "state" && isLive(change.state)) refuseFaulty(wanted.map(({ row }) => row));
    for (const { row, data } of wanted) {
      const now = await tx.contact.update({
        where: { id: row.id },
        data: { ...data, note },
        ...contactToEdit,
      });
      await record(tx, actor, "contacts.edit", {
        bodyId: row.bodyId,
        contactId: row.id,
        subject: { category: row.category.name },
        ...changesBetween(contactValues(row), contactValues(now)),
        note,
      });
    }
    return wanted.length;
  });
}

/** Null = it is so already. */
function dataOf(row: ContactToEdit, change: ContactsChange["change"]) {
  switch (change.do) {
    case "state":
      return row.state === change.state ? null : { state: change.state, stateBeforeRetired: null };
    case "add-group":
      return row.groups.includes(change.group) ? null : { groups: [...row.groups, change.group] };
    case "remove-group":
      return row.groups.includes(change.group)
        ? { groups: row.groups.filter((group) => group !== change.group) }
        : null;
  }
}

function refuseFaulty(rows: readonly ContactToEdit[]): void {
  const faults = rows.flatMap((row) => {
    const { fault } = wayOf(row);
    return fault ? [`${row.category.name}: ${fault}`] : [];
  });
  if (faults.length === 0) return;
  const more = faults.length - NAMED;
  const t = translator("adminContacts");
  const named = faults.slice(0, NAMED).join(" ");
  throw invalid(
    more > 0 ? t("faults.faultyMore", { faults: named, more }) : t("faults.faulty", { faults: named }),
  );
}
