"use client";

import { createContext, type Dispatch, use } from "react";
import type { DraftsChange } from "@/components/admin/contacts/questions/change-drafts";
import type { Draft } from "@/components/admin/contacts/questions/draft";
import type { DraftFaults } from "@/components/admin/contacts/questions/draft-faults";

export type Editor = {
  drafts: readonly Draft[];
  /** Changes a question; `focus`: the id of what has the keyboard afterwards, `said`: what screen readers are told. */
  change: (change: DraftsChange, then?: { focus?: string; said?: string }) => void;
  faults: DraftFaults;
  /** How many of the latest reports have an answer, by the code that is saved. */
  answered: Readonly<Record<string, number>>;
  /** The questions that lie open. */
  open: ReadonlySet<string>;
  setOpen: Dispatch<{ uid: string; open: boolean }>;
  nameOf: (draft: Draft) => string;
};

const Context = createContext<Editor | null>(null);

export const EditorProvider = Context;

export function useEditor(): Editor {
  const editor = use(Context);
  if (!editor) throw new Error("A question stands outside of its editor.");
  return editor;
}
