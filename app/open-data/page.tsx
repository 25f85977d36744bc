import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { tileSource } from "@/app/_server/map-setup";
import { pageQuery } from "@/app/_server/page-query";
import { DownloadForm } from "@/components/open-data/download-form";
import { EmbedForm } from "@/components/open-data/embed-form";
import { FieldsTable } from "@/components/open-data/fields-table";
import { FilesTable } from "@/components/open-data/files-table";
import { env } from "@/lib/env";
import { EmbedChoice, embedChosen, frameSizeNames, frameSizes } from "@/lib/published/embed/embed-choice";
import { iframeCode } from "@/lib/published/embed/iframe-code";
import { licence } from "@/lib/published/open-data/licence";
import { openBodies } from "@/lib/published/open-data/open-bodies";
import { openFields } from "@/lib/published/open-data/open-report";
import { filterCategories } from "@/lib/reports/filter-categories";
import { siteUrl } from "@/lib/urls";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("openData");
  return { title: t("title"), description: t("description"), alternates: { canonical: "/open-data" } };
}

/** What there is to take away from this site: files, a map for one's own page, and the ways for machines. */
export default async function OpenDataPage({ searchParams }: Props) {
  const { query: asked } = pageQuery(EmbedChoice, await searchParams);
  const [bodies, categories, t, maps] = await Promise.all([
    openBodies(),
    filterCategories(null),
    getTranslations("openData"),
    getTranslations("embed"),
  ]);
  const body = bodies.find(({ slug }) => slug === asked.body);
  // A body that is gone is as if nobody had asked for one.
  const chosen = { ...asked, body: body?.slug ?? "" };
  const { path, placeFound } = await embedChosen(chosen);
  const title = body ? maps("bodyTitle", { body: body.name }) : maps("mapTitle", { site: env.SITE_NAME });
  return (
    <div className="page [&_section]:mt-12">
      <h1>{t("title")}</h1>
      <p className="mt-2 max-w-[66ch] text-large">{t("lead")}</p>

      <section aria-labelledby="download">
        <h2 id="download">{t("download.title")}</h2>
        <p className="mt-2 max-w-[66ch]">
          {t("download.lead")} {t("download.formats")}
        </p>
        <DownloadForm body={chosen.body} bodies={bodies} categories={categories} />
      </section>

      <Licence />

      <section aria-labelledby="embed">
        <h2 id="embed">{t("embed.title")}</h2>
        <p className="mt-2 max-w-[66ch]">{t("embed.lead")}</p>
        <EmbedForm
          bodies={bodies}
          categories={categories}
          chosen={chosen}
          sizes={frameSizeNames}
          largestZoom={tileSource().maxZoom}
          placeFound={placeFound}
          code={iframeCode({ path, title, ...frameSizes[chosen.size] })}
          path={path}
        />
      </section>

      <section aria-labelledby="files">
        <h2 id="files">{t("files.title")}</h2>
        <FilesTable bodies={bodies} />
      </section>

      <ForMachines />

      <section aria-labelledby="fields">
        <h2 id="fields">{t("fields.title")}</h2>
        <FieldsTable fields={openFields} />
      </section>
    </div>
  );
}

function Licence() {
  const t = useTranslations("openData");
  const terms = licence();
  return (
    <section aria-labelledby="licence">
      <h2 id="licence">{t("licence.title")}</h2>
      <div className="prose mt-2">
        <p>{t.rich("licence.text", { licence: terms.name, a: link(terms.url, "license") })}</p>
        <p>
          <cite className="block border-s-4 border-line-strong ps-3 not-italic">{terms.attribution}</cite>
        </p>
        <p>{t("licence.names")}</p>
      </div>
    </section>
  );
}

function ForMachines() {
  const t = useTranslations("openData");
  return (
    <section aria-labelledby="machines">
      <h2 id="machines">{t("more.title")}</h2>
      <ul className="prose mt-2 list-disc ps-6">
        <li>{t.rich("more.open311", { a: link("/open311/v2") })}</li>
        <li>{t.rich("more.feeds", { a: link("/alert") })}</li>
        <li>
          {t.rich("more.oembed", {
            address: () => <code className="font-mono text-small">{siteUrl("/oembed")}</code>,
          })}
        </li>
      </ul>
    </section>
  );
}

const link = (href: string, rel?: string) => (text: ReactNode) => (
  <a href={href} rel={rel}>
    {text}
  </a>
);
