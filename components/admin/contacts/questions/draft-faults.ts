import type { Draft } from "@/components/admin/contacts/questions/draft";

/** What is wrong: id of the field → fault. A field's id is `uid-field`, of a question or of an answer. */
export type DraftFaults = Readonly<Record<string, string>>;

export const fieldId = (uid: string, field: string): string => `${uid}-${field}`;

/**
 * Finds the fields that the server's faults are about.
 * @param fields `questions.2.code`, `questions.2.values.0.key` and the like
 * @param sent the questions as they were sent: the server counts by their places
 */
export function faultsOf(fields: Readonly<Record<string, string>>, sent: readonly Draft[]): DraftFaults {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([path, fault]) => {
      const [list, place, field = "", valuePlace, valueField] = path.split(".");
      const draft = list === "questions" ? sent[Number(place)] : undefined;
      if (!draft) return [];
      const value =
        field === "values" && valuePlace !== undefined ? draft.values[Number(valuePlace)] : undefined;
      return [[value ? fieldId(value.uid, valueField ?? "name") : fieldId(draft.uid, field), fault]];
    }),
  );
}

/** The faults without those of one question: they are looked for again when it is saved. */
export const faultsWithout = (faults: DraftFaults, uid: string, values: Draft["values"]): DraftFaults => {
  const gone = [uid, ...values.map((value) => value.uid)];
  return Object.fromEntries(
    Object.entries(faults).filter(([id]) => !gone.some((one) => id.startsWith(`${one}-`))),
  );
};

/** How many faults a question has, with its answers. */
export const faultCount = (faults: DraftFaults, draft: Draft): number =>
  Object.keys(faults).length - Object.keys(faultsWithout(faults, draft.uid, draft.values)).length;
