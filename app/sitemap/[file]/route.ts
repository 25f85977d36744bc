import { z } from "zod";
import { route } from "@/app/_server/route";
import { sharedText } from "@/app/_server/shared-text";
import { streamText } from "@/app/_server/stream-text";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { reportChunks } from "@/lib/published/sitemap/report-chunks";
import { writePagesSitemap, writeReportsSitemap } from "@/lib/published/sitemap/write-sitemap";

/** As `chunkPath` and `pagesPath` of the sitemap write it. */
const fileName = /^(?:pages|reports-([1-9]\d{0,5}))\.xml$/;

const contentType = "application/xml; charset=utf-8";
/** Search engines come seldom, and what is hidden answers 410 by itself. */
const cacheControl = "public, max-age=600, s-maxage=600";

/** One file of the sitemap: the site's pages, or the public reports of some range of numbers, written while it is sent. */
export const GET = route({ params: z.object({ file: z.string() }) }, async ({ request, params }) => {
  const named = fileName.exec(params.file);
  if (!named) throw unknown();
  if (named[1] === undefined) {
    return sharedText(request, { body: await writePagesSitemap(), contentType, cacheControl });
  }
  const number = Number(named[1]);
  const chunks = await reportChunks();
  if (!chunks.some((chunk) => chunk.number === number)) throw unknown();
  return new Response(streamText(writeReportsSitemap(number)), {
    headers: { "Content-Type": contentType, "Cache-Control": cacheControl },
  });
});

const unknown = () => notFound(translator("feeds")("noSitemap"));
