import { freshReport, mark } from "@/lib/testing/authorization/fresh";
import { act, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";
import { makeUpdate } from "@/lib/testing/factories";
import { deleteUpdate } from "@/lib/updates/delete";
import { StaffUpdate } from "@/lib/updates/new-update";
import { setUpdateVisibility } from "@/lib/updates/set-visibility";
import { updateChoices } from "@/lib/updates/staff-choices";
import { addStaffUpdate } from "@/lib/updates/staff-update";

const saying = { needs: ["report:update"], limits: "category" } as const;
const note = "An insult.";

/** Something that was said about one of the body's reports. */
const freshSaid = async (things: Things): Promise<number> =>
  (await makeUpdate({ reportId: await freshReport(things) })).id;

/** What the form for an update offers. */
export const sayingReads: Rules = {
  "lib/updates/staff-choices.ts updateChoices": [
    act({ ...saying, call: (actor, { here }) => updateChoices(actor, here.report.id) }),
  ],
};

/** Saying something about a report, and taking it away. */
export const sayingWrites: Rules = {
  "lib/updates/staff-update.ts addStaffUpdate": [
    act({
      ...saying,
      call: async (actor, { here }) =>
        addStaffUpdate(
          actor,
          StaffUpdate.parse({
            ...{ reportId: await freshReport(here), text: mark(), newState: "planned" },
            formKey: crypto.randomUUID(),
          }),
        ),
    }),
  ],
  "lib/updates/set-visibility.ts setUpdateVisibility": [
    act({
      ...{ needs: ["update:edit"], limits: "category" },
      call: async (actor, { here }) =>
        setUpdateVisibility(actor, { updateId: await freshSaid(here), visibility: "hidden", note }),
    }),
  ],
  "lib/updates/delete.ts deleteUpdate": [
    act({
      ...{ needs: "superuser", limits: "none" },
      call: async (actor, { here }) => deleteUpdate(actor, { updateId: await freshSaid(here), note }),
    }),
  ],
};
