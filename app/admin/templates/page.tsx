import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { TemplateList } from "@/components/admin/templates/template-list";
import { LinkButton } from "@/components/ui/button";
import { listTemplates, TemplateQuery, templateChoices } from "@/lib/bodies/list-templates";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminTemplates.list");
  return { title: t("title") };
}

export default async function TemplatesPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminTemplates.list");
  const { search, query } = pageQuery(TemplateQuery, await searchParams);
  const [page, { bodies }] = await orRefuse(
    Promise.all([listTemplates(actor, query), templateChoices(actor)]),
  );
  const categories = new Map(
    bodies.flatMap(({ contacts }) => contacts.map(({ categoryId, category }) => [categoryId, category])),
  );
  const fresh = query.body === undefined ? "/admin/templates/new" : `/admin/templates/new?body=${query.body}`;
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href={fresh as Route} look="primary">
            {t("new")}
          </LinkButton>
        }
      />
      <TemplateList
        initial={{ search, page }}
        bodies={bodies.map(({ id, name }) => ({ id, name }))}
        categories={[...categories].map(([id, name]) => ({ id, name }))}
      />
    </>
  );
}
