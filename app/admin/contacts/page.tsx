import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { changeManyAction } from "@/app/admin/contacts/contact-actions";
import { ContactList } from "@/components/admin/contacts/contact-list";
import { PageHead } from "@/components/admin/page-head";
import { LinkButton } from "@/components/ui/button";
import { bodiesWithContacts, groupsInUse } from "@/lib/bodies/contact-choices";
import { ContactQuery } from "@/lib/bodies/contact-query";
import { listContacts } from "@/lib/bodies/list-contacts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminContacts");
  return { title: t("title") };
}

export default async function ContactsPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminContacts");
  const { search, query } = pageQuery(ContactQuery, await searchParams);
  const [page, bodies, groups] = await orRefuse(
    Promise.all([
      listContacts(actor, query),
      bodiesWithContacts(actor),
      groupsInUse(actor, query.body ?? null),
    ]),
  );
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton
            look="primary"
            href={`/admin/contacts/new${query.body ? `?body=${query.body}` : ""}` as Route}
          >
            {t("new")}
          </LinkButton>
        }
      />
      <ContactList initial={{ search, page }} bodies={bodies} groups={groups} change={changeManyAction} />
    </>
  );
}
