import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { tileAt } from "@/lib/geo/mercator";
import type { Made } from "./kinds";
import type { Place } from "./place";

/** What is asked for: how to fill an address in. */
export type Asked = { place: Place; made: Made };
type Addresses = (asked: Asked) => string[];

/** Every file that answers the public; the dashboard has tests of its own (app/admin/doors.test.ts). */
export function publicFiles(): string[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  return files
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => /(^|\/)(page\.tsx|route\.tsx?|sitemap\.ts|robots\.ts|manifest\.ts)$/.test(file))
    .filter((file) => !/^(_server|admin|api\/admin)\//.test(file))
    .sort();
}

/** The calls of the Open311 server, as its table spells them. */
export function open311Calls(): RegExp[] {
  const table = readFileSync("app/open311/v2/[...path]/calls.ts", "utf8");
  return [...table.matchAll(/path: \/(.+?)\/(\w*)[,\s}]/g)].map(
    ([, source = "", flags]) => new RegExp(source, flags),
  );
}

/** Every call of the Open311 server, in both formats, as plain and as talkative as it can be. */
export function open311Addresses({ place, made }: Asked): string[] {
  const { lat, lon, body, category } = place;
  const here = `lat=${lat}&long=${lon}&radius=500`;
  const box = `bbox=${lat - 0.01},${lon - 0.01},${lat + 0.01},${lon + 0.01}`;
  const lists = [
    "requests",
    `requests?service_request_id=${made.reportId}`,
    `requests?service_code=${category.id}`,
    `requests?agency_responsible=${body.slug}&status=open,closed`,
    `requests?${here}&has_photo=true`,
    `requests?${box}&sort=updated`,
    `requests?q=${encodeURIComponent(made.shown[0] ?? "title")}`,
    `requests/${made.reportId}`,
    `servicerequestupdates?service_request_id=${made.reportId}`,
    `servicerequestupdates?agency_responsible=${body.slug}`,
    `services?lat=${lat}&long=${lon}`,
    `services/${category.id}`,
    "discovery",
    `tokens/${made.reportId}`,
    ...made.updateIds.map((id) => `update_tokens/${id}`),
  ];
  const inBoth = lists.flatMap((list) => {
    const [call = "", query = ""] = list.split("?");
    return [
      `${call}.xml?${query}`,
      `${call}.json?${query}&extensions=true`,
      `${call}.json?${query}&wrapped=true&jurisdiction_id=${body.slug}`,
    ];
  });
  const others = ["openapi.json", "requests.rss", `requests/${made.reportId}.html`];
  return [...inBoth, ...others].map((call) => `/open311/v2/${call}`);
}

const origin = `http://localhost:${process.env.E2E_PORT ?? 3210}`;
const none: Addresses = () => [];
const both =
  (at: Addresses): Addresses =>
  (asked) =>
    at(asked).flatMap((one) => [one, `${one}?confirmed=1`, `${one}?said=1`]);

/** How lists are narrowed to the place, its body and its category. */
const around = ({ place: { lat, lon } }: Asked) => `lat=${lat}&lon=${lon}&zoom=16`;
const box = ({ place: { lat, lon } }: Asked) =>
  `bounds=${lon - 0.01},${lat - 0.01},${lon + 0.01},${lat + 0.01}`;
const words = ({ made }: Asked) => [String(made.reportId), `ref:${made.reportId}`, `REF-${made.mark}`];

/**
 * The addresses at which each file is asked: all that lead to this report or might. A file that is not named here fails the test:
 * whoever adds a page says how it is looked into.
 */
