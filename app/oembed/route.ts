import { z } from "zod";
import { route } from "@/app/_server/route";
import { sharedText } from "@/app/_server/shared-text";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { writeDocument } from "@/lib/open311/write/wire-tree";
import { oEmbedOf } from "@/lib/published/embed/oembed";

const t = translator("embed");
const pixels = z
  .union([z.literal(""), z.string().regex(/^[1-9]\d{0,4}$/, { error: t("oembed.size") })], {
    error: t("oembed.size"),
  })
  .optional()
  .transform((text) => (text ? Number(text) : null));

const Query = z.object({
  url: z.string({ error: t("oembed.url") }).max(2_000),
  maxwidth: pixels,
  maxheight: pixels,
  format: z.string().max(20).default("json"),
});

/** What others share is gone as soon as a page would be. */
const cacheControl = "public, max-age=60, s-maxage=5";

/** How other sites find out what to show for one of our addresses (https://oembed.com). Anybody may ask, also by script. */
export const GET = route({ query: Query }, async ({ request, query }) => {
  const format = query.format.toLowerCase() || "json";
  // The status that the standard names for a format that a provider does not speak.
  if (format !== "json" && format !== "xml")
    return shared(Response.json({ message: t("oembed.format") }, { status: 501 }));
  const found = await oEmbedOf(query.url, { width: query.maxwidth, height: query.maxheight });
  if (!found) throw notFound(t("oembed.none"));
  const json = { body: JSON.stringify(found), contentType: "application/json; charset=utf-8" };
  const written = format === "json" ? json : writeDocument("oembed", { fields: found }, "xml");
  return shared(sharedText(request, { ...written, cacheControl }));
});

function shared(response: Response): Response {
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}
