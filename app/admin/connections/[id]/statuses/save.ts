"use server";

import { formAction, staying } from "@/app/_server/action";
import { textValues } from "@/lib/forms";
import { SaveStatusMap, saveStatusMap } from "@/lib/sync/status-map/save-status-map";

/** The table sends all its words as one JSON text; what is no JSON is refused by the schema. */
function read(form: FormData): unknown {
  const values = textValues(form);
  try {
    return { ...values, words: JSON.parse(String(values.words)) };
  } catch {
    return { ...values, words: undefined };
  }
}

export const saveWords = formAction({ schema: SaveStatusMap, read, run: staying(saveStatusMap) });
