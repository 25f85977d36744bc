import { env } from "@/lib/env";
import { formatLocaleOf, locale, timeZone } from "@/lib/locale";
import type { Block } from "@/lib/mail/blocks";
import { layOut } from "@/lib/mail/layout";
import { spokenLanguage, translator } from "@/lib/messages";

/** A mail's two parts in our layout, in the reader's language as far as the message files speak it. */
export function written(
  title: string,
  blocks: readonly Block[],
  language: string = locale,
): { text: string; html: string } {
  const site = { siteName: env.SITE_NAME, siteUrl: env.SITE_URL };
  const footer = translator("mail", language)("footer", { site: env.SITE_NAME, url: env.SITE_URL });
  return layOut({ lang: spokenLanguage(language), title, ...site, footer, blocks });
}

const customs = (language: string): string => formatLocaleOf(spokenLanguage(language));

/** "24 November 2026 at 14:56", on the site's own clock. */
export const moment = (at: Date, language: string = locale): string =>
  new Intl.DateTimeFormat(customs(language), { dateStyle: "long", timeStyle: "short", timeZone }).format(at);

/** "a, b and c" */
export const listed = (items: readonly string[], language: string = locale): string =>
  new Intl.ListFormat(customs(language), { type: "conjunction" }).format(items);
