import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useDuration } from "@/components/admin/connections/duration";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ConnectionCard } from "@/lib/delivery/connection-cards";
import { errorRate } from "@/lib/delivery/health";

/** The figures of a connection's pulse. */
export function HealthFacts({ card }: { card: ConnectionCard }) {
  const t = useTranslations("adminConnections.card");
  const format = useFormatter();
  const duration = useDuration();
  const { lastSuccessAt, lagMs, answerMs, nextRetryAt, slots } = card.health;
  const rate = errorRate(slots);
  const none = t("none");
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <Figure label={t("lastSuccess")}>
        {lastSuccessAt ? <RelativeTime at={new Date(lastSuccessAt)} /> : t("never")}
      </Figure>
      <Figure label={t("lag")} hint={t("lagHint")}>
        {lagMs === null ? none : duration(lagMs)}
      </Figure>
      <Figure label={t("answer")}>{answerMs === null ? none : duration(answerMs)}</Figure>
      <Figure label={t("errors")}>
        {rate === null ? none : format.number(rate, { style: "percent", maximumFractionDigits: 1 })}
      </Figure>
      <Figure label={t("nextRetry")}>
        {nextRetryAt ? <RelativeTime at={new Date(nextRetryAt)} /> : none}
      </Figure>
    </dl>
  );
}

function Figure({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft" title={hint}>
        {label}
      </dt>
      <dd className="text-end font-semibold tabular-nums">{children}</dd>
    </>
  );
}

const kinds = ["due", "unclear", "held"] as const;

/** What waits at a connection, each as the way to the list of it. */
export function WaitingLinks({ card }: { card: ConnectionCard }) {
  const t = useTranslations("adminConnections.card");
  const { waiting } = card.health;
  const some = kinds.filter((kind) => waiting[kind] > 0);
  if (some.length === 0) return <p className="text-ink-soft">{t("nothing")}</p>;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {some.map((kind) => (
        <li key={kind}>
          <Link
            href={`/admin/deliveries?connection=${card.id}&state=${kind}`}
            className="inline-flex min-h-8 items-center font-semibold"
          >
            {t(kind, { count: waiting[kind] })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
