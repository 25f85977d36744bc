import { route } from "@/app/_server/route";
import { sharedText } from "@/app/_server/shared-text";
import { reportChunks } from "@/lib/published/sitemap/report-chunks";
import { writeSitemapIndex } from "@/lib/published/sitemap/write-sitemap";

/** Next takes an address of this name for one that a build can answer, which has no database. */
export const dynamic = "force-dynamic";

/** What search engines are told to read: the files of the sitemap. */
export const GET = route({}, async ({ request }) =>
  sharedText(request, {
    body: writeSitemapIndex(await reportChunks()),
    contentType: "application/xml; charset=utf-8",
    cacheControl: "public, max-age=600, s-maxage=600",
  }),
);
