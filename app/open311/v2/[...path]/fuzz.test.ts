import "@/lib/testing/database";
import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { describedCalls } from "@/app/open311/v2/[...path]/described-calls";
import { GET, POST } from "@/app/open311/v2/[...path]/route";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { forgetCatalogue } from "@/lib/published/services/catalogue";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeContact,
  makeReport,
  makeUpdate,
} from "@/lib/testing/factories";
import { faultsInJson, faultsInXml } from "@/lib/testing/georeport-rules";

// Whatever is asked or posted: never a 500, and always a whole document of the asked format.

const key = "mk_fuzz";
const errors = vi.spyOn(log, "error");
afterEach(() => expect(errors.mock.calls.map(([first]) => first)).toEqual([]));
afterAll(() => errors.mockRestore());

let ids: string[];
beforeAll(async () => {
  forgetCatalogue();
  const may = ["post-requests", "post-updates", "read-extended"];
  await db.apiClient.create({
    data: {
      id: 700_002,
      name: "fuzz",
      keyHash: hashClientKey(key),
      may,
      trusted: true,
      callsPerMinute: 1_000_000,
    },
  });
  const body = await makeBody({ areas: [await makeArea()] });
  const { id: categoryId, name } = await makeCategory();
  const values = [{ key: "1", name: "One" }];
  await makeContact({
    ...{ bodyId: body.id, categoryId },
    questions: [
      { code: "list", description: "", datatype: "multivaluelist", values },
      { code: "number", description: "", datatype: "number" },
      { code: "when", description: "", datatype: "datetime" },
      { code: "__proto__", description: "", datatype: "text" },
    ],
  });
  const report = await makeReport({ categoryId });
  const update = await makeUpdate({ reportId: report.id });
  ids = [categoryId, report.id, update.id, body.id].map(String).concat(name, body.slug, body.name);
});

const percent = fc.integer({ min: 0, max: 255 }).map((byte) => `%${byte.toString(16).padStart(2, "0")}`);
const numbers = [
  "0",
  "-0",
  "1e999",
  "-1e308",
  "NaN",
  "Infinity",
  "0x10",
  "9".repeat(40),
  "2147483648",
  "1.5",
  "1,2,,3",
];
const dates = [
  "2026-02-30",
  "0000-00-00T00:00:00Z",
  "9999-12-31T23:59:59.999+14:00",
  "275760-09-13",
  "1e12",
  "-1",
  "2026-01-01T00:00:00 01:00",
];
const words = [
  "true",
  "open",
  "OPEN,closed",
  "null",
  "undefined",
  "[object Object]",
  "constructor",
  "__proto__",
  "%",
  "%zz",
  "%c3",
  "' or 1=1 --",
  "&amp;<x>",
  "\u{1f573}",
  "54.6",
  "2.3",
  "%00",
  "newest",
  "mendline.test",
];
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...numbers, ...dates, ...words) },
  { weight: 2, arbitrary: fc.nat(20).map((n) => ids[n % ids.length] ?? "") },
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => encodeURIComponent(text)),
  fc.string({ maxLength: 20 }),
  fc.array(percent, { maxLength: 6 }).map((all) => all.join("")),
);
const known = describedCalls.flatMap(({ query, form }) => Object.keys({ ...query?.shape, ...form?.shape }));
const name = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...known, "extensions", "wrapped", "api_key", "key", "fixmystreet_id"),
  },
  fc.constantFrom(
    "attribute[list]",
    "attribute[list][]",
    "attribute[number][0]",
    "attribute[when]",
    "attribute[__proto__]",
    "attribute[]",
    "attribute[a[b]]",
    "attribute",
    "media_url[]",
    "[",
    "%5B%5D",
    "%",
  ),
  value,
);
const pairs = (max: number) =>
  fc
    .array(fc.tuple(name, value), { maxLength: max })
    .map((all) => all.map((pair) => pair.join("=")).join("&"));
const path = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...new Set(describedCalls.map((call) => call.path))) },
  fc.constantFrom("requests.rss", "requests/1.html", "openapi", "", "/", "services/"),
);
const format = fc.constantFrom("json", "xml", "JSON", "Xml");
let caller = 0;

