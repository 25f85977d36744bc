import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { RoleCard } from "@/components/admin/roles/role-card";
import { ChooseBody } from "@/components/admin/users/choose-body";
import { LinkButton } from "@/components/ui/button";
import { bodyNames } from "@/lib/bodies/body-name";
import { BodyChoice } from "@/lib/users/body-choice";
import { listRoles } from "@/lib/users/list-roles";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminUsers.roles");
  return { title: t("title") };
}

/** The roles of a body, each with what it allows and who has it. Superusers choose the body. */
export default async function RolesPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminUsers.roles");
  const { query } = pageQuery(BodyChoice, await searchParams);
  const bodies = actor.superuser ? await bodyNames() : [];
  const asked = query.body === "none" ? undefined : query.body;
  const bodyId = actor.superuser ? (asked ?? actor.bodyId ?? bodies[0]?.id) : (actor.bodyId ?? undefined);
  const roles = bodyId === undefined ? [] : await orRefuse(listRoles(actor, bodyId));
  return (
    <div className="max-w-[64rem]">
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          bodyId !== undefined && (
            <LinkButton look="primary" href={`/admin/roles/new?body=${bodyId}` as Route}>
              {t("new")}
            </LinkButton>
          )
        }
      />
      {actor.superuser && <ChooseBody label={t("body")} button={t("show")} bodies={bodies} chosen={bodyId} />}
      <ul className="grid gap-4 lg:grid-cols-2">
        {roles.map((role) => (
          <li key={role.id}>
            <RoleCard role={role} />
          </li>
        ))}
      </ul>
    </div>
  );
}
