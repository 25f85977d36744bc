import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { startView, tileSource } from "@/app/_server/map-setup";
import { boxAround, readView } from "@/app/around/read-view";
import { viewOfBox } from "@/app/reports/view-of-box";
import { EmbeddedList } from "@/components/embed/embedded-list";
import { NewTabLink } from "@/components/embed/new-tab-link";
import { EmbedMap } from "@/components/map/embed-map";
import { reportHerePath } from "@/components/map/view";
import { themeCss } from "@/lib/bodies/accent";
import { env } from "@/lib/env";
import { mappedPath } from "@/lib/published/embed/embed-paths";
import { bodyPage } from "@/lib/reports/body-page";
import { firstOf, parseFilter, type SearchParams } from "@/lib/reports/filter";
import { listReports } from "@/lib/reports/list";

/** Reports in the list. */
const listed = 10;
/** Pixels that a map in a frame has, more or less. */
const usual = { width: 400, height: 350 };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { title, page } = await about(await searchParams);
  return { title, alternates: { canonical: page } };
}

/** The map for other people's pages, in a frame; what it shows stands in its address (lib/published/embed/embed-paths.ts). */
export default async function EmbedPage({ searchParams }: Props) {
  const params = await searchParams;
  const { body, title, page } = await about(params);
  const tiles = tileSource();
  const asked = readView(params, tiles.maxZoom);
  const start = asked ?? (body?.bounds ? viewOfBox(body.bounds, usual) : startView());
  const filter = parseFilter(params);
  const [{ reports }, { map: words }, t] = await Promise.all([
    listReports({ bounds: asked ? boxAround(asked) : undefined, bodyId: body?.id, filter, limit: listed }),
    getMessages(),
    getTranslations("embed"),
  ]);
  return (
    <div className="embed">
      {body?.accent && <style>{themeCss(body.accent)}</style>}
      <h1 className="border-b border-line bg-surface px-3 py-1 text-base">
        <NewTabLink href={page} className="inline-flex min-h-8 items-center text-ink hover:text-ink">
          {title}
        </NewTabLink>
      </h1>
      <div className="embed-middle">
        <div className="map-canvas">
          <EmbedMap start={start} tiles={tiles} words={words} filter={filter} bodyId={body?.id ?? null} />
        </div>
        <EmbeddedList reports={reports} title={t(asked ? "listHere" : "list")} />
      </div>
      <p className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line bg-surface px-3 py-1.5 text-small">
        <NewTabLink
          href={asked ? reportHerePath(asked) : "/"}
          className="inline-flex min-h-11 items-center rounded bg-accent px-4 font-semibold text-on-accent no-underline hover:bg-accent-strong hover:text-on-accent"
        >
          {t("report")}
        </NewTabLink>
        <NewTabLink href={page} className="inline-flex min-h-11 items-center">
          {t("more", { site: env.SITE_NAME })}
        </NewTabLink>
      </p>
    </div>
  );
}

/** Asked once a request, for the page and for its head. */
const bodyAt = cache(bodyPage);

/** Whose reports are shown, and the page of ours that shows the same. */
async function about(params: SearchParams) {
  const slug = firstOf(params, "body");
  const body = slug ? await bodyAt(slug) : null;
  if (slug && !body) notFound();
  const t = await getTranslations("embed");
  const title = body ? t("bodyTitle", { body: body.name }) : t("mapTitle", { site: env.SITE_NAME });
  return { body, title, page: mappedPath(body?.slug ?? null, params) };
}
