import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import "./globals.css";
import { SiteFooter } from "@/components/ui/site-footer";
import { SiteFrame } from "@/components/ui/site-frame";
import { SiteHeader } from "@/components/ui/site-header";
import { env } from "@/lib/env";
import { locale } from "@/lib/locale";

const latin = localFont({
  src: "../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  weight: "200 800",
  display: "swap",
  variable: "--font-latin",
  fallback: ["Arial"],
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    },
  ],
});

// Fetched by the browser only for a page that holds such a letter, hence not preloaded.
const latinExtended = localFont({
  src: "../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
  weight: "200 800",
  display: "swap",
  variable: "--font-latin-ext",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
    },
  ],
});

/** Seconds. Without it a CDN may keep a page that never changes for a year, past releases whose scripts it then lacks. */
export const revalidate = 900;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.meta");
  return {
    metadataBase: new URL(env.SITE_URL),
    title: { default: env.SITE_NAME, template: `%s · ${env.SITE_NAME}` },
    description: t("description"),
    applicationName: env.SITE_NAME,
    openGraph: { siteName: env.SITE_NAME, type: "website" },
    formatDetection: { telephone: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#192326" },
  ],
};

/** The frame of every page. It reads no cookie and no header: that would make each page dynamic. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <html lang={locale} className={`${latin.variable} ${latinExtended.variable}`}>
      <body>
        <a
          href="#main"
          className="skip-link absolute start-2 top-2 z-30 -translate-y-20 rounded bg-accent px-4 py-3 font-semibold text-on-accent focus:translate-y-0 focus:text-on-accent"
        >
          {t("skip")}
        </a>
        <SiteFrame
          header={<SiteHeader siteName={env.SITE_NAME} />}
          footer={<SiteFooter siteName={env.SITE_NAME} />}
        >
          {children}
        </SiteFrame>
      </body>
    </html>
  );
}
