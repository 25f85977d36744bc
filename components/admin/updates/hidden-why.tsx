"use client";

import { useTranslations } from "next-intl";
import type { ShownReport } from "@/components/admin/reports/report-query";
import { decisionOf } from "@/components/admin/updates/decision-words";

type Update = Pick<ShownReport["updates"][number], "visibility" | "hiddenNote" | "origin" | "came">;

/** Why nobody but staff sees an update. */
export function HiddenWhy({ update: { visibility, hiddenNote, origin, came } }: { update: Update }) {
  const t = useTranslations("adminUpdates");
  const decided = useTranslations("updateDecisions.hidden");
  if (visibility === "unconfirmed") return <p className="text-small">{t("unconfirmedWhy")}</p>;
  if (visibility !== "hidden") return null;
  const reason = decisionOf(came)?.hidden;
  // Of what people wrote, only what the gate stopped, or what had nothing left to say, is hidden by itself.
  const byItself = origin === "backend" ? null : t("hiddenAtOnce");
  const why = hiddenNote !== null ? t("hiddenBy", { note: hiddenNote }) : reason ? decided(reason) : byItself;
  return why && <p className="max-w-[75ch] text-small break-words">{why}</p>;
}
