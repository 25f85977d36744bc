import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { UserList } from "@/components/admin/users/user-list";
import { LinkButton } from "@/components/ui/button";
import { bodyNames } from "@/lib/bodies/body-name";
import { roleNames } from "@/lib/users/list-roles";
import { listUsers, UserQuery } from "@/lib/users/list-users";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminUsers");
  return { title: t("title") };
}

export default async function UsersPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminUsers");
  const { search, query } = pageQuery(UserQuery, await searchParams);
  const page = await orRefuse(listUsers(actor, query));
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton look="primary" href={"/admin/users/new" as Route}>
            {t("invite")}
          </LinkButton>
        }
      />
      <UserList
        initial={{ search, page: JSON.parse(JSON.stringify(page)) }}
        roles={await roleNames(actor)}
        bodies={actor.superuser ? await bodyNames() : []}
      />
    </>
  );
}
