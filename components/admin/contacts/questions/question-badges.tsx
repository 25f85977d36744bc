import { useTranslations } from "next-intl";
import { Badge } from "@/components/admin/contacts/badge";
import type { Draft } from "@/components/admin/contacts/questions/draft";

/** What kind of question it is, in a few words. */
export function QuestionBadges({ draft, wrong }: { draft: Draft; wrong: number }) {
  const t = useTranslations("adminContacts.questions.badges");
  const kinds = useTranslations("adminContacts.datatype");
  const { variable, stopsForm, required, automated } = draft;
  return (
    <>
      {wrong > 0 && <Badge look="bad">{t("faults", { count: wrong })}</Badge>}
      {variable ? (
        <>
          <span className="text-small text-ink-soft">{kinds(draft.datatype)}</span>
          {required && automated === "" && <Badge>{t("required")}</Badge>}
          {automated !== "" && <Badge>{t(automated)}</Badge>}
        </>
      ) : (
        <Badge look={stopsForm ? "warn" : "plain"}>{stopsForm ? t("stops") : t("notice")}</Badge>
      )}
      {draft.protected && <Badge>{t("protected")}</Badge>}
    </>
  );
}
