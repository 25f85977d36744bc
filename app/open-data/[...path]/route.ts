import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { addressBehind } from "@/app/_server/client-address";
import { route } from "@/app/_server/route";
import { streamText } from "@/app/_server/stream-text";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { csvOf } from "@/lib/published/open-data/csv";
import { DownloadQuery, downloadFilter } from "@/lib/published/open-data/download-query";
import { geoJsonOf } from "@/lib/published/open-data/geojson";
import { licence } from "@/lib/published/open-data/licence";
import { streamPublished } from "@/lib/published/reports/list-published";
import { limit } from "@/lib/rate-limit";
import { bodyPage } from "@/lib/reports/body-page";

const formats = {
  "reports.csv": { write: csvOf, contentType: "text/csv; charset=utf-8; header=present" },
  "reports.geojson": { write: geoJsonOf, contentType: "application/geo+json; charset=utf-8" },
} as const;

const isFile = (name: string | undefined): name is keyof typeof formats =>
  name !== undefined && Object.hasOwn(formats, name);

const Params = z.object({ path: z.array(z.string()) });

/**
 * `/open-data/reports.csv` and `.geojson`: all public reports, or those of one body under its slug. Written while it is sent. There is
 * no ETag: what would tell whether anything has changed costs as much as the file.
 */
export const GET = route({ params: Params, query: DownloadQuery }, async ({ request, params, query }) => {
  const file = params.path.at(-1);
  // A body's address without a file's name is where its files are explained.
  if (params.path.length === 1 && !isFile(file)) redirect(await explainedAt(file));
  if (!isFile(file) || params.path.length > 2) throw unknown();
  const body = await bodyOf((params.path.length === 2 ? params.path[0] : undefined) ?? query.body);
  await limit("download", addressBehind(request.headers.get("x-forwarded-for"), env.TRUSTED_PROXIES));
  const { write, contentType } = formats[file];
  return new Response(streamText(write(streamPublished(downloadFilter(query, body?.id ?? null), {}))), {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": `attachment; filename="${fileName(file, body?.slug)}"`,
      Link: `<${new URL(licence().url).href}>; rel="license"`,
      "Cache-Control": "public, max-age=5, s-maxage=5",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": "Link, Content-Disposition, Retry-After",
    },
  });
});

async function bodyOf(slug: string | undefined) {
  if (!slug) return null;
  const body = await bodyPage(slug);
  if (!body) throw unknown();
  return body;
}

async function explainedAt(slug: string | undefined) {
  const body = await bodyOf(slug);
  if (!body) throw unknown();
  return `/open-data?body=${body.slug}` as Route;
}

const unknown = () => notFound(translator("openData")("faults.unknown"));

/** `body-reports-2026-11-28.csv`: a slug holds letters, digits and hyphens only. */
function fileName(file: keyof typeof formats, slug: string | undefined): string {
  const [name, ending] = file.split(".");
  return [slug, name, new Date().toISOString().slice(0, 10)].filter(Boolean).join("-").concat(`.${ending}`);
}
