import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { createRoleAction } from "@/app/admin/roles/actions";
import { PageHead } from "@/components/admin/page-head";
import { RoleForm } from "@/components/admin/roles/role-form";
import { staffPermissions } from "@/lib/auth/permissions";
import { bodyNameOf } from "@/lib/bodies/body-name";
import { BodyChoice } from "@/lib/users/body-choice";
import { rightChoices } from "@/lib/users/read-user";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminUsers.roles");
  return { title: t("new") };
}

export default async function NewRolePage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminUsers.roles");
  const { query } = pageQuery(BodyChoice, await searchParams);
  const asked = query.body === "none" ? undefined : query.body;
  const bodyId = (actor.superuser ? asked : actor.bodyId) ?? notFound();
  // Asks whether the actor may, and whether there is such a body.
  await orRefuse(rightChoices(actor, bodyId));
  const body = (await bodyNameOf(bodyId)) ?? notFound();
  return (
    <div className="max-w-[64rem]">
      <PageHead
        title={t("newTitle", { body })}
        trail={[{ label: t("title"), href: `/admin/roles?body=${bodyId}` as Route }]}
      />
      <RoleForm
        fields={{ body: String(bodyId) }}
        name=""
        permissions={[]}
        start={null}
        givable={staffPermissions.filter((one) => actor.superuser || actor.permissions.includes(one))}
        action={createRoleAction}
      />
    </div>
  );
}
