import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { ClientList } from "@/components/admin/clients/client-list";
import { PageHead } from "@/components/admin/page-head";
import { LinkButton } from "@/components/ui/button";
import { bodyNames } from "@/lib/bodies/body-name";
import { ClientQuery, listClients } from "@/lib/clients/list-clients";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminClients");
  return { title: t("title") };
}

/** The systems that call this site's Open311 server with a key. */
export default async function ClientsPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminClients");
  const { search, query } = pageQuery(ClientQuery, await searchParams);
  const page = await orRefuse(listClients(actor, query));
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href={"/admin/clients/new" as Route} look="primary">
            {t("new")}
          </LinkButton>
        }
      />
      <ClientList
        initial={{ search, page: JSON.parse(JSON.stringify(page)) }}
        bodies={actor.superuser ? await bodyNames() : []}
      />
    </>
  );
}
