"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { readContactForm, readContactsForm, readQuestionsForm } from "@/app/admin/contacts/read-contact-form";
import { ContactChange, changeContact } from "@/lib/bodies/change-contact";
import { ContactsChange, changeContacts } from "@/lib/bodies/change-contacts";
import { clearBounce } from "@/lib/bodies/clear-bounce";
import { ChangeNote } from "@/lib/bodies/contact-fields";
import { createContact, NewContact } from "@/lib/bodies/create-contact";
import { QuestionsChange, saveQuestions } from "@/lib/bodies/save-questions";
import { RowId } from "@/lib/form-fields";

/** Makes a contact and opens its page. */
export const createContactAction = formAction({
  schema: NewContact,
  read: readContactForm,
  run: async (actor, input) => `/admin/contacts/${await createContact(actor, input)}`,
});

export const changeContactAction = formAction({
  schema: ContactChange,
  read: readContactForm,
  run: async (actor, input) => {
    await changeContact(actor, input);
    return undefined;
  },
});

export const changeManyAction = formAction({
  schema: ContactsChange,
  read: readContactsForm,
  run: async (actor, input) => {
    await changeContacts(actor, input);
    return undefined;
  },
});

export const saveQuestionsAction = formAction({
  schema: QuestionsChange,
  read: readQuestionsForm,
  run: async (actor, input) => {
    await saveQuestions(actor, input);
    return undefined;
  },
});

/** Takes the mark away that mail to a contact comes back. */
export const clearBounceAction = formAction({
  schema: z.object({ contactId: RowId, note: ChangeNote }),
  run: async (actor, input) => {
    await clearBounce(actor, input.contactId, input.note);
    return undefined;
  },
});
