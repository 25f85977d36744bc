import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { AreaList } from "@/components/admin/areas/area-list";
import { PageHead } from "@/components/admin/page-head";
import { LinkButton } from "@/components/ui/button";
import { AreaQuery, listAreas } from "@/lib/bodies/list-areas";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminBodies.areas");
  return { title: t("title") };
}

export default async function AreasPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminBodies.areas");
  const { search, query } = pageQuery(AreaQuery, await searchParams);
  const page = await orRefuse(listAreas(actor, query));
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href={"/admin/areas/new" as Route} look="primary">
            {t("new")}
          </LinkButton>
        }
      />
      <AreaList initial={{ search, page }} />
    </>
  );
}
