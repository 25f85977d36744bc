import { listTemplates, readTemplate, templateChoices } from "@/lib/bodies/list-templates";
import { retireTemplate, reviveTemplate } from "@/lib/bodies/retire-template";
import { saveTemplate } from "@/lib/bodies/save-template";
import { mayChangeTemplate } from "@/lib/bodies/template-rights";
import { freshTemplate, mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";

const editing = { needs: ["template:edit"], limits: "category" } as const;

/** Reading what a body answers with. */
export const templateReads: Rules = {
  "lib/bodies/list-templates.ts listTemplates": [
    list({
      ...editing,
      call: (actor) => listTemplates(actor, {}),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ template }) => [template.id],
    }),
  ],
  "lib/bodies/list-templates.ts readTemplate": [
    act({ ...editing, call: (actor, { here }) => readTemplate(actor, here.template.id) }),
  ],
  "lib/bodies/list-templates.ts templateChoices": [
    list({
      ...editing,
      call: (actor) => templateChoices(actor),
      ids: ({ bodies }) => bodies.flatMap(({ contacts }) => contacts.map(({ id }) => id)),
      own: ({ contact }) => [contact.id],
    }),
    list({
      ...editing,
      limits: "none",
      call: (actor) => templateChoices(actor),
      ids: ({ bodies }) => bodies.map(({ id }) => id),
      own: ({ body }) => [body.id],
    }),
  ],
  "lib/bodies/template-rights.ts mayChangeTemplate": [
    act({
      ...editing,
      call: (actor, { here: { body, category } }) =>
        mayChangeTemplate(actor, { bodyId: body.id, contacts: [{ contact: { categoryId: category.id } }] }),
      refusal: (may) => !may,
    }),
  ],
};

const words = ({ body }: Things, contactIds: number[], templateId: number | null = null) => ({
  ...{ templateId, bodyId: body.id, title: mark(), text: "Thank you.", emailText: null },
  ...{ state: null, externalStatusCode: null, autoResponse: false, contactIds },
});

/** Changing it. */
export const templateWrites: Rules = {
  "lib/bodies/save-template.ts saveTemplate": [
    act({ ...editing, call: (actor, { here }) => saveTemplate(actor, words(here, [here.contact.id])) }),
    act({
      ...editing,
      call: async (actor, { here }) =>
        saveTemplate(actor, words(here, [here.contact.id], await freshTemplate(here))),
    }),
    // For every category, or for one more: not for whoever is limited.
    act({ ...editing, limits: "body", call: (actor, { here }) => saveTemplate(actor, words(here, [])) }),
    act({
      ...editing,
      limits: "body",
      call: async (actor, { here, elsewhere }) =>
        saveTemplate(actor, words(here, [here.contact.id, elsewhere.contact.id], await freshTemplate(here))),
    }),
  ],
  "lib/bodies/retire-template.ts retireTemplate": [
    act({
      ...editing,
      call: async (actor, { here }) => retireTemplate(actor, { templateId: await freshTemplate(here) }),
    }),
  ],
  "lib/bodies/retire-template.ts reviveTemplate": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        reviveTemplate(actor, { templateId: await freshTemplate(here, { deletedAt: new Date() }) }),
    }),
  ],
};
