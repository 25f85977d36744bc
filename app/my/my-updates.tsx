import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import { kindOf, labelKeyOf } from "@/lib/reports/states";
import type { MyUpdate } from "@/lib/updates/my-updates";
import { reportPath } from "@/lib/urls";

type Props = { updates: readonly MyUpdate[]; more: Route | undefined };

/** What one has written about reports, one's own and others'. Nothing at all for somebody who never has. */
export function MyUpdates({ updates, more }: Props) {
  const t = useTranslations("updates.my");
  if (updates.length === 0) return null;
  return (
    <section id="updates" aria-labelledby="updates-heading" className="border-t border-line pt-6">
      <h2 id="updates-heading">{t("heading")}</h2>
      <ul className="mt-4 flex flex-col gap-3">
        {updates.map((update) => (
          <li key={update.id} className="rounded border border-line bg-surface p-4">
            <Row update={update} />
          </li>
        ))}
      </ul>
      {more && (
        <p className="mt-3">
          <Link href={more} className="inline-flex min-h-11 items-center">
            {t("more")}
          </Link>
        </p>
      )}
    </section>
  );
}

function Row({ update: { id, text, newState, stateApplied, createdAt, report } }: { update: MyUpdate }) {
  const states = useTranslations("states.label");
  return (
    <>
      <Link
        href={`${reportPath(report.id)}#update-${id}` as Route}
        lang={report.language}
        className="font-semibold break-words"
      >
        {report.title}
      </Link>
      {text && <p className="mt-1 line-clamp-3 break-words">{text}</p>}
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-soft">
        <RelativeTime at={createdAt} />
        {newState && stateApplied && (
          <StateBadge mark={kindOf(newState)}>{states(labelKeyOf(newState))}</StateBadge>
        )}
      </p>
    </>
  );
}
