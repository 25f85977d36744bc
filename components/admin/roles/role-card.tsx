import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/admin/contacts/badge";
import { Card } from "@/components/ui/card";
import type { RoleItem } from "@/lib/users/list-roles";

/** A role at a glance: what it allows, and who has it. */
export function RoleCard({ role }: { role: RoleItem }) {
  const t = useTranslations("adminUsers");
  return (
    <Card className="flex h-full flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="min-w-0 text-large break-words">
          <Link href={`/admin/roles/${role.id}` as Route}>{role.name}</Link>
        </h2>
        {role.start && <Badge>{t("roles.builtIn")}</Badge>}
      </div>
      {role.permissions.length === 0 ? (
        <p className="text-ink-soft">{t("roles.nothing")}</p>
      ) : (
        <ul aria-label={t("roles.allows")} className="list-disc ps-5">
          {role.permissions.map((permission) => (
            <li key={permission}>{t(`permission.${permission}.label`)}</li>
          ))}
        </ul>
      )}
      <p className="mt-auto border-t border-line pt-3 text-ink-soft">
        {t("roles.people", { count: role.count })}
        {role.count > 0 && ": "}
        <RoleUsers role={role} />
      </p>
    </Card>
  );
}

/** Who has the role, by name, with how many more there are. */
export function RoleUsers({ role }: { role: Pick<RoleItem, "users" | "count"> }) {
  const t = useTranslations("adminUsers.roles");
  const more = role.count - role.users.length;
  return (
    <>
      {role.users.map(({ id, name, email }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link href={`/admin/users/${id}` as Route}>{name || email || id}</Link>
        </span>
      ))}
      {more > 0 && ` ${t("more", { count: more })}`}
    </>
  );
}
