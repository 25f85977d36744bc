import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { WebhookList } from "@/components/admin/webhooks/webhook-list";
import { LinkButton } from "@/components/ui/button";
import { listWebhooks, WebhookQuery, webhookChoices } from "@/lib/webhooks/list-webhooks";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminWebhooks.list"))("title") };
}

export default async function WebhooksPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminWebhooks.list");
  const { search, query } = pageQuery(WebhookQuery, await searchParams);
  const [page, { bodies }] = await orRefuse(Promise.all([listWebhooks(actor, query), webhookChoices(actor)]));
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href={"/admin/webhooks/new" as Route} look="primary">
            {t("new")}
          </LinkButton>
        }
      />
      <WebhookList initial={{ search, page: JSON.parse(JSON.stringify(page)) }} bodies={bodies} />
    </>
  );
}
