"use client";

import { useTranslations } from "next-intl";
import { useEffect, useReducer, useRef, useState } from "react";
import {
  changeDrafts,
  type DraftsChange,
  newUid,
  newValueUid,
} from "@/components/admin/contacts/questions/change-drafts";
import { type Draft, draftOf, entryOf, keptOf } from "@/components/admin/contacts/questions/draft";
import { type DraftFaults, faultsWithout, fieldId } from "@/components/admin/contacts/questions/draft-faults";
import type { Editor } from "@/components/admin/contacts/questions/editor-context";
import type { ContactQuestions } from "@/lib/bodies/contact-questions";

/** The questions while they are edited: what they are now, what lies open, what is wrong, and where the keyboard goes. */
export function useQuestionEditor(start: ContactQuestions) {
  const t = useTranslations("adminContacts.questions");
  const [saved, setSaved] = useState(start);
  const [state, dispatch] = useReducer(changeDrafts, { drafts: start.questions.map(draftOf), next: 0 });
  const [faults, setFaults] = useState<DraftFaults>({});
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState("");
  const focus = useRef<string>(undefined);

  // After each drawing: moved nodes lose the keyboard, new ones do not have it yet.
  useEffect(() => {
    if (focus.current === undefined) return;
    document.getElementById(focus.current)?.focus();
    focus.current = undefined;
  });

  const toggle = (uid: string, isOpen: boolean) =>
    setOpen((all) => (isOpen ? new Set([...all, uid]) : new Set([...all].filter((one) => one !== uid))));

  const change = (made: DraftsChange, then: { focus?: string; said?: string } = {}) => {
    focus.current = then.focus ?? focusAfter(made, state.next);
    if (then.said) setSaid(then.said);
    if (made.type === "add" || made.type === "duplicate") toggle(newUid(state.next), true);
    const draft = "uid" in made ? state.drafts.find(({ uid }) => uid === made.uid) : undefined;
    if (draft && made.type !== "move") setFaults((all) => faultsWithout(all, draft.uid, draft.values));
    dispatch(made);
  };

  /** Starts again from what is saved. */
  const startFrom = (fresh: ContactQuestions) => {
    setSaved(fresh);
    setFaults({});
    dispatch({ type: "start", drafts: fresh.questions.map(draftOf) });
  };

  /** Keeps what is edited, to be saved over what somebody else saved: what they removed is new again. */
  const keepOver = (fresh: ContactQuestions) => {
    const there = new Set(fresh.questions.map(({ id }) => id));
    setSaved({ ...fresh, answered: saved.answered });
    dispatch({
      type: "start",
      drafts: state.drafts.map((draft) => (there.has(draft.id) ? draft : { ...draft, id: null })),
    });
  };

  const kept = keptOf(state.drafts);
  const entries = kept.map(entryOf);
  const editor: Editor = {
    drafts: state.drafts,
    change,
    faults,
    answered: saved.answered,
    open,
    setOpen: ({ uid, open: isOpen }) => toggle(uid, isOpen),
    nameOf: ({ description, variable }: Draft) =>
      description.trim() || t(variable ? "newQuestion" : "newNotice"),
  };
  return {
    editor,
    kept,
    entries,
    said,
    setSaid,
    setFaults,
    openAll: (uids: readonly string[]) => setOpen((all) => new Set([...all, ...uids])),
    version: saved.version,
    unsaved: JSON.stringify(entries) !== JSON.stringify(saved.questions.map((one) => entryOf(draftOf(one)))),
    startFrom,
    keepOver,
  };
}

/** What is new is written into next. */
function focusAfter(made: DraftsChange, next: number): string | undefined {
  if (made.type === "addValue") return fieldId(newValueUid(made.uid, next), "name");
  if (made.type === "add" || made.type === "duplicate") return fieldId(newUid(next), "description");
  return undefined;
}
