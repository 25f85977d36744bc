import { getTranslations } from "next-intl/server";
import { ProsePage } from "@/components/ui/prose-page";
import { env } from "@/lib/env";
import { readCatalogue } from "@/lib/published/services/catalogue";
import { listServices } from "@/lib/published/services/list-services";
import { siteUrl } from "@/lib/urls";

type Example = { words: string; path: string };

/** What a person sees who opens the end point in a browser: what it is, and calls to try, with a service that really exists. */
export async function Open311Page() {
  const [t, examples] = await Promise.all([getTranslations("open311.page"), exampleCalls()]);
  return (
    <ProsePage title={t("title")} lead={t("lead", { site: env.SITE_NAME })}>
      <p>{t("formats")}</p>
      <h2>{t("readTitle")}</h2>
      <Examples list={examples} />
      <h2>{t("writeTitle")}</h2>
      <p>{t("write")}</p>
      <p>
        {env.SUPPORT_EMAIL
          ? t.rich("keyByMail", {
              mail: () => <a href={`mailto:${env.SUPPORT_EMAIL}`}>{env.SUPPORT_EMAIL}</a>,
            })
          : t("key")}
      </p>
      <h2>{t("docsTitle")}</h2>
      <p>
        {t.rich("docs", {
          openapi: (text) => <a href="/open311/v2/openapi.json">{text}</a>,
          standard: (text) => <a href="https://wiki.open311.org/GeoReport_v2/">{text}</a>,
        })}
      </p>
    </ProsePage>
  );
}

function Examples({ list }: { list: readonly Example[] }) {
  return (
    <dl className="flex flex-col gap-4">
      {list.map(({ words, path }) => (
        <div key={path}>
          <dt>{words}</dt>
          <dd>
            <a href={path} className="wrap-anywhere">
              {siteUrl(path)}
            </a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

async function exampleCalls(): Promise<Example[]> {
  const t = await getTranslations("open311.page.calls");
  const services = listServices((await readCatalogue()).entries, "realtime");
  const service = services.find(({ metadata }) => metadata) ?? services[0];
  const [lat, lon] = env.MAP_START.split(",");
  const place = `lat=${lat}&long=${lon}`;
  const name = service?.serviceName ?? "";
  const of = service && [
    { words: t("definition", { name }), path: `services/${service.serviceCode}.json` },
    {
      words: t("byService", { name }),
      path: `requests.json?service_code=${service.serviceCode}&status=open`,
    },
  ];
  return [
    { words: t("discovery"), path: "discovery.xml" },
    { words: t("services"), path: `services.json?${place}` },
    ...(of ?? []),
    { words: t("requests"), path: "requests.xml" },
    { words: t("around"), path: `requests.json?${place}&radius=500` },
    { words: t("updates"), path: "servicerequestupdates.json" },
  ].map(({ words, path }) => ({ words, path: `/open311/v2/${path}` }));
}
