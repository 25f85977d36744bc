import {
  type Draft,
  type DraftValue,
  duplicateOf,
  emptyDraft,
  emptyValue,
} from "@/components/admin/contacts/questions/draft";
import { suggestCode } from "@/components/admin/contacts/questions/suggest-code";

/** `next`: for the names of what is made on this page. */
export type Drafts = { drafts: Draft[]; next: number };

export type DraftsChange =
  | { type: "start"; drafts: Draft[] }
  | { type: "add"; kind: "question" | "notice" }
  | { type: "duplicate"; uid: string }
  | { type: "delete" | "undelete"; uid: string }
  /** Puts the first where the second stands. */
  | { type: "move"; uid: string; to: string }
  | { type: "edit"; uid: string; patch: Partial<Draft> }
  | { type: "addValue"; uid: string }
  | { type: "removeValue"; uid: string; value: string }
  | { type: "moveValue"; uid: string; value: string; by: -1 | 1 }
  | { type: "editValue"; uid: string; value: string; patch: Partial<DraftValue> };

/** What the next question made here, and the next answer of a question, will be called. */
export const newUid = (next: number): string => `n${next}`;
export const newValueUid = (uid: string, next: number): string => `${uid}w${next}`;

/** What one change makes of the questions. Codes and keys that nobody chose follow the words. */
export function changeDrafts(state: Drafts, change: DraftsChange): Drafts {
  const { drafts, next } = state;
  switch (change.type) {
    case "start":
      return { drafts: change.drafts, next };
    case "add":
      return { drafts: [...drafts, coded(emptyDraft(newUid(next), change.kind), drafts)], next: next + 1 };
    case "duplicate":
      return {
        drafts: drafts.flatMap((draft) =>
          draft.uid === change.uid ? [draft, coded(duplicateOf(draft, newUid(next)), drafts)] : [draft],
        ),
        next: next + 1,
      };
    case "delete":
    case "undelete": {
      const deleted = change.type === "delete";
      // What has never been saved is kept as well, so that it can be had back.
      return {
        next,
        drafts: drafts.map((draft) => (draft.uid === change.uid ? { ...draft, deleted } : draft)),
      };
    }
    case "move":
      return {
        next,
        drafts: moved(
          drafts,
          (one) => one.uid === change.uid,
          (one) => one.uid === change.to,
        ),
      };
    default:
      return {
        next: next + 1,
        drafts: drafts.map((draft) =>
          draft.uid === change.uid ? coded(editDraft(draft, change, next), drafts) : draft,
        ),
      };
  }
}

function editDraft(draft: Draft, change: DraftsChange, next: number): Draft {
  const { values } = draft;
  switch (change.type) {
    case "edit":
      return { ...draft, ...change.patch };
    case "addValue":
      return { ...draft, values: [...values, emptyValue(newValueUid(draft.uid, next))] };
    case "removeValue":
      return { ...draft, values: values.filter(({ uid }) => uid !== change.value) };
    case "moveValue": {
      const to = values[values.findIndex(({ uid }) => uid === change.value) + change.by];
      return {
        ...draft,
        values: moved(
          values,
          ({ uid }) => uid === change.value,
          (one) => one === to,
        ),
      };
    }
    case "editValue":
      return {
        ...draft,
        values: values.map((value) =>
          value.uid === change.value ? keyed({ ...value, ...change.patch }, values) : value,
        ),
      };
    default:
      return draft;
  }
}

function moved<Item>(
  items: readonly Item[],
  isIt: (item: Item) => boolean,
  isThere: (item: Item) => boolean,
): Item[] {
  const [from, to] = [items.findIndex(isIt), items.findIndex(isThere)];
  const item = items[from];
  if (item === undefined || to === -1) return [...items];
  const rest = items.filter((_, place) => place !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

function coded(draft: Draft, all: readonly Draft[]): Draft {
  if (draft.ownCode) return draft;
  const taken = new Set(all.filter(({ uid }) => uid !== draft.uid).map(({ code }) => code));
  return { ...draft, code: suggestCode(draft.description, taken, draft.variable ? "question" : "notice") };
}

function keyed(value: DraftValue, all: readonly DraftValue[]): DraftValue {
  if (value.ownKey) return value;
  const taken = new Set(all.filter(({ uid }) => uid !== value.uid).map(({ key }) => key));
  return { ...value, key: value.name.trim() === "" ? "" : suggestCode(value.name, taken, "answer") };
}
