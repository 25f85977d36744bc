import { useTranslations } from "next-intl";
import type { Wired } from "@/components/admin/list-query";
import type { AuditEntry } from "@/lib/auth/list-audit";

/** Who did it: a person, a job, or somebody who had not signed in. */
export function Who({ entry }: { entry: Pick<Wired<AuditEntry>, "actorKind" | "actorName" | "user"> }) {
  const t = useTranslations("admin.audit");
  if (entry.user)
    return <span title={entry.user.email ?? undefined}>{entry.user.name || entry.user.email}</span>;
  if (entry.actorName) return <span>{t("job", { name: entry.actorName })}</span>;
  return <span>{entry.actorKind === "anonymous" ? t("anonymous") : t("gone")}</span>;
}
