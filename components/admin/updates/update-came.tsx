"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import type { ShownReport } from "@/components/admin/reports/report-query";
import { decisionOf, decisionWords } from "@/components/admin/updates/decision-words";
import { WirePane } from "@/components/admin/wire/wire-pane";
import { exactText } from "@/components/ui/relative-time";

type Update = ShownReport["updates"][number];

const fold = "min-h-11 content-center font-semibold";

/** Of an update that a back end told: what was decided about it and why, and the item as it came. Folded. */
export function UpdateCame({ update }: { update: Update }) {
  const t = useTranslations("adminUpdates.came");
  const words = { t: useTranslations("updateDecisions"), states: useTranslations("states.label") };
  const { came, visibility, createdAt } = update;
  if (!came) return null;
  const decision = decisionOf(came);
  return (
    <div className="flex min-w-0 flex-col">
      <details>
        <summary className={fold}>{t("decided")}</summary>
        {decision ? (
          <ul className="max-w-[75ch] list-disc ps-5">
            {decisionWords(decision, visibility, words).map((sentence) => (
              <li key={sentence} className="break-words">
                {sentence}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-soft">{t("noDecision")}</p>
        )}
        <Facts
          facts={[
            decision !== null && { label: t("told"), value: exactText(new Date(decision.time.said)) },
            { label: t("kept"), value: exactText(new Date(createdAt)) },
            came.externalId !== null && { label: t("theirId"), value: came.externalId },
            came.code !== null && { label: t("code"), value: came.code },
            came.template !== null && {
              label: t("template"),
              value: (
                <Link href={`/admin/templates/${came.template.id}` as Route}>{came.template.title}</Link>
              ),
            },
            came.emailText !== null && {
              label: t("mail"),
              value: <span className="whitespace-pre-line">{came.emailText}</span>,
            },
          ]}
        />
      </details>
      <details>
        <summary className={fold}>{t("raw")}</summary>
        <div className="rounded border border-line">
          <WirePane
            title={t("item", { id: came.externalId ?? "" })}
            headers={{}}
            body={came.raw}
            withheld={false}
            empty={t("noRaw")}
          />
        </div>
      </details>
    </div>
  );
}
