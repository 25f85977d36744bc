"use server";

import { formAction } from "@/app/_server/action";
import { textValues } from "@/lib/forms";
import { SaveMatches, saveServiceMatches } from "@/lib/sync/requests/save-service-matches";

/** A select a code, named `match.ID`: the verb takes them as one list. */
function read(form: FormData): unknown {
  const values = textValues(form);
  const matches = Object.entries(values).flatMap(([name, choice]) => {
    const [, id] = /^match\.(\d+)$/.exec(name) ?? [];
    return id === undefined ? [] : [{ id, choice }];
  });
  return { connectionId: values.connectionId, matches };
}

export const match = formAction({
  schema: SaveMatches,
  read,
  run: async (actor, input) => {
    await saveServiceMatches(actor, input);
    return undefined;
  },
});
