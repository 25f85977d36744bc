import type { Actor } from "@/lib/actor";
import { changeContact } from "@/lib/bodies/change-contact";
import { changeContacts } from "@/lib/bodies/change-contacts";
import { clearBounce } from "@/lib/bodies/clear-bounce";
import { bodiesWithContacts, contactChoices, groupsInUse } from "@/lib/bodies/contact-choices";
import { contactHistory } from "@/lib/bodies/contact-history";
import { ContactQuery } from "@/lib/bodies/contact-query";
import { contactQuestions, questionsOf, questionsVersion } from "@/lib/bodies/contact-questions";
import { createContact, EnteredContact } from "@/lib/bodies/create-contact";
import { contactToEdit, contactVersion, findContact } from "@/lib/bodies/find-contact";
import { listContacts } from "@/lib/bodies/list-contacts";
import { saveQuestions } from "@/lib/bodies/save-questions";
import { db } from "@/lib/db";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";

const editing = { needs: ["contact:edit"], limits: "category" } as const;
/** What belongs to a body's contacts together: also for those who may change some of them. */
const choosing = { needs: ["contact:edit"], limits: "none" } as const;

/** Reading contacts: for whoever may change them. */
export const contactReads: Rules = {
  "lib/bodies/find-contact.ts findContact": [
    act({ ...editing, call: (actor, { here }) => findContact(actor, here.contact.id) }),
  ],
  "lib/bodies/contact-history.ts contactHistory": [
    act({ ...editing, call: (actor, { here }) => contactHistory(actor, here.contact.id) }),
  ],
  "lib/bodies/contact-questions.ts contactQuestions": [
    act({ ...editing, call: (actor, { here }) => contactQuestions(actor, here.contact.id) }),
  ],
  "lib/bodies/list-contacts.ts listContacts": [
    list({
      ...editing,
      call: (actor) => listContacts(actor, ContactQuery.parse({})),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ contact }) => [contact.id],
    }),
  ],
  "lib/bodies/contact-choices.ts contactChoices": [
    act({
      ...choosing,
      call: (actor, { here }) => contactChoices(actor, here.body.id),
      refusal: (choices) => choices === null,
    }),
    // Names of categories are everybody's; whoever is limited is offered none but theirs.
    list({
      ...editing,
      call: (actor, { here }) => contactChoices(actor, here.body.id),
      ids: (choices) => choices?.categories ?? [],
      own: ({ category, share }) => (share === 4 ? [] : [category.name]),
    }),
  ],
  "lib/bodies/contact-choices.ts bodiesWithContacts": [
    list({
      ...choosing,
      call: (actor) => bodiesWithContacts(actor),
      ids: (bodies) => bodies.map(({ id }) => id),
      own: ({ body }) => [body.id],
    }),
  ],
  "lib/bodies/contact-choices.ts groupsInUse": [
    list({
      ...choosing,
      call: (actor) => groupsInUse(actor, null),
      ids: (groups) => groups,
      own: ({ contact }) => contact.groups,
    }),
    // Whoever asks for another body's gets their own.
    list({
      ...choosing,
      call: (actor, { here, other }) => groupsInUse(actor, isOf(actor, other) ? here.body.id : null),
      ids: (groups) => groups,
      own: ({ contact }) => contact.groups,
    }),
  ],
};

const isOf = (actor: Actor, { body }: Things): boolean => actor.kind === "staff" && actor.bodyId === body.id;
const note = "As agreed.";
const entered = (category: string) =>
  EnteredContact.parse({
    ...{ category, destination: `${mark()}@matrix.example`, state: "confirmed", groups: [], keywords: [] },
    ...{
      private: false,
      protected: false,
      idField: "fixmystreet_id",
      serviceType: "realtime",
      hint: "",
      note,
    },
    connectionId: null,
  });

/** Changes a contact, perhaps to another category, and puts it back into its own. */
async function change(actor: Actor, { contact, category }: Things, to: string): Promise<void> {
  const row = await db.contact.findUniqueOrThrow({ where: { id: contact.id }, ...contactToEdit });
  await changeContact(actor, {
    ...{ ...entered(to), contactId: contact.id, version: contactVersion(row) },
    ...{ moveReports: false, note },
  });
  await db.contact.update({ where: { id: contact.id }, data: { categoryId: category.id } });
}

/** Gives the body a contact for a category, and takes it away again. */
async function create(actor: Actor, { body }: Things, category: string): Promise<void> {
  const id = await createContact(actor, { ...entered(category), bodyId: body.id });
  await db.contact.delete({ where: { id } });
}

/** Changing them. */
export const contactWrites: Rules = {
  "lib/bodies/create-contact.ts createContact": [
    act({ ...editing, call: (actor, { here }) => create(actor, here, here.spare.name) }),
    // For a category that nobody has yet, so not for whoever is limited to some.
    act({ ...editing, limits: "body", call: (actor, { here }) => create(actor, here, mark()) }),
  ],
  "lib/bodies/change-contact.ts changeContact": [
    act({ ...editing, call: (actor, { here }) => change(actor, here, here.category.name) }),
    act({ ...editing, call: (actor, { here }) => change(actor, here, here.spare.name) }),
    // Nobody gives a contact to those who work with another category.
    act({
      ...editing,
      limits: "body",
      call: (actor, { here, elsewhere }) => change(actor, here, elsewhere.spare.name),
    }),
  ],
  "lib/bodies/change-contacts.ts changeContacts": [
    act({
      ...editing,
      call: (actor, { here }) =>
        changeContacts(actor, {
          contactIds: [here.contact.id],
          change: { do: "add-group", group: mark() },
          note,
        }),
    }),
    // All or none: one that the actor may not change keeps the others from it.
    act({
      ...editing,
      limits: "body",
      call: (actor, { here, elsewhere }) => {
        const contactIds = [here.contact.id, elsewhere.contact.id];
        return changeContacts(actor, { contactIds, change: { do: "add-group", group: mark() }, note });
      },
    }),
  ],
  "lib/bodies/clear-bounce.ts clearBounce": [
    act({
      ...editing,
      call: async (actor, { here }) => {
        await db.contact.update({ where: { id: here.contact.id }, data: { bouncedAt: new Date() } });
        await clearBounce(actor, here.contact.id, note);
      },
    }),
  ],
  "lib/bodies/save-questions.ts saveQuestions": [
    act({
      ...editing,
      call: async (actor, { here: { contact } }) => {
        const version = questionsVersion(await questionsOf(db, contact.id));
        await saveQuestions(actor, { contactId: contact.id, version, questions: [], note });
      },
    }),
  ],
};
