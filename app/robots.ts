import type { MetadataRoute } from "next";
import { env } from "@/lib/env";
import { siteUrl } from "@/lib/urls";

/** Made when it is asked for: a build does not know the site's address. */
export const dynamic = "force-dynamic";

/** What is somebody's own, what has no end (each point of the map is an address), and what machines read by other means. */
const closed = [
  ...["/admin", "/my", "/auth", "/confirm", "/questionnaire", "/outbox", "/live", "/front"],
  ...["/alert/confirm", "/alert/stop", "/alert?", "/around?", "/report/new", "/reports?", "/reports/*?"],
  ...["/api", "/tiles", "/open311", "/oembed", "/rss/l/", "/rss/pc/"],
];

/** Pictures of pages for those who link to them. */
const open = ["/api/static-map"];

/** What search engines may read; of a site that is only being tried out, nothing. */
export default function robots(): MetadataRoute.Robots {
  if (env.STAGING) return { rules: { userAgent: "*", disallow: "/" } };
  return {
    rules: { userAgent: "*", allow: ["/", ...open], disallow: closed },
    sitemap: siteUrl("/sitemap.xml"),
  };
}
