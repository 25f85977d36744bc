import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Affected } from "@/lib/bodies/contact-fault";

/** Which categories would be sent another way, and which of them could not be. */
export function AffectedTable({ affected }: { affected: readonly Affected[] }) {
  const t = useTranslations("adminBodies.settings");
  const methods = useTranslations("connectionSettings.methods");
  if (affected.length === 0) return <p>{t("unaffected")}</p>;
  const blocked = affected.some(({ fault }) => fault !== null);
  return (
    <>
      <Notice kind={blocked ? "error" : "warn"} title={t("affected", { count: affected.length })}>
        {blocked && <p>{t("blocked")}</p>}
      </Notice>
      <ScrollRegion label={t("affected", { count: affected.length })} className="admin-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("category")}</th>
              <th scope="col">{t("from")}</th>
              <th scope="col">{t("to")}</th>
              <th scope="col">{t("fault")}</th>
            </tr>
          </thead>
          <tbody>
            {affected.map(({ contactId, category, from, to, fault }) => (
              <tr key={contactId} id={`contact.${contactId}`}>
                <th scope="row">
                  <Link href={`/admin/contacts/${contactId}` as Route}>{category}</Link>
                </th>
                <td>{methods(`${from}.label`)}</td>
                <td>{methods(`${to}.label`)}</td>
                <td className={fault ? "font-semibold text-danger" : undefined}>{fault ?? t("works")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