async function judge(asked: string, send: () => Promise<Response>): Promise<void> {
  const response = await send();
  const body = Buffer.from(await response.arrayBuffer()).toString("utf8");
  const at = `${asked} → ${response.status} ${body.slice(0, 300)}`;
  expect([200, 303, 304, 400, 403, 404, 405, 413, 429], at).toContain(response.status);
  if (["HEAD", "OPTIONS"].includes(asked.split(" ")[0] ?? "") || [303, 304].includes(response.status)) return;
  const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
  const document: unknown = isJson ? JSON.parse(body) : XMLValidator.validate(body);
  if (!isJson) expect(document, at).toBe(true);
  if (response.status < 400) return;
  expect(isJson ? faultsInJson("errors", document) : faultsInXml("errors", body), at).toEqual([]);
  expect(body, at).not.toMatch(/prisma|postgres|invalid input|\bat \/|node_modules|ZodError/i);
}

const url = (where: string, suffix: string, query: string): string =>
  `https://mendline.test/open311/v2/${where}.${suffix}?${query}`;
const headers = () => ({ "x-forwarded-for": `198.51.${++caller >> 8}.${caller & 255}` });

test("whatever is asked is answered by a document", async () => {
  const part = value.map((text) => text.replace(/[#?]/g, ""));
  await fc.assert(
    fc.asyncProperty(
      path,
      part,
      format,
      pairs(6),
      fc.boolean(),
      async (where, inside, suffix, query, keyed) => {
        const address = url(
          where.replace(/\{\w+\}/, () => inside),
          suffix,
          keyed ? `${query}&api_key=${key}` : query,
        );
        await judge(`GET ${address}`, () => GET(new Request(address, { headers: headers() })));
      },
    ),
    { numRuns: 400 },
  );
});

const boundary = "limit";
const multipart = fc
  .array(
    fc.tuple(
      name,
      value,
      fc.constantFrom("", '; filename="a.jpg"', "; filename=x", "\r\nContent-Type: text/plain"),
    ),
  )
  .map((parts) =>
    parts
      .map(
        ([field, text, more]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${field}"${more}\r\n\r\n${text}\r\n`,
      )
      .join(""),
  )
  .chain((body) => fc.constantFrom(`${body}--${boundary}--\r\n`, body, body.slice(0, -5)));
const good = `service_code=CODE&lat=54.6&long=2.3&description=Hole&service_request_id=REPORT&status=OPEN`;
const posted: fc.Arbitrary<[string, string | Uint8Array]> = fc.oneof(
  fc.tuple(
    fc.constant("application/x-www-form-urlencoded; charset=utf-8"),
    pairs(8).map((more) => `${good}&${more}`),
  ),
  fc.tuple(fc.constant("application/x-www-form-urlencoded"), pairs(8)),
  fc.tuple(fc.constant(`multipart/form-data; boundary=${boundary}`), multipart),
  fc.tuple(
    fc.constant("application/json"),
    fc.oneof(
      fc.json(),
      fc.dictionary(name, fc.jsonValue()).map((all) => JSON.stringify(all)),
    ),
  ),
  fc.tuple(
    fc.constantFrom("", "text/plain", "multipart/form-data", "application/octet-stream", "image/png"),
    fc.uint8Array({ maxLength: 60 }),
  ),
);

test("whatever is posted is answered by a document", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("requests", "servicerequestupdates"),
      format,
      posted,
      fc.boolean(),
      async (where, suffix, [type, content], keyed) => {
        const address = url(where, suffix, "");
        const [code = "", report = ""] = ids;
        const body =
          typeof content === "string"
            ? content.replace("CODE", code).replace("REPORT", report)
            : Buffer.from(content);
        const own = { ...headers(), "content-type": type, ...(keyed && { "x-api-key": key }) };
        await judge(`POST ${address} ${type} ${body}`, () =>
          POST(new Request(address, { method: "POST", body, headers: own })),
        );
      },
    ),
    { numRuns: 150 },
  );
});
