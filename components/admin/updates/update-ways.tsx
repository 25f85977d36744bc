"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import type { ShownReport } from "@/components/admin/reports/report-query";
import { UpdateActions } from "@/components/admin/updates/update-actions";
import type { FormActionOf } from "@/components/admin/use-form";
import { RelativeTime } from "@/components/ui/relative-time";

type Way = ShownReport["updates"][number]["ways"][number];

/** Where an update that was written here went, body by body, and what can be done about it. */
export function UpdateWays({ ways, act }: { ways: readonly Way[]; act: FormActionOf }) {
  const t = useTranslations("adminUpdatesOut");
  if (ways.length === 0) return null;
  return (
    <ul aria-label={t("ways")} className="mt-1 flex flex-col gap-2 border-s-4 border-line ps-3">
      {ways.map((way) => (
        <li key={way.id} className="flex flex-col gap-1">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
            <b className="min-w-0 break-words">{way.body}</b>
            <DeliveryStateBadge state={way.state} />
            <When way={way} />
            {way.externalId && (
              <span className="font-mono break-all select-all" title={t("fact.theirId")}>
                {way.externalId}
              </span>
            )}
            {way.visible && (
              <Link href={`/admin/updates/${way.id}` as Route} className="ms-auto">
                {t("open")}
                <span className="sr-only"> {way.body}</span>
              </Link>
            )}
          </p>
          {way.lastError && way.state !== "sent" && (
            <p className="max-w-[75ch] text-small break-words">{way.lastError}</p>
          )}
          {way.note && <p className="max-w-[75ch] text-small break-words text-ink-soft">{way.note}</p>}
          {way.actions.length > 0 && <UpdateActions update={way} act={act} quiet />}
        </li>
      ))}
    </ul>
  );
}

/** When it went, or is tried next. */
function When({ way: { state, sentAt, dueAt, attempts } }: { way: Way }) {
  const t = useTranslations("adminUpdatesOut");
  const at = state === "sent" ? sentAt : state === "due" ? dueAt : null;
  if (at === null) return null;
  return (
    <span className="text-ink-soft">
      {state === "due" ? (
        t.rich("tried", { count: attempts, when: () => <RelativeTime at={new Date(at)} /> })
      ) : (
        <RelativeTime at={new Date(at)} />
      )}
    </span>
  );
}
