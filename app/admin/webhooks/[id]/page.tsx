import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import {
  deleteWebhookAction,
  editWebhookAction,
  pauseWebhookAction,
  renewSecretAction,
  resumeWebhookAction,
} from "@/app/admin/webhooks/actions";
import { tryWebhookAction } from "@/app/admin/webhooks/try";
import { PageHead } from "@/components/admin/page-head";
import { EventList } from "@/components/admin/webhooks/event-list";
import { RenewSecret } from "@/components/admin/webhooks/renew-secret";
import { TryWebhook } from "@/components/admin/webhooks/try-webhook";
import { WebhookActs } from "@/components/admin/webhooks/webhook-acts";
import { WebhookBadge } from "@/components/admin/webhooks/webhook-badge";
import { WebhookFacts } from "@/components/admin/webhooks/webhook-facts";
import { WebhookForm } from "@/components/admin/webhooks/webhook-form";
import { RowId } from "@/lib/form-fields";
import { EventQuery, listEvents } from "@/lib/webhooks/list-events";
import { readWebhook } from "@/lib/webhooks/list-webhooks";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function webhookOf({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id).data ?? notFound();
  return { actor, webhook: await orRefuse(readWebhook(actor, id)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await webhookOf(props)).webhook.name };
}

/** One webhook: how it fares, a test, its log, its settings. */
export default async function WebhookPage(props: Props) {
  const { actor, webhook } = await webhookOf(props);
  const t = await getTranslations("adminWebhooks");
  const { search, query } = pageQuery(EventQuery, await props.searchParams);
  const log = await orRefuse(listEvents(actor, webhook.id, query));
  const { id, name, events, standing, fullUrl: url } = webhook;
  return (
    <>
      <PageHead
        title={name}
        trail={[{ label: t("list.title"), href: "/admin/webhooks" as Route }]}
        mark={<WebhookBadge standing={standing} />}
        actions={
          <WebhookActs
            webhook={{ id, name, paused: standing === "paused" || standing === "stopped" }}
            pause={pauseWebhookAction}
            resume={resumeWebhookAction}
            remove={deleteWebhookAction}
          />
        }
      />
      <div className="flex flex-col gap-8">
        <WebhookFacts webhook={webhook} />
        <TryWebhook webhookId={id} action={tryWebhookAction} />
        <EventList webhookId={id} initial={{ search, page: JSON.parse(JSON.stringify(log)) }} />
        <section aria-labelledby="settings" className="flex flex-col gap-4">
          <h2 id="settings" className="text-large">
            {t("form.settings")}
          </h2>
          <WebhookForm webhook={{ id, name, url, events }} action={editWebhookAction} />
          <RenewSecret webhookId={id} action={renewSecretAction} />
        </section>
      </div>
    </>
  );
}
