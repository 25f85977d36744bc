"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/admin/contacts/badge";
import { Facts } from "@/components/admin/facts";
import type { TrialOn } from "@/components/admin/templates/trial";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Previewed } from "@/lib/sync/updates/preview-template";

/** What the template would say, one after the other: what came, what people would read, what the reporter would get by mail. */
export function TrialOutcome({ on, tried }: { on: TrialOn; tried: readonly Previewed[] }) {
  const t = useTranslations("adminTemplates.trial");
  if (tried.length === 0) return <EmptyState title={t("none")}>{t("noneBody")}</EmptyState>;
  return (
    <div role="status" className="flex flex-col gap-3">
      <h3 className="font-bold">{t(`${on}.outcome`, { count: tried.length })}</h3>
      <ul className="grid items-start gap-3 xl:grid-cols-2">
        {tried.map((one) => (
          <li key={one.update?.id ?? `report ${one.reportId}`}>
            <Tried one={one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tried({
  one: { reportId, update, description, text, emailText, because, instead },
}: {
  one: Previewed;
}) {
  const t = useTranslations("adminTemplates.trial");
  const speaks = because ? t(`because.${because}`) : instead ? t("instead", { title: instead }) : t("silent");
  return (
    <Card className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={`/admin/reports/${reportId}` as Route} className="font-semibold">
          {t("reportLink", { id: String(reportId) })}
        </Link>
        {update && (
          <span className="text-small text-ink-soft">
            <RelativeTime at={update.at} />
          </span>
        )}
        <Badge look={because ? "good" : "plain"}>{t(because ? "answers" : "doesNot")}</Badge>
      </p>
      <p className="text-small">{speaks}</p>
      <Facts
        facts={[
          { label: t("came"), value: <Words text={description} none={t("cameNothing")} /> },
          { label: t("reads"), value: <Words text={text} none={t("readsNothing")} /> },
          { label: t("mail"), value: <Words text={emailText ?? text} none={t("readsNothing")} /> },
          update !== null && {
            label: t("said"),
            value: <Words text={update.text} none={t("readsNothing")} />,
          },
        ]}
      />
    </Card>
  );
}

function Words({ text, none }: { text: string; none: string }) {
  if (!text) return <span className="text-ink-soft">{none}</span>;
  return <span className="wrap-anywhere whitespace-pre-line">{text}</span>;
}
