import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Change } from "@/components/admin/contacts/contact-history";
import { FoldedGroup } from "@/components/admin/services/folded-group";
import type { SyncDiff } from "@/lib/sync/services/sync-diff";

type Shown = SyncDiff["changes"][number];

/** The categories to which the same would be done, each with what of it would be another. */
export function DiffGroup({ kind, changes }: { kind: Shown["kind"]; changes: readonly Shown[] }) {
  const t = useTranslations("adminServices.diff");
  return (
    <FoldedGroup title={t(`group.${kind}`)} rows={changes.length}>
      <thead>
        <tr>
          <th scope="col">{t("category")}</th>
          <th scope="col">{t("code")}</th>
          <th scope="col">{t("changes")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <Row key={`${change.code} ${change.category}`} change={change} />
        ))}
      </tbody>
    </FoldedGroup>
  );
}

function Row({ change: { contactId, category, code, changes } }: { change: Shown }) {
  return (
    <tr>
      <th scope="row" className="break-words">
        {contactId === null ? (
          category
        ) : (
          <Link href={`/admin/contacts/${contactId}` as Route}>{category}</Link>
        )}
      </th>
      <td className="font-mono text-small break-words">{code}</td>
      <td className="min-w-64">
        <dl className="flex flex-col gap-1 text-small">
          {changes.map((one) => (
            <div key={one.what} className="flex flex-wrap gap-x-2">
              <dt className="font-semibold">{one.what}</dt>
              <dd className="min-w-0 break-words">
                <Change change={one} />
              </dd>
            </div>
          ))}
        </dl>
      </td>
    </tr>
  );
}
