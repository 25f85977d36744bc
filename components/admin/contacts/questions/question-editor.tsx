"use client";

import { useTranslations } from "next-intl";
import { EditorProvider } from "@/components/admin/contacts/questions/editor-context";
import { FormPreview } from "@/components/admin/contacts/questions/form-preview";
import { QuestionList } from "@/components/admin/contacts/questions/question-list";
import { SaveQuestions } from "@/components/admin/contacts/questions/save-questions";
import { useQuestionEditor } from "@/components/admin/contacts/questions/use-question-editor";
import type { FormActionOf } from "@/components/admin/use-form";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import type { ContactQuestions } from "@/lib/bodies/contact-questions";

/** The questions of one contact, beside the form that they make. Nothing is kept until all of it is saved. */
export function QuestionEditor({ start, save }: { start: ContactQuestions; save: FormActionOf }) {
  const t = useTranslations("adminContacts.questions");
  const all = useQuestionEditor(start);
  const { editor, said } = all;
  return (
    <EditorProvider value={editor}>
      <p className="mb-4 max-w-[75ch] text-ink-soft">{t("lead", { category: start.contact.category })}</p>
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <section aria-label={t("list")} className="flex min-w-0 flex-col gap-4">
          {editor.drafts.length === 0 ? (
            <EmptyState title={t("none")}>{t("noneBody")}</EmptyState>
          ) : (
            <QuestionList said={all.setSaid} />
          )}
          <div className="flex flex-wrap gap-3">
            <Button
              onClick={() => editor.change({ type: "add", kind: "question" }, { said: t("addedSaid") })}
            >
              <Icon name="plus" size={18} />
              {t("add")}
            </Button>
            <Button onClick={() => editor.change({ type: "add", kind: "notice" }, { said: t("addedSaid") })}>
              <Icon name="plus" size={18} />
              {t("addNotice")}
            </Button>
          </div>
          <SaveQuestions all={all} contactId={start.contact.id} save={save} />
        </section>
        <div className="xl:sticky xl:top-18 xl:max-h-[calc(100dvh-88px)] xl:overflow-y-auto">
          <FormPreview contact={start.contact} drafts={editor.drafts} alsoAsking={start.alsoAsking} />
        </div>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </EditorProvider>
  );
}
