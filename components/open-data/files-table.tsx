import { useTranslations } from "next-intl";
import { TwoColumns } from "@/components/open-data/two-columns";

const formats = ["csv", "geojson"] as const;

/** The files of each body, for those who look for a link. */
export function FilesTable({ bodies }: { bodies: readonly { slug: string; name: string }[] }) {
  const t = useTranslations("openData.files");
  return (
    <TwoColumns caption={t("caption")} heads={[t("name"), t("files")]}>
      {bodies.map(({ slug, name }) => (
        <tr key={slug} className="border-b border-line last:border-0">
          <th scope="row" className="px-3 py-1 text-start font-semibold wrap-anywhere md:px-4">
            {name}
          </th>
          <td className="px-3 py-1 md:px-4">
            <span className="flex flex-wrap gap-x-4">
              {formats.map((format) => (
                <a
                  key={format}
                  href={`/open-data/${slug}/reports.${format}`}
                  aria-label={t(`${format}Of`, { body: name })}
                  className="inline-flex min-h-11 items-center"
                >
                  {t(format)}
                </a>
              ))}
              <a
                href={`/open-data?body=${slug}#embed`}
                aria-label={t("mapOf", { body: name })}
                className="inline-flex min-h-11 items-center"
              >
                {t("map")}
              </a>
            </span>
          </td>
        </tr>
      ))}
    </TwoColumns>
  );
}
