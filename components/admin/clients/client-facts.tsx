import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Facts } from "@/components/admin/facts";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ClientDetails } from "@/lib/clients/read-client";

/** What a client has done, and when; below it what can be done with its key. For server components. */
export function ClientFacts({ client, children }: { client: ClientDetails; children: ReactNode }) {
  const t = useTranslations("adminClients");
  const { body, keyHint, createdAt, lastUsedAt, revokedAt, reports, waiting, updates, latest } = client;
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-large">{t("facts.title")}</h2>
      <Facts
        facts={[
          body && { label: t("facts.body"), value: body.name },
          keyHint !== "" && { label: t("facts.key"), value: <span className="font-mono">…{keyHint}</span> },
          { label: t("facts.made"), value: <RelativeTime at={createdAt} /> },
          { label: t("facts.used"), value: lastUsedAt ? <RelativeTime at={lastUsedAt} /> : t("never") },
          revokedAt && { label: t("facts.revoked"), value: <RelativeTime at={revokedAt} /> },
          {
            label: t("facts.reports"),
            value: waiting > 0 ? `${reports} (${t("facts.waiting", { count: waiting })})` : reports,
          },
          { label: t("facts.updates"), value: updates },
        ]}
      />
      <h3 className="font-semibold">{t("facts.latest")}</h3>
      {latest.length === 0 && <p className="text-ink-soft">{t("facts.none")}</p>}
      <ul>
        {latest.map(({ id, title, createdAt: at }) => (
          <li
            key={id}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2 last:border-b-0"
          >
            <Link href={`/admin/reports/${id}` as Route} className="min-w-0 break-words">
              {title ?? t("facts.untitled", { id })}
            </Link>
            <span className="text-ink-soft">
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
      {children}
    </Card>
  );
}
