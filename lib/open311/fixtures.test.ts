import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readDiscovery } from "@/lib/open311/read/discovery";
import { isHtml, parseDocument } from "@/lib/open311/read/document";
import { readErrors } from "@/lib/open311/read/errors";
import { readPostedRequest, readRequests } from "@/lib/open311/read/requests";
import { readDefinition, readServices } from "@/lib/open311/read/services";
import { decodeBody } from "@/lib/open311/read/text";
import type { ParsedDocument } from "@/lib/open311/read/tree";

// Recorded answers of real end points. They are not ours to copy, so they lie beside the checkout, or nowhere.
const folder = path.resolve(import.meta.dirname, "../../../shared/fixtures/open311");
const why = existsSync(folder) ? "" : " (skipped: no recorded answers beside this checkout)";
const recorded = test.skipIf(why !== "");

const context = { timezone: "America/Los_Angeles", endpoint: "https://a.example/v2" };

function load(name: string): ParsedDocument {
  const bytes = readFileSync(path.join(folder, name));
  const text = decodeBody(bytes, null).replace(/^HTTP\/1\.1[^<[{]*/, ""); // some recordings begin with a status line
  const document = parseDocument(text);
  if (!document || isHtml(text)) throw new Error(`${name} cannot be parsed`);
  return document;
}

recorded.each([
  "cities/dc-services.xml",
  "cities/san_francisco_services.xml",
  "cities/service_list.json",
  "cities/services_giessen.xml",
  "ruby/services.xml",
  "spec/01-xml-service-list.xml",
  "spec/02-json-service-list.json",
])(`reads the recorded services %s${why}`, (name) => {
  const read = readServices(load(name));
  expect(read?.rows.length).toBeGreaterThan(0);
  expect(read?.skipped).toEqual([]);
});

recorded.each([
  "cities/san_francisco_requests.xml",
  "cities/requests_many.xml",
  "cities/requests_single.xml",
  "cities/service-request.xml",
  "cities/service-requests.xml",
  "cities/koeln_requests.json",
  "cities/service_requests.json",
  "ruby/service_requests.xml",
  "ruby/get_service_request.xml",
  "spec/10-xml-service-requests.xml",
  "spec/11-json-service-requests.json",
  "spec/12-xml-service-request.xml",
  "spec/13-json-service-request.json",
])(`reads the recorded requests %s${why}`, (name) => {
  const read = readRequests(load(name), context);
  expect(read?.rows.length).toBeGreaterThan(0);
  expect(read?.skipped).toEqual([]);
  for (const row of read?.rows ?? []) {
    expect(row.requestedDatetime).toBeInstanceOf(Date);
    expect(["open", "closed"]).toContain(row.status);
  }
});

recorded(`reads a recorded list without rows${why}`, () => {
  expect(readRequests(load("ruby/service_requests_empty.xml"), context)).toEqual({ rows: [], skipped: [] });
});

recorded.each([
  "cities/dc-services-S0301.xml",
  "ruby/service_definition.xml",
  "spec/03-xml-service-definition.xml",
  "spec/04-json-service-definition.json",
])(`reads the recorded definition %s${why}`, (name) => {
  const read = readDefinition(load(name), "asked");
  expect(read?.attributes.length).toBeGreaterThan(0);
  expect(read?.skipped).toEqual([]);
  expect(read?.serviceCode).not.toBe("asked");
});

recorded.each(["cities/discovery-boston.json", "cities/discovery-dc.xml"])(
  `reads the recorded discovery %s${why}`,
  (name) => {
    expect(readDiscovery(load(name))?.endpoints.length).toBeGreaterThan(1);
  },
);

recorded.each([
  "ruby/403.xml",
  "ruby/get_service_request_not_found.xml",
  "cities/boston-err-submitrequest-base_is_duplicate.xml",
  "spec/14-xml-errors.xml",
  "spec/15-json-errors.json",
])(`reads the recorded error %s${why}`, (name) => {
  const [error, ...more] = readErrors(load(name));
  expect(error?.description).not.toBe("");
  expect(more).toEqual([]);
});

recorded.each([
  ["cities/boston-submitrequest-token.xml", "token"],
  ["cities/token.xml", "serviceRequestId"],
  ["ruby/post_service_request.xml", "serviceRequestId"],
  ["ruby/request_id_from_token.xml", "serviceRequestId"],
  ["spec/06-xml-service-request-post.xml", "serviceRequestId"],
  ["spec/07-json-service-request-post.json", "serviceRequestId"],
  ["spec/08-xml-request-from-token.xml", "serviceRequestId"],
  ["spec/09-json-request-from-token.json", "serviceRequestId"],
] as const)(`reads the recorded answer %s: %s${why}`, (name, field) => {
  expect(readPostedRequest(load(name))?.[field]).toMatch(/^\w+$/);
});
