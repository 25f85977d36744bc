import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { createWebhookAction } from "@/app/admin/webhooks/actions";
import { PageHead } from "@/components/admin/page-head";
import { WebhookForm } from "@/components/admin/webhooks/webhook-form";
import { webhookChoices } from "@/lib/webhooks/list-webhooks";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminWebhooks.list"))("new") };
}

export default async function NewWebhookPage() {
  const actor = await staffActor();
  const t = await getTranslations("adminWebhooks.list");
  const choices = await orRefuse(webhookChoices(actor));
  return (
    <>
      <PageHead title={t("new")} trail={[{ label: t("title"), href: "/admin/webhooks" as Route }]} />
      <WebhookForm webhook={null} choices={choices} action={createWebhookAction} />
    </>
  );
}
