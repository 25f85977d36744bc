import { expect, test } from "vitest";
import { parseDocument } from "@/lib/open311/read/document";
import { readRequests } from "@/lib/open311/read/requests";
import { readServices } from "@/lib/open311/read/services";
import { decodeBody } from "@/lib/open311/read/text";

const context = { timezone: "Europe/London", endpoint: "https://o311.alderwick.example/v2" };
const bytes = (text: string, encoding: BufferEncoding = "utf8"): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));

function codes(body: Uint8Array | string, contentType: string | null = null): string[] | undefined {
  const document = parseDocument(decodeBody(typeof body === "string" ? bytes(body) : body, contentType));
  return document && readServices(document)?.rows.map((row) => `${row.serviceCode} ${row.serviceName}`);
}

const service = "<service><service_code>001</service_code><service_name>Kerbs</service_name></service>";
const jsonService = '{"service_code":"001","service_name":"Kerbs"}';
const expected = ["001 Kerbs"];

test.each([
  ["T15 a wrong content type: the body decides", `<services>${service}</services>`, "text/html"],
  ["T15 JSON labelled as XML", `[${jsonService}]`, "text/xml"],
  ["X1 no XML declaration, leading blanks", `\n  <services>${service}</services>`, "text/xml"],
  [
    "X2 a byte order mark",
    `\uFEFF<?xml version="1.0" encoding="utf-8"?><services>${service}</services>`,
    "text/xml",
  ],
  [
    "X3 namespaces and prefixes",
    `<m:services xmlns:m="http://x.example">${service.replaceAll(/<(\/?)/g, "<$1m:")}</m:services>`,
    "text/xml",
  ],
  [
    "X3 is_array and type attributes",
    `<services is_array="true" type="array">${service}</services>`,
    "text/xml",
  ],
  [
    "X3 a SOAP envelope",
    `<s:Envelope xmlns:s="e"><s:Body><r><services>${service}</services></r></s:Body></s:Envelope>`,
    "text/xml",
  ],
  [
    "X4 other root names, in other case",
    `<Services>${service.replace(/service_code/g, "Service_Code")}</Services>`,
    "text/xml",
  ],
  [
    "X5 characters XML forbids",
    `<services>${service.replace("Kerbs", "Ke\u0010rbs")}</services>`,
    "text/xml",
  ],
  [
    "X5 control characters in JSON strings",
    `[{"service_code":"001","service_name":"Kerbs","description":"a\u0010\nb"}]`,
    "application/json",
  ],
  ["X8 JSON wrapped in a key", `{"services":[${jsonService}]}`, "application/json"],
  ["X8 JSON wrapped twice", `{"services":{"service":[${jsonService}]}}`, "application/json"],
  ["X7 a list of one that is no list", `{"services":{"service":${jsonService}}}`, "application/json"],
  ["X8 a bare object instead of an array", jsonService, "application/json"],
  ["X10 JSONP", `/**/ callback([${jsonService}]);`, "application/javascript"],
  ["X10 junk after the JSON", `[${jsonService}]\n<!-- 0.2 s -->`, "application/json"],
  ["X10 numbers with leading zeros", '[{"service_code":001,"service_name":"Kerbs"}]', "application/json"],
])("tolerates %s", (_, body, contentType) => {
  expect(codes(body, contentType)).toEqual(expected);
});

test.each([
  ["by the XML declaration", '<?xml version="1.0" encoding="ISO-8859-1"?>', "text/xml; charset=utf-8"],
  ["by the header", "", "text/xml; charset=ISO-8859-1"],
  ["by nothing: bytes that are no UTF-8 are windows-1252", "", null],
  ["wrongly as UTF-8", '<?xml version="1.0" encoding="utf-8"?>', "text/xml; charset=utf-8"],
  ["by a name nobody knows", "", "text/xml; charset=klingon"],
])("T15 reads latin text declared %s", (_, declaration, contentType) => {
  const body = `${declaration}<services>${service.replace("Kerbs", "Bänke")}</services>`;
  expect(codes(bytes(body, "latin1"), contentType)).toEqual(["001 Bänke"]);
});

test("X2 reads UTF-16 by its mark", () => {
  const body = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(`<services>${service}</services>`, "utf16le"),
  ]);
  expect(codes(new Uint8Array(body))).toEqual(expected);
});

