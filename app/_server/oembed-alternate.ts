import type { Metadata } from "next";
import { env } from "@/lib/env";
import { translator } from "@/lib/messages";
import { mappedPath } from "@/lib/published/embed/embed-paths";
import type { SearchParams } from "@/lib/reports/filter";
import { siteUrl } from "@/lib/urls";

type Types = NonNullable<NonNullable<Metadata["alternates"]>["types"]>;

/** Tells other sites, in the head of a page of ours, where they hear how to embed it (https://oembed.com, 4). */
export function oEmbedAlternate(path: string, title: string): Types {
  const of = (format: string) => `/oembed?${new URLSearchParams({ url: siteUrl(path), format })}`;
  return {
    "application/json+oembed": [{ url: of("json"), title }],
    "text/xml+oembed": [{ url: of("xml"), title }],
  };
}

/** The same for the map of everything, at the place that the address names. */
export const aroundEmbed = (params: SearchParams): Types =>
  oEmbedAlternate(mappedPath(null, params), translator("embed")("mapTitle", { site: env.SITE_NAME }));
