import { useTranslations } from "next-intl";
import { FoldedGroup } from "@/components/admin/services/folded-group";

export type ToldRow = { key: string; service: string; code?: string; told: string };

/** Services of the list, each with a sentence about it. */
export function ToldTable({ title, rows }: { title: string; rows: readonly ToldRow[] }) {
  const t = useTranslations("adminServices.diff");
  return (
    <FoldedGroup title={title} rows={rows.length}>
      <thead>
        <tr>
          <th scope="col">{t("service")}</th>
          <th scope="col">{t("why")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, service, code, told }) => (
          <tr key={key}>
            <th scope="row" className="break-words">
              {service}
              {code !== undefined && <span className="block font-mono text-small font-normal">{code}</span>}
            </th>
            <td className="min-w-64 break-words">{told}</td>
          </tr>
        ))}
      </tbody>
    </FoldedGroup>
  );
}