test.each([
  ["an HTML page", "<!DOCTYPE html><html><body>Sorry</body></html>"],
  [
    "an XHTML page",
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>Sorry</body></html>',
  ],
  ["plain text", "Service temporarily unavailable"],
  ["nothing", ""],
  ["XML that is cut off", `<services>${service}<service><service_code>2`],
  ["XML cut off between rows", `<services>${service}`],
  ["JSON that is cut off", `[${jsonService},{"service_code":"2"`],
  ["a document of another kind", "<discovery><changeset>1</changeset></discovery>"],
  ["a JSON list of something else", '[{"id":1}]'],
  ["an error document", '[{"code":400,"description":"no"}]'],
])("T6 rejects %s instead of reading an empty list", (_, body) => {
  expect(codes(body)).toBeUndefined();
});

test.each([
  "<services/>",
  "<services></services>",
  '<?xml version="1.0"?>\n<services>\n</services>',
  "[]",
  "{}",
  '{"services":[]}',
  '{"services":null}',
])("X9 %s is an empty list", (body) => {
  expect(codes(body)).toEqual([]);
});

test("X5 entities are decoded once, doubly escaped text stays escaped", () => {
  const body = `<services>${service.replace("Kerbs", "A &amp;amp; B &#38; C &#xe9; &unknown; <![CDATA[&amp;]]> D & E")}</services>`;
  expect(codes(body)).toEqual(["001 A &amp; B & C é &unknown; &amp; D & E"]);
});

test("no entity of a DTD is expanded, one that points outside is refused", () => {
  const dtd = (entity: string) =>
    codes(
      `<!DOCTYPE services [<!ENTITY x ${entity}>]><services>${service.replace("Kerbs", "&x;")}</services>`,
    );
  expect(dtd('"boom"')).toEqual(["001 &x;"]);
  expect(dtd('SYSTEM "file:///etc/passwd"')).toBeUndefined();
});

test("V1 ids survive: beyond 2^53, with letters, slashes and leading zeros", () => {
  const ids = (body: string) => {
    const document = parseDocument(body);
    return document && readRequests(document, context)?.rows.map((row) => row.serviceRequestId);
  };
  expect(
    ids(
      '[{"service_request_id":123456789012345678901},{"service_request_id":"A-17/3"},{"service_request_id":007}]',
    ),
  ).toEqual(["123456789012345678901", "A-17/3", "007"]);
  expect(
    ids(
      "<service_requests><request><service_request_id>000123456789012345678</service_request_id></request></service_requests>",
    ),
  ).toEqual(["000123456789012345678"]);
});

test("X13 a list of thousands with many entities is read whole and soon", () => {
  const body = `<services>${Array.from({ length: 20_000 }, (_, i) => `<service><service_code>${i}</service_code><service_name>A &amp; B</service_name></service>`).join("")}</services>`;
  expect(codes(body)?.length).toBe(20_000);
});

test("a long picture inside JSON does not exhaust the reader", () => {
  const picture = "A\\n".repeat(6_000_000);
  expect(codes(`[{"service_code":"001","service_name":"Kerbs","description":"${picture}"}]`)).toEqual(
    expected,
  );
});

// Stalled, it would not come to its end within the time that a test has.
test("texts made to stall a reader do not", () => {
  expect(codes(`${"<!-- -->".repeat(50_000)}<services>${service}</services>`)).toEqual(expected);
  expect(
    codes(`<services>${service.replace("Kerbs", `Ke${" ".repeat(500_000)}rbs`)}</services>`),
  ).toHaveLength(1);
  expect(
    codes(`<services>${service.replace("Kerbs", "&lt;script ".repeat(20_000))}</services>`),
  ).toBeDefined();
});

test("hostile names and depth do no harm", () => {
  expect(codes(`<services><service><__proto__>x</__proto__>${service.slice(9)}</services>`)).toBeUndefined();
  expect(codes(`<services><service><toString>x</toString>${service.slice(9)}</services>`)).toEqual(expected);
  expect(codes('[{"__proto__":{"service_code":"9"},"service_code":"001","service_name":"Kerbs"}]')).toEqual(
    expected,
  );
  expect(codes("<a>".repeat(5000) + "</a>".repeat(5000))).toBeUndefined();
  expect(codes("[".repeat(5000) + "]".repeat(5000))).toBeUndefined();
});
