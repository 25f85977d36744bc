"use client";

import { useTranslations } from "next-intl";
import { useActionName } from "@/components/admin/audit/action-name";
import { Changes } from "@/components/admin/audit/changes";
import { Who } from "@/components/admin/audit/who";
import type { Wired } from "@/components/admin/list-query";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuditEntry } from "@/lib/auth/list-audit";

/** The history of one thing: who changed what and why, the newest first. Dates may be text, as JSON carries them. */
export function AuditTrail({ entries }: { entries: readonly (AuditEntry | Wired<AuditEntry>)[] }) {
  const t = useTranslations("admin.audit");
  const nameOf = useActionName();
  if (entries.length === 0) return <p className="text-ink-soft">{t("noHistory")}</p>;
  return (
    <ol className="flex flex-col">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-col gap-1 border-b border-line py-3 last:border-b-0">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold">{nameOf(entry.action)}</span>
            <span className="text-small text-ink-soft">
              <Who entry={entry} /> · <RelativeTime at={new Date(entry.at)} />
            </span>
          </p>
          {entry.note && <p className="border-s-4 border-line-strong ps-3">{entry.note}</p>}
          <Changes before={entry.before} after={entry.after} />
        </li>
      ))}
    </ol>
  );
}
