import { textValues } from "@/lib/forms";

const ANSWER = "answers.";

/** The posted form in the shape of `NewReport`; what is wrong with it the schema says. */
export function readForm(form: FormData): unknown {
  const { lat, lon, category, q, photoIds, ...fields } = textValues(form);
  const entries = Object.entries(fields);
  return {
    ...Object.fromEntries(entries.filter(([name]) => !name.startsWith(ANSWER))),
    point: { lat, lon },
    categoryId: category,
    answers: Object.fromEntries(
      entries.flatMap(([name, value]) =>
        name.startsWith(ANSWER) ? [[name.slice(ANSWER.length), value]] : [],
      ),
    ),
    photoIds: photoIds ?? [],
    searchedFor: q ?? "",
  };
}
