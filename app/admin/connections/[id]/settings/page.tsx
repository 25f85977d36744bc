import type { Metadata, Route } from "next";
import Link from "next/link";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { saveOne } from "@/app/admin/connections/save";
import { settingsFields } from "@/app/admin/connections/settings-fields";
import { ConnectionForm } from "@/components/admin/connections/connection-form";
import { Notice } from "@/components/ui/notice";
import { contactsByConnection } from "@/lib/bodies/save-connection";
import { methodWords } from "@/lib/bodies/settings-form";
import { SendMethod } from "@/prisma/generated/enums";

type Props = ConnectionParams & { searchParams: Promise<{ method?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminConnections"))("detail.settings") };
}

export default async function ConnectionSettingsPage({ params, searchParams }: Props) {
  const { actor, connection } = await connectionOf({ params });
  if (!connection.settings) forbidden();
  const t = await getTranslations("adminConnections");
  const asked = (await searchParams).method;
  const method = Object.values(SendMethod).find((known) => known === asked) ?? connection.method;
  const changes = method !== connection.method;
  const path = `/admin/connections/${connection.id}/settings`;
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="settings" />
      <nav
        aria-label={t("form.method")}
        className="mb-4 flex max-w-3xl flex-wrap items-center gap-x-4 gap-y-1"
      >
        <span className="font-semibold">{t("form.method")}</span>
        {Object.values(SendMethod).map((one) => (
          <Link
            key={one}
            href={(one === connection.method ? path : `${path}?method=${one}`) as Route}
            aria-current={one === method ? "true" : undefined}
            className="inline-flex min-h-9 items-center rounded-full border border-line-strong px-3 text-small font-semibold text-ink no-underline hover:bg-sunken aria-[current]:border-accent aria-[current]:bg-accent-wash"
          >
            {methodWords(one).label}
          </Link>
        ))}
      </nav>
      {changes && (
        <div className="mb-4 max-w-3xl">
          <Notice kind="warn" title={methodWords(method).label}>
            {t("form.changing")}
          </Notice>
        </div>
      )}
      <ConnectionForm
        key={method}
        action={saveOne}
        method={method}
        fields={settingsFields(method, changes ? null : connection.settings)}
        flags={connection}
        concurrency={connection.concurrency}
        subject={{ id: connection.id }}
        usedBy={(await contactsByConnection(actor, connection.id)).map(({ category }) => category)}
      />
    </>
  );
}
