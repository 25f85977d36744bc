import { useTranslations } from "next-intl";
import { TwoColumns } from "@/components/open-data/two-columns";
import type { OpenReport } from "@/lib/published/open-data/open-report";

/** What each field of a file says. */
export function FieldsTable({ fields }: { fields: readonly (keyof OpenReport)[] }) {
  const t = useTranslations("openData.fields");
  return (
    <TwoColumns caption={t("caption")} heads={[t("name"), t("meaning")]} className="max-w-[820px]">
      {fields.map((field) => (
        <tr key={field} className="border-b border-line align-baseline last:border-0">
          <th scope="row" className="px-3 py-1.5 text-start font-normal md:px-4">
            <code className="font-mono text-small">{field}</code>
          </th>
          <td className="px-3 py-1.5 md:px-4">{t(`of.${field}`)}</td>
        </tr>
      ))}
    </TwoColumns>
  );
}
