import { env } from "@/lib/env";
import { formatLocale, locale, timeZone } from "@/lib/locale";
import type { Block } from "@/lib/mail/blocks";
import { layOut } from "@/lib/mail/layout";
import { translator } from "@/lib/messages";

/** A mail's two parts in our layout, in the language that the message files speak. */
export function written(title: string, blocks: readonly Block[]): { text: string; html: string } {
  const site = { siteName: env.SITE_NAME, siteUrl: env.SITE_URL };
  const footer = translator("mail")("footer", { site: env.SITE_NAME, url: env.SITE_URL });
  return layOut({ lang: locale, title, ...site, footer, blocks });
}

/** "24 November 2026 at 14:56", on the site's own clock. */
export const moment = (at: Date): string =>
  new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeStyle: "short", timeZone }).format(at);

/** "a, b and c" */
export const listed = (items: readonly string[]): string =>
  new Intl.ListFormat(formatLocale, { type: "conjunction" }).format(items);
