import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { ConnectionsList } from "@/components/admin/connections/connections-list";
import { PageHead } from "@/components/admin/page-head";
import { LinkButton } from "@/components/ui/button";
import { hasSomewhere } from "@/lib/auth/scope";
import { bodyNames } from "@/lib/bodies/body-name";
import { ConnectionQuery } from "@/lib/bodies/list-connections";
import { listConnectionCards } from "@/lib/delivery/connection-cards";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminConnections"))("title") };
}

export default async function ConnectionsPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminConnections");
  const { search, query } = pageQuery(ConnectionQuery, await searchParams);
  const page = await orRefuse(listConnectionCards(actor, query));
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        {...(hasSomewhere(actor, "connection:edit") && {
          actions: (
            <LinkButton look="primary" href="/admin/connections/new">
              {t("new")}
            </LinkButton>
          ),
        })}
      />
      <ConnectionsList initial={{ search, page }} bodies={actor.superuser ? await bodyNames() : []} />
    </>
  );
}
