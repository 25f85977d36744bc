import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import "./admin.css";
import { type StaffActor, staffActor } from "@/app/_server/staff";
import { isDashboardWords } from "@/app/admin/dashboard-words";
import { AdminFrame } from "@/components/admin/admin-frame";
import type { May } from "@/components/admin/nav/items";
import { SayProvider } from "@/components/admin/say";
import { QueryProvider } from "@/components/query-provider";
import type { StaffPermission } from "@/lib/auth/permissions";
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
  const own = Object.entries(messages).filter(([name]) => isDashboardWords(name));
  return (
    <NextIntlClientProvider messages={Object.fromEntries(own) as typeof messages}>
      <QueryProvider>
        <SayProvider>
          <AdminFrame
            site={env.SITE_NAME}
            body={body}
            staging={env.STAGING}
            may={mayOf(actor)}
            needs={await needsPerson(actor)}
          >
            {children}
          </AdminFrame>
        </SayProvider>
      </QueryProvider>
    </NextIntlClientProvider>
  );
}

/** Which pages are shown to somebody. Whoever is limited to categories changes neither bodies nor users. */
function mayOf(actor: StaffActor): May {
  const whole = actor.categoryIds === undefined;
  const may = (permission: StaffPermission) => hasSomewhere(actor, permission);
  return {
    deliveries: may("delivery:view"),
    deadLetters: whole && may("delivery:view"),
    reports: may("report:view-private"),
    bodies: whole && may("body:edit"),
    areas: actor.superuser,
    contacts: may("contact:edit"),
    connections: may("connection:edit") || may("delivery:view"),
    templates: may("template:edit"),
    webhooks: whole && may("api:edit"),
    clients: whole && may("api:edit"),
    users: whole && may("user:edit"),
    audit: may("audit:view"),
  };
}
