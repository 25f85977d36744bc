import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { BodyList } from "@/components/admin/bodies/body-list";
import { PageHead } from "@/components/admin/page-head";
import { LinkButton } from "@/components/ui/button";
import { BodyQuery, listBodies } from "@/lib/reports/list-bodies";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminBodies.list");
  return { title: t("title") };
}

export default async function BodiesPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminBodies.list");
  const { search, query } = pageQuery(BodyQuery, await searchParams);
  const page = await orRefuse(listBodies(actor, query));
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          actor.superuser && (
            <LinkButton href={"/admin/bodies/new" as Route} look="primary">
              {t("new")}
            </LinkButton>
          )
        }
      />
      <BodyList initial={{ search, page }} />
    </>
  );
}
