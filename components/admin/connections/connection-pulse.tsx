"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HealthFacts, WaitingLinks } from "@/components/admin/connections/health-facts";
import { HealthStrip } from "@/components/admin/connections/health-strip";
import { HeldServices } from "@/components/admin/connections/held-services";
import { StripLegend } from "@/components/admin/connections/strip-legend";
import { pulseOf, TroubleBadge } from "@/components/admin/connections/trouble-badge";
import { readJson } from "@/components/admin/list-query";
import { ListProblem } from "@/components/admin/table/list-problem";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ConnectionCard } from "@/lib/delivery/connection-cards";

type Props = {
  initial: ConnectionCard;
  actions: ReactNode;
  children?: ReactNode;
};

/** How one connection fares, with what can be done about it; read anew every few seconds. */
export function ConnectionPulse({ initial, actions, children }: Props) {
  const t = useTranslations("adminConnections");
  const {
    data: card,
    error,
    refetch,
  } = useQuery({
    queryKey: ["admin", "connection", initial.id],
    queryFn: ({ signal }) => readJson<ConnectionCard>(`/api/admin/connections/${initial.id}`, signal),
    initialData: initial,
    refetchInterval: 10_000,
  });
  const pulse = pulseOf(card);
  const { lastFailure, polls, slots } = card.health;
  return (
    <>
      <ListProblem error={error} retry={() => void refetch()} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            <div className="flex flex-wrap items-start justify-between gap-3">
              <div className="flex flex-col gap-1">
                <h2 className="sr-only">{t("detail.health")}</h2>
                <TroubleBadge pulse={pulse} />
                {pulse !== "well" && (
                  <p className="max-w-[50ch]">
                    {t(`troubleHint.${pulse}`)}
                    {card.pausedAt && (
                      <>
                        {" "}
                        {t("card.pausedSince")} <RelativeTime at={new Date(card.pausedAt)} />.
                      </>
                    )}
                  </p>
                )}
              </div>
              <div className="flex flex-wrap gap-2">{actions}</div>
            </div>
            <div className="mt-4">
              <HealthStrip slots={slots} />
              <StripLegend polls={polls.length > 0} />
            </div>
            {lastFailure && (
              <div className="mt-4">
                <h3 className="text-base">
                  {t("card.lastFailure")},{" "}
                  <span className="font-normal text-ink-soft">
                    <RelativeTime at={new Date(lastFailure.at)} />
                  </span>
                </h3>
                <p className="mt-1 border-s-4 border-danger ps-3 break-words">{lastFailure.reason}</p>
              </div>
            )}
          </Card>
          {children}
        </div>
        <Card className="flex flex-col gap-3">
          <HeldServices card={card} />
          <HealthFacts card={card} />
          {polls.length > 0 && <Polls polls={polls} />}
          <div className="border-t border-line pt-3">
            <WaitingLinks card={card} />
          </div>
          <Link href={`/admin/deliveries?connection=${card.id}&state=all`} className={buttonClass()}>
            {t("detail.deliveries")}
          </Link>
        </Card>
      </div>
    </>
  );
}

function Polls({ polls }: { polls: ConnectionCard["health"]["polls"] }) {
  const t = useTranslations("adminConnections");
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-line pt-3">
      {polls.map(({ kind, lastSuccessAt, lastFailure }) => (
        <div key={kind} className="contents">
          <dt className="text-ink-soft">{t(`poll.${kind}`)}</dt>
          <dd className="min-w-0 text-end break-words">
            {lastSuccessAt ? <RelativeTime at={new Date(lastSuccessAt)} /> : t("card.never")}
            {lastFailure && <span className="block text-small text-danger">{lastFailure.reason}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
