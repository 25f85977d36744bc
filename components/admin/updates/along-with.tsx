"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import { listQuery } from "@/components/admin/list-query";
import { ListProblem } from "@/components/admin/table/list-problem";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedUpdateDelivery } from "@/lib/delivery/updates/list-update-deliveries";

/** Of these many the rest stand in the list of updates. */
const shown = 5;

type Props = { report: number; body: { id: number; name: string } };

/** What was written about a report and goes to the same body, the newest first. */
export function AlongWith({ report, body }: Props) {
  const t = useTranslations("adminUpdatesOut");
  const search = new URLSearchParams({
    report: String(report),
    body: String(body.id),
    state: "all",
  }).toString();
  const { data, error, refetch } = useQuery({
    ...listQuery<ListedUpdateDelivery>("updates", search),
    refetchInterval: 15_000,
  });
  const items = data?.items ?? [];
  return (
    <section aria-labelledby="along" className="mt-8">
      <h2 id="along" className="mb-2 text-large">
        {t("along.title")}
      </h2>
      <ListProblem error={error} retry={() => void refetch()} />
      {data && items.length === 0 && <p className="text-ink-soft">{t("along.none", { body: body.name })}</p>}
      <ul className="flex flex-col">
        {items.slice(0, shown).map((item) => (
          <li
            key={item.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0"
          >
            <DeliveryStateBadge state={item.state} />
            <Link href={`/admin/updates/${item.id}` as Route} className="min-w-0 flex-1 basis-60 truncate">
              {(item.update.text ?? t("notPublic")) || t("noWords")}
            </Link>
            <span className="text-small text-ink-soft">
              <RelativeTime at={new Date(item.saidAt)} />
            </span>
          </li>
        ))}
      </ul>
      {items.length > shown && <Link href={`/admin/updates?${search}` as Route}>{t("along.all")}</Link>}
    </section>
  );
}
