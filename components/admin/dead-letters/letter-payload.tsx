"use client";

import { useTranslations } from "next-intl";
import { WirePane } from "@/components/admin/wire/wire-pane";
import { Card } from "@/components/ui/card";

/** What came, made readable, to be copied. @param json the item, or the row that could not be read */
export function LetterPayload({ json, unreadable }: { json: string; unreadable: boolean }) {
  const t = useTranslations("adminDeadLetters.detail");
  return (
    <Card className="p-1!">
      <WirePane title={t("payload")} headers={{}} body={json} withheld={false} empty={t("noPayload")} />
      <p className="px-3 pb-3 text-small text-ink-soft">{t(unreadable ? "unreadableLead" : "payloadLead")}</p>
    </Card>
  );
}
