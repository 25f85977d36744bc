import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeLook } from "@/components/admin/contacts/badge";
import { DiffGroup } from "@/components/admin/services/diff-group";
import { ToldTable } from "@/components/admin/services/told-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { SyncDiff } from "@/lib/sync/services/sync-diff";

type Kind = SyncDiff["changes"][number]["kind"];

/** What deserves the most attention comes first. */
const kinds = ["retire", "revive", "create", "update"] as const satisfies Kind[];
const looks: Record<Kind, BadgeLook> = { retire: "bad", revive: "good", create: "good", update: "plain" };

/** What following a service list would do, by what is done; numbers first, long groups folded. */
export function DiffView({
  diff,
  connectionId,
  children,
}: {
  diff: SyncDiff;
  connectionId: number;
  children: ReactNode;
}) {
  const t = useTranslations("adminServices.diff");
  const { counts, changes, left, remarks } = diff;
  return (
    <section aria-labelledby={`diff-${connectionId}`} className="flex flex-col gap-4">
      <h2 id={`diff-${connectionId}`} className="text-large">
        {t("title")}
      </h2>
      {changes.length === 0 ? (
        <EmptyState title={t("inStep")}>{t("inStepLead", { count: counts.unchanged })}</EmptyState>
      ) : (
        <ul className="flex flex-wrap items-center gap-2 tabular-nums">
          {kinds
            .filter((kind) => counts[kind] > 0)
            .map((kind) => (
              <li key={kind}>
                <Badge look={looks[kind]}>{t(`count.${kind}`, { count: counts[kind] })}</Badge>
              </li>
            ))}
          <li className="text-small text-ink-soft">{t("unchanged", { count: counts.unchanged })}</li>
          {counts.left > 0 && (
            <li>
              <Badge look="warn">{t("count.left", { count: counts.left })}</Badge>
            </li>
          )}
        </ul>
      )}
      {children}
      {kinds.map((kind) => {
        const some = changes.filter((change) => change.kind === kind);
        return some.length > 0 && <DiffGroup key={kind} kind={kind} changes={some} />;
      })}
      {left.length > 0 && (
        <ToldTable
          title={t("group.left")}
          rows={left.map(({ code, name, why }) => ({ key: code, service: name, code, told: why }))}
        />
      )}
      {remarks.length > 0 && (
        <ToldTable
          title={t("group.remarks")}
          rows={remarks.map(({ service, what }, place) => ({
            key: `${place} ${service}`,
            service,
            told: what,
          }))}
        />
      )}
    </section>
  );
}
