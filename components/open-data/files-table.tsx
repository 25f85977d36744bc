import { useTranslations } from "next-intl";

const formats = ["csv", "geojson"] as const;

/** The files of each body, for those who look for a link. */
export function FilesTable({ bodies }: { bodies: readonly { slug: string; name: string }[] }) {
  const t = useTranslations("openData.files");
  return (
    <div className="mt-4 rounded border border-line bg-surface">
      <table className="w-full border-collapse text-start">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr className="border-b border-line-strong bg-sunken">
            <th scope="col" className="px-3 py-2 text-start md:px-4">
              {t("name")}
            </th>
            <th scope="col" className="px-3 py-2 text-start md:px-4">
              {t("files")}
            </th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}
