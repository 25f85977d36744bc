"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { type Came, wentWell } from "@/components/admin/dead-letters/came";
import { Notice } from "@/components/ui/notice";

/**
 * What came of each item that was tried again, in words, with the way to where it is now. It takes the keyboard: the button that was
 * pressed is gone.
 */
export function ReplayOutcome({ came }: { came: readonly Came[] }) {
  const t = useTranslations("adminDeadLetters");
  const box = useRef<HTMLDivElement>(null);
  // Each outcome is news.
  useEffect(() => {
    if (came.length > 0) box.current?.focus();
  }, [came]);
  const count = came.length;
  const well = came.filter(wentWell).length;
  const title =
    well === count
      ? t("replay.all", { count })
      : well === 0
        ? t("replay.none", { count })
        : t("replay.some", { well, count });
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <Notice kind={well === count ? "success" : "warn"} title={title} announce>
        <ul className="mt-1 flex flex-col gap-1">
          {came.map((one) => (
            <li key={one.id} className="wrap-anywhere">
              {count > 1 && <b>{t("tab", { id: String(one.id) })}: </b>}
              <Sentence came={one} />
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

function Sentence({ came }: { came: Came }) {
  const t = useTranslations("adminDeadLetters.came");
  const words = useTranslations("updateDecisions.skipped");
  switch (came.kind) {
    case "created":
      return t.rich("createdAt", {
        id: String(came.reportId),
        report: (chunks) => <Link href={`/admin/reports/${came.reportId}` as Route}>{chunks}</Link>,
      });
    case "known":
      return t("known");
    case "skipped":
      return t("skipped", { reason: words(came.reason) });
    case "left_out":
      return t("leftOut", { reason: came.reason });
    case "dead":
    case "unreadable":
      return t("dead", { reason: came.reason });
  }
}
