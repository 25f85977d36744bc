import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { updateFeeds } from "@/app/_server/feed-alternates";
import { oEmbedAlternate } from "@/app/_server/oembed-alternate";
import { env } from "@/lib/env";
import { formatLocale, timeZone } from "@/lib/locale";
import { photoPath, pictured } from "@/lib/photo-paths";
import type { PublicReport } from "@/lib/reports/public-report";
import { kindOf, labelKeyOf } from "@/lib/reports/states";
import { reportPath } from "@/lib/urls";

/** A report's head: what search engines and messengers say about it. A private one is told to nobody. */
export async function reportMetadata(report: PublicReport): Promise<Metadata> {
  const t = await getTranslations("report");
  const title = t("title", { title: report.title, id: report.id });
  if (report.visibility === "private") return { title, robots: { index: false } };
  const description = await inOneSentence(report);
  return {
    title,
    description,
    alternates: {
      canonical: reportPath(report.id),
      types: { ...updateFeeds(report), ...oEmbedAlternate(reportPath(report.id), report.title) },
    },
    openGraph: {
      title: report.title,
      description,
      type: "article",
      siteName: env.SITE_NAME,
      url: reportPath(report.id),
      images: [pictureOf(report)],
    },
    twitter: { card: "summary_large_image" },
  };
}

export async function refusalMetadata(kind: "private" | "not_found"): Promise<Metadata> {
  const t = await getTranslations("report");
  return { title: t(kind === "private" ? "forbidden.title" : "notFound.title"), robots: { index: false } };
}

async function inOneSentence(report: PublicReport): Promise<string> {
  const t = await getTranslations("report");
  const states = await getTranslations("states.label");
  const at = report.confirmedAt ?? report.createdAt;
  const facts = {
    category: report.category.name,
    state: states(labelKeyOf(report.state)),
    date: new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeZone }).format(at),
  };
  const { address } = report;
  return address ? t("descriptionAt", { ...facts, address }) : t("description", facts);
}

/** The first photo, else a map with the pin. */
function pictureOf({ id, lat, lon, state, photos: [photo] }: PublicReport): string {
  if (photo) return pictured(photoPath(id, photo.position), photo.hash);
  const query = new URLSearchParams({ lat: `${lat}`, lon: `${lon}`, zoom: "16", kind: kindOf(state) });
  return `/api/static-map?${query}&w=1000&h=525`;
}