export const addresses: Record<string, Addresses> = {
  "about/page.tsx": () => ["/about"],
  "help/page.tsx": () => ["/help"],
  "privacy/page.tsx": () => ["/privacy"],
  "manifest.ts": () => ["/manifest.webmanifest"],
  "api/health/route.ts": () => ["/api/health"],
  // The front page, and lists.
  "front/[variant]/page.tsx": () => ["/"],
  "front/[variant]/around/page.tsx": () => ["/around"],
  "front/[variant]/reports/page.tsx": () => ["/reports"],
  "front/[variant]/reports/[body]/page.tsx": ({ place }) => [`/reports/${place.body.slug}`],
  "around/page.tsx": (asked) => [
    `/around?${around(asked)}`,
    `/around?${around(asked)}&category=${asked.place.category.id}&sort=updated`,
    ...words(asked).map((text) => `/around?q=${encodeURIComponent(text)}`),
  ],
  "reports/page.tsx": () => ["/reports?sort=oldest"],
  "reports/[body]/page.tsx": ({ place }) => [
    `/reports/${place.body.slug}?sort=oldest`,
    `/reports/${place.body.slug}?status=open,progress,fixed,closed&category=${place.category.id}`,
  ],
  "api/reports/route.ts": (asked) => [
    `/api/reports?${box(asked)}`,
    `/api/reports?${box(asked)}&body=${asked.place.body.id}&category=${asked.place.category.id}`,
  ],
  "api/pins/[z]/[x]/[y]/route.ts": ({ place }) =>
    [10, 16, 20].map((zoom) => {
      const { z, x, y } = tileAt(place, zoom);
      return `/api/pins/${z}/${x}/${y}`;
    }),
  // One report.
  "report/[id]/page.tsx": ({ made }) => [`/report/${made.reportId}`, `/report/${made.reportId}?everybody`],
  "live/report/[id]/page.tsx": both(({ made }) => [`/report/${made.reportId}`]),
  "report/[id]/gone/page.tsx": ({ made }) => [`/report/${made.reportId}/gone`],
  "api/report/[id]/journey/route.ts": ({ made }) => [`/api/report/${made.reportId}/journey`],
  "photo/[file]/route.ts": ({ made }) => [`/photo/${made.reportId}.0.full.jpeg`],
  "photo/c/[file]/route.ts": ({ made }) => made.updateIds.map((id) => `/photo/c/${id}.0.full.jpeg`),
  "photo/draft/[id]/route.ts": () => [`/photo/draft/${crypto.randomUUID()}`],
  // Forms, and what they ask.
  "report/new/page.tsx": (asked) => [`/report/new?${around(asked)}`, "/report/new"],
  "api/offer/route.ts": (asked) => [`/api/offer?${around(asked)}`],
  "api/nearest/route.ts": (asked) => [`/api/nearest?${around(asked)}`],
  "api/geocode/route.ts": (asked) => words(asked).map((text) => `/api/geocode?q=${encodeURIComponent(text)}`),
  "api/static-map/route.ts": (asked) => [`/api/static-map?${around(asked)}`],
  "tiles/[z]/[x]/[y]/route.ts": () => ["/tiles/10/500/300"],
  // Feeds, downloads, frames, and what leads to them.
  "alert/page.tsx": (asked) => [
    "/alert",
    `/alert?${around(asked)}`,
    ...words(asked).map((text) => `/alert?q=${encodeURIComponent(text)}`),
  ],
  "rss/[...path]/route.ts": ({ place: { lat, lon, area, body, category }, made }) =>
    ["", ".atom"].flatMap((format) => [
      `/rss/problems${format}`,
      `/rss/l/${lat},${lon}/1${format}`,
      `/rss/l/${lat},${lon}/1/closed${format}`,
      `/rss/area/${area.slug}${format}`,
      `/rss/reports/${body.slug}${format}?category=${category.id}`,
      `/rss/${made.reportId}${format}`,
    ]),
  "open-data/page.tsx": ({ place }) => ["/open-data", `/open-data?body=${place.body.slug}`],
  "open-data/[...path]/route.ts": ({ place: { body, category } }) =>
    ["csv", "geojson"].flatMap((format) => [
      `/open-data/reports.${format}?category=${category.id}`,
      `/open-data/${body.slug}/reports.${format}`,
    ]),
  "embed/page.tsx": (asked) => [`/embed?${around(asked)}`, `/embed?body=${asked.place.body.slug}`],
  "embed/report/[id]/page.tsx": ({ made }) => [`/embed/report/${made.reportId}`],
  "oembed/route.ts": ({ made }) =>
    ["json", "xml"].map(
      (format) => `/oembed?format=${format}&url=${encodeURIComponent(`${origin}/report/${made.reportId}`)}`,
    ),
  "sitemap.xml/route.ts": () => ["/sitemap.xml"],
  "sitemap/[file]/route.ts": ({ made }) => [
    "/sitemap/pages.xml",
    ...[1, 2].map((number) => `/sitemap/reports-${number}.xml`),
    `/sitemap/reports-${Math.ceil(made.reportId / 45_000)}.xml`,
  ],
  "robots.ts": () => ["/robots.txt"],
  // Open311.
  "open311/page.tsx": () => ["/open311"],
  "open311/v2/page.tsx": () => ["/open311/v2"],
  "open311/v2/[...path]/route.ts": (asked) => open311Addresses(asked),
  // What needs a secret link, a session or a key: without one it tells nothing.
  "alert/confirm/[token]/page.tsx": ({ made }) => [`/alert/confirm/${made.reportId}.x`],
  "alert/stop/[token]/page.tsx": ({ made }) => [`/alert/stop/${made.reportId}.x`],
  "confirm/[token]/page.tsx": ({ made }) => [`/confirm/${made.reportId}.x`],
  "questionnaire/[token]/page.tsx": ({ made }) => [`/questionnaire/${made.reportId}.x`],
  "auth/[token]/page.tsx": ({ made }) => [`/auth/${made.reportId}.x`],
  "auth/page.tsx": () => ["/auth"],
  "auth/check-email/page.tsx": () => ["/auth/check-email?for=report"],
  "auth/code/page.tsx": () => ["/auth/code"],
  "auth/password/page.tsx": () => ["/auth/password"],
  "auth/organisation/route.ts": () => ["/auth/organisation"],
  "auth/sign-out/route.ts": () => ["/auth/sign-out"],
  "api/auth/[...nextauth]/route.ts": () => ["/api/auth/session", "/api/auth/providers"],
  "my/page.tsx": () => ["/my"],
  "my/security/page.tsx": () => ["/my/security"],
  "my/security/second-factor/page.tsx": () => ["/my/security/second-factor"],
  "api/unsubscribe/[token]/route.ts": ({ made }) => [`/api/unsubscribe/${made.reportId}.x`],
  "api/inbound/mime/route.ts": () => ["/api/inbound/mime"],
  "api/inbound/resend/route.ts": () => ["/api/inbound/resend"],
  "api/photos/route.ts": () => ["/api/photos"],
  // The demo's own mailbox: everybody's mail is meant to be read there, and no real site has it.
  "outbox/page.tsx": none,
  "outbox/[file]/page.tsx": none,
};
