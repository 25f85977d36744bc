"use client";

import { useTranslations } from "next-intl";
import { useActionName } from "@/components/admin/audit/action-name";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ChangeInWords } from "@/lib/bodies/contact-changes";
import type { HistoryEntry } from "@/lib/bodies/contact-history";

/** Who changed what of a contact and why, the newest first. */
export function ContactHistory({ entries }: { entries: readonly HistoryEntry[] }) {
  const t = useTranslations("adminContacts.history");
  if (entries.length === 0) return <p className="text-ink-soft">{t("empty")}</p>;
  return (
    <ol className="flex max-w-[75ch] flex-col">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations("adminContacts.history");
  const nameOf = useActionName();
  return (
    <li className="flex flex-col gap-1 border-b border-line py-3 last:border-b-0">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{nameOf(entry.action)}</span>
        <span className="text-small text-ink-soft">
          {entry.who ?? (entry.by === null ? t("gone") : t("job", { name: entry.by }))} ·{" "}
          <RelativeTime at={new Date(entry.at)} />
        </span>
      </p>
      {entry.note && <p className="border-s-4 border-line-strong ps-3 whitespace-pre-line">{entry.note}</p>}
      {entry.changes.length > 0 && (
        <dl className="flex flex-col gap-1 text-small">
          {entry.changes.map((change) => (
            <div key={change.what} className="flex flex-wrap gap-x-2">
              <dt className="font-semibold">{change.what}</dt>
              <dd className="min-w-0 break-words">
                <Change change={change} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** What was and what is, for eyes and for ears. */
export function Change({ change: { was, is } }: { change: ChangeInWords }) {
  const t = useTranslations("adminContacts.history");
  const old = was !== null && (
    <>
      <span className="sr-only">{t("was")} </span>
      <del className="text-ink-soft">{was}</del>
    </>
  );
  const now = is !== null && (
    <>
      <span className="sr-only">{t("is")} </span>
      <ins className="no-underline">{is}</ins>
    </>
  );
  if (was === null) return now;
  if (is === null) {
    return (
      <>
        {old} {t("removed")}
      </>
    );
  }
  return (
    <>
      {old}
      <span aria-hidden="true"> → </span>
      {now}
    </>
  );
}
