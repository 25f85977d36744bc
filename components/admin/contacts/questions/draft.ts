import type { EditedQuestion } from "@/lib/bodies/contact-questions";

/** An answer to choose from while it is edited; `stops` null = it does not stop the form. */
export type DraftValue = { uid: string; key: string; ownKey: boolean; name: string; stops: string | null };

/**
 * A question while it is edited. It keeps what another kind of question would need, so that a change of mind loses nothing.
 * `uid` is its name on this page; `ownCode` and `ownKey`: somebody chose it, so it is not made from the words any more.
 */
export type Draft = Omit<EditedQuestion, "values"> & {
  uid: string;
  ownCode: boolean;
  values: DraftValue[];
  /** Goes when the questions are saved. */
  deleted: boolean;
};

export const isList = ({ datatype }: Pick<Draft, "datatype">): boolean => datatype.endsWith("valuelist");

export const draftOf = (question: EditedQuestion): Draft => ({
  ...question,
  uid: `q${question.id}`,
  ownCode: true,
  deleted: false,
  values: question.values.map(({ key, name, stops }, place) => ({
    uid: `q${question.id}v${place}`,
    key,
    ownKey: true,
    name,
    stops: stops ?? null,
  })),
});

export const emptyValue = (uid: string): DraftValue => ({
  uid,
  key: "",
  ownKey: false,
  name: "",
  stops: null,
});

export const emptyDraft = (uid: string, kind: "question" | "notice"): Draft => ({
  uid,
  id: null,
  code: "",
  ownCode: false,
  description: "",
  datatype: "string",
  datatypeDescription: "",
  required: false,
  variable: kind === "question",
  automated: "",
  protected: false,
  stopsForm: false,
  values: [emptyValue(`${uid}v0`), emptyValue(`${uid}v1`)],
  deleted: false,
});

/** The same once more, as a new question with a code of its own. */
export const duplicateOf = (draft: Draft, uid: string): Draft => ({
  ...draft,
  uid,
  id: null,
  ownCode: false,
  values: draft.values.map((value, place) => ({ ...value, uid: `${uid}v${place}` })),
});

/** What is left, in its order. */
export const keptOf = (drafts: readonly Draft[]): Draft[] => drafts.filter(({ deleted }) => !deleted);

/** A question as it is saved: without what its kind does not have. */
export function entryOf(draft: Draft): EditedQuestion {
  const { uid: _, ownCode: __, deleted: ___, values, ...entry } = draft;
  return {
    ...entry,
    required: entry.variable && entry.required,
    automated: entry.variable ? entry.automated : "",
    stopsForm: !entry.variable && entry.stopsForm,
    values:
      entry.variable && isList(draft)
        ? values.map(({ key, name, stops }) => ({ key, name, ...(stops !== null && { stops }) }))
        : [],
  };
}
