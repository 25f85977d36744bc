import { draftPhoto, emptyValues, type FormValues, textFields } from "@/components/report/form/form-values";

/** `formKey` too: sent again after a reload it is still the same report. */
export type Draft = { formKey: string; values: FormValues };

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

// Of this tab only: it holds a name and an address, and others may use the same machine.
const KEY = "report-draft";
const LIFE_MS = 12 * 60 * 60 * 1000;

/** Keeps what was entered, for a reload. Does nothing where the browser keeps nothing. */
export function writeDraft(store: Store, { formKey, values }: Draft, now = Date.now()): void {
  const photos = values.photos.map(({ id }) => id);
  try {
    store.setItem(KEY, JSON.stringify({ at: now, formKey, values: { ...values, photos } }));
  } catch {
    // Full, or forbidden: the form itself still holds everything.
  }
}

export function clearDraft(store: Store): void {
  try {
    store.removeItem(KEY);
  } catch {
    // As above.
  }
}

/** What was kept, null when there is nothing usable or it is older than half a day. */
export function readDraft(store: Store, now = Date.now()): Draft | null {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? "null");
    if (!isObject(kept) || !isObject(kept.values) || typeof kept.formKey !== "string") return null;
    if (typeof kept.at !== "number" || now - kept.at > LIFE_MS) return null;
    return { formKey: kept.formKey, values: readValues(kept.values) };
  } catch {
    return null;
  }
}

function readValues(kept: Record<string, unknown>): FormValues {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const texts = Object.fromEntries(textFields.map((field) => [field, text(kept[field])]));
  const answers = Object.entries(isObject(kept.answers) ? kept.answers : {}).filter(
    (entry): entry is [string, string | string[]] =>
      typeof entry[1] === "string" || (Array.isArray(entry[1]) && entry[1].every(isText)),
  );
  return {
    ...emptyValues,
    ...texts,
    categoryId: text(kept.categoryId),
    answers: Object.fromEntries(answers),
    photos: (Array.isArray(kept.photos) ? kept.photos : []).filter(isText).map(draftPhoto),
    showName: kept.showName === true,
  };
}

const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
