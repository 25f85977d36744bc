import { textValues } from "@/lib/forms";

const several = (value: FormDataEntryValue | null): string[] =>
  String(value ?? "")
    .split(/[,\n]/)
    .map((one) => one.trim())
    .filter(Boolean);

const ticked = (form: FormData, name: string): boolean => form.has(name);

/** The number that a field carries; what is none is left for the schema to refuse. */
const number = (form: FormData, name: string): unknown => {
  const text = String(form.get(name) ?? "");
  return /^\d+$/.test(text) ? Number(text) : text || undefined;
};

/** The form of one contact as its verbs take it: lists as lists, boxes as truths, an empty connection as the body's. */
export function readContactForm(form: FormData) {
  const groups = [...form.getAll("groups").map(String), ...several(form.get("newGroups"))];
  return {
    ...textValues(form),
    bodyId: number(form, "bodyId"),
    contactId: number(form, "contactId"),
    connectionId: number(form, "connectionId") ?? null,
    groups: [...new Set(groups)],
    keywords: [...new Set(several(form.get("keywords")))],
    private: ticked(form, "private"),
    protected: ticked(form, "protected"),
    moveReports: ticked(form, "moveReports"),
  };
}

/** The bulk bar's form: which contacts, what to do, why. */
export function readContactsForm(form: FormData) {
  const { do: what, state, group, note } = textValues(form);
  return {
    contactIds: several(form.get("contactIds")).map(Number),
    change: { do: what, state, group },
    note,
  };
}

/** The question editor sends all questions as one JSON text; what is no JSON is refused by the schema. */
export function readQuestionsForm(form: FormData) {
  let questions: unknown;
  try {
    questions = JSON.parse(String(form.get("questions")));
  } catch {
    questions = undefined;
  }
  return { ...textValues(form), contactId: number(form, "contactId"), questions };
}
