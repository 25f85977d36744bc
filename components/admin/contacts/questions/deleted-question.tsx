"use client";

import { useTranslations } from "next-intl";
import type { Draft } from "@/components/admin/contacts/questions/draft";
import { fieldId } from "@/components/admin/contacts/questions/draft-faults";
import { useEditor } from "@/components/admin/contacts/questions/editor-context";
import { Button } from "@/components/ui/button";

/** Where a question was that goes when the questions are saved; until then it can be had back. */
export function DeletedQuestion({ draft }: { draft: Draft }) {
  const t = useTranslations("adminContacts.questions");
  const { change, nameOf } = useEditor();
  const name = nameOf(draft);
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 rounded border border-dashed border-line-strong px-4 py-1 text-ink-soft">
      <span>{t("deleted", { name })}</span>
      <Button
        look="quiet"
        className="min-h-11 px-3"
        id={fieldId(draft.uid, "undo")}
        aria-label={t("undoOf", { name })}
        onClick={() => change({ type: "undelete", uid: draft.uid }, { focus: fieldId(draft.uid, "toggle") })}
      >
        {t("undo")}
      </Button>
    </li>
  );
}
