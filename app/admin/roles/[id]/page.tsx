import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { deleteRoleAction, editRoleAction, resetRoleAction } from "@/app/admin/roles/actions";
import { Badge } from "@/components/admin/contacts/badge";
import { PageHead } from "@/components/admin/page-head";
import { RoleActs } from "@/components/admin/roles/role-acts";
import { RoleUsers } from "@/components/admin/roles/role-card";
import { RoleForm } from "@/components/admin/roles/role-form";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { staffPermissions } from "@/lib/auth/permissions";
import { RowId } from "@/lib/form-fields";
import { readRole } from "@/lib/users/list-roles";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ made?: string | string[] }> };

async function roleOf({ params }: Pick<Props, "params">) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id).data ?? notFound();
  return { actor, role: await orRefuse(readRole(actor, id)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await roleOf(props)).role.name };
}

export default async function RolePage(props: Props) {
  const { actor, role } = await roleOf(props);
  const t = await getTranslations("adminUsers.roles");
  const list = role.bodyId === null ? "/admin/roles" : `/admin/roles?body=${role.bodyId}`;
  const { made } = await props.searchParams;
  const asAtTheStart =
    role.start?.length === role.permissions.length &&
    role.permissions.every((one) => role.start?.some((begun) => begun === one));
  return (
    <div className="max-w-[64rem]">
      <PageHead
        title={role.name}
        trail={[{ label: t("title"), href: list as Route }]}
        mark={role.start && <Badge>{t("builtIn")}</Badge>}
        lead={role.body?.name}
        actions={
          role.mayEdit && (
            <RoleActs
              role={role}
              reset={role.start && !asAtTheStart ? { action: resetRoleAction, start: role.start } : null}
              remove={!role.start && role.count === 0 ? deleteRoleAction : null}
            />
          )
        }
      />
      <div className="flex flex-col gap-6">
        {made && <Notice kind="success" title={t("made")} announce />}
        {!role.mayEdit && <Notice title={t("readOnly")} />}
        <RoleForm
          key={JSON.stringify([role.name, role.permissions])}
          fields={{ roleId: String(role.id) }}
          name={role.name}
          permissions={role.permissions}
          start={role.start}
          givable={staffPermissions.filter((one) => actor.superuser || actor.permissions.includes(one))}
          readOnly={!role.mayEdit}
          action={editRoleAction}
        />
        <Card>
          <h2 className="text-large">{t("whoHas")}</h2>
          <p className="mt-1">{role.count === 0 ? t("people", { count: 0 }) : <RoleUsers role={role} />}</p>
        </Card>
      </div>
    </div>
  );
}
