import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import "./admin.css";
import { staffActor } from "@/app/_server/staff";
import { AdminFrame } from "@/components/admin/admin-frame";
import { SayProvider } from "@/components/admin/say";
import { QueryProvider } from "@/components/query-provider";
import { hasSomewhere } from "@/lib/auth/scope";
import { bodyNameOf } from "@/lib/bodies/body-name";
import { env } from "@/lib/env";
import { needsPerson } from "@/lib/statistics/needs-person";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin");
  return {
    title: { default: t("meta.title"), template: `%s · ${t("meta.title")} · ${env.SITE_NAME}` },
    robots: { index: false, follow: false },
  };
}

/** The frame of the dashboard. It is for staff; each page inside asks again who is there, and each verb what they may do. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await staffActor();
  const messages = await getMessages();
  const body = actor.bodyId === null ? null : await bodyNameOf(actor.bodyId);
  const own = Object.entries(messages).filter(([name]) => name.startsWith("admin") || shared.includes(name));
  return (
    <NextIntlClientProvider messages={Object.fromEntries(own) as typeof messages}>
      <QueryProvider>
        <SayProvider>
          <AdminFrame
            site={env.SITE_NAME}
            body={body}
            staging={env.STAGING}
            may={{
              deliveries: hasSomewhere(actor, "delivery:view"),
              reports: hasSomewhere(actor, "report:view-private"),
              audit: hasSomewhere(actor, "audit:view"),
              users: hasSomewhere(actor, "user:edit"),
              areas: actor.superuser,
            }}
            needs={await needsPerson(actor)}
          >
            {children}
          </AdminFrame>
        </SayProvider>
      </QueryProvider>
    </NextIntlClientProvider>
  );
}

/** What the dashboard says with the public site's words. */
const shared = [
  "states",
  "shell",
  "report",
  "reports",
  "reportForm",
  "map",
  "connectionSettings",
  "deliveryActions",
];
