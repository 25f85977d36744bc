import { useTranslations } from "next-intl";
import type { OpenReport } from "@/lib/published/open-data/open-report";

/** What each field of a file says. */
export function FieldsTable({ fields }: { fields: readonly (keyof OpenReport)[] }) {
  const t = useTranslations("openData.fields");
  return (
    <div className="mt-4 max-w-[820px] rounded border border-line bg-surface">
      <table className="w-full border-collapse text-start">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr className="border-b border-line-strong bg-sunken">
            <th scope="col" className="px-3 py-2 text-start md:px-4">
              {t("name")}
            </th>
            <th scope="col" className="px-3 py-2 text-start md:px-4">
              {t("meaning")}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} className="border-b border-line align-baseline last:border-0">
              <th scope="row" className="px-3 py-1.5 text-start font-normal md:px-4">
                <code className="font-mono text-small">{field}</code>
              </th>
              <td className="px-3 py-1.5 md:px-4">{t(`of.${field}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
