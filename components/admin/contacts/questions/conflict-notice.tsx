"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { questionsQuery } from "@/components/admin/contacts/questions/questions-query";
import type { useQuestionEditor } from "@/components/admin/contacts/questions/use-question-editor";
import { useSay } from "@/components/admin/say";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Props = {
  contactId: number;
  all: Pick<ReturnType<typeof useQuestionEditor>, "startFrom" | "keepOver">;
  solved: () => void;
};

/** Somebody else was faster: nothing is lost, and whoever sits here decides. */
export function ConflictNotice({ contactId, all, solved }: Props) {
  const t = useTranslations("adminContacts.questions");
  const say = useSay();
  const queries = useQueryClient();
  const decide = async (decision: "keepOver" | "startFrom") => {
    const fresh = await queries.fetchQuery(questionsQuery(contactId));
    all[decision](fresh);
    if (decision === "keepOver") say(t("keptMine"));
    solved();
  };
  return (
    <Notice kind="warn" title={t("conflictTitle")} announce>
      <p>{t("conflictBody")}</p>
      <p>
        <a
          href={`/admin/contacts/${contactId}/questions`}
          target="_blank"
          rel="noopener"
          className="inline-flex min-h-11 items-center"
        >
          {t("look")}
        </a>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void decide("keepOver")}>{t("keepMine")}</Button>
        <Button onClick={() => void decide("startFrom")}>{t("takeTheirs")}</Button>
      </div>
    </Notice>
  );
}
