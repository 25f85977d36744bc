import { expect, test } from "vitest";
import type { ServiceRequest } from "@/lib/open311/documents";
import { writeDiscovery } from "@/lib/open311/write/discovery";
import { writeErrors } from "@/lib/open311/write/errors";
import { writePostedRequests, writeRequests, writeToken } from "@/lib/open311/write/requests";
import { writeDefinition, writeServices } from "@/lib/open311/write/services";
import { writePostedUpdates, writeUpdates } from "@/lib/open311/write/updates";

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
const flat = (xml: string): string => xml.replace(/\n\s*/g, "");

const request: ServiceRequest = {
  serviceRequestId: "0042",
  status: "open",
  serviceCode: "007",
  requestedDatetime: new Date("2026-05-01T10:00:00.750Z"),
  lat: 54.6,
  long: 0.0000001,
  mediaUrls: [],
  extras: {},
};

test("every document says what it is and XML begins with its declaration", () => {
  expect(writeServices([], "json")).toEqual({ contentType: "application/json; charset=utf-8", body: "[]" });
  const xml = writeServices([], "xml");
  expect(xml.contentType).toBe("text/xml; charset=utf-8");
  expect(xml.body.trim()).toBe(`${declaration}<services/>`);
});

test("services: text escaped, codes as strings, one group, empty as null or empty element", () => {
  const list = [
    {
      serviceCode: "001",
      serviceName: "Cans & <bins>",
      type: "realtime",
      metadata: true,
      keywords: ["a", "b"],
      groups: [],
    },
    { serviceCode: "2", serviceName: "Kerbs", type: "batch", keywords: [], groups: ["Roads", "Paths"] },
  ] as const;
  const services = list.map((s) => ({ ...s, keywords: [...s.keywords], groups: [...s.groups] }));
  expect(JSON.parse(writeServices(services, "json").body)).toEqual([
    {
      service_code: "001",
      service_name: "Cans & <bins>",
      description: null,
      metadata: true,
      type: "realtime",
      keywords: "a,b",
      group: null,
    },
    {
      service_code: "2",
      service_name: "Kerbs",
      description: null,
      metadata: false,
      type: "batch",
      keywords: null,
      group: "Roads",
      groups: ["Roads", "Paths"],
    },
  ]);
  expect(flat(writeServices(services, "xml").body)).toContain(
    "<service><service_code>001</service_code><service_name>Cans &amp; &lt;bins&gt;</service_name><description/>" +
      "<metadata>true</metadata><type>realtime</type><keywords>a,b</keywords><group/></service>",
  );
  expect(flat(writeServices(services, "xml").body)).toContain(
    "<groups><group>Roads</group><group>Paths</group></groups>",
  );
});

test("a definition is a bare object in JSON; only lists carry values, also an empty one", () => {
  const base = { variable: true, required: false, description: "How deep?", values: [] };
  const definition = {
    serviceCode: "K",
    attributes: [
      { ...base, code: "depth", datatype: "number", order: 1 },
      { ...base, code: "kind", datatype: "singlevaluelist", order: 2, values: [{ key: "0", name: "None" }] },
      { ...base, code: "other", datatype: "multivaluelist", order: 3, automated: "server_set" },
    ],
  } satisfies Parameters<typeof writeDefinition>[0];
  const json = JSON.parse(writeDefinition(definition, "json").body);
  expect(json.service_code).toBe("K");
  expect(json.attributes[0]).toEqual({
    variable: true,
    code: "depth",
    datatype: "number",
    required: false,
    datatype_description: null,
    order: 1,
    description: "How deep?",
  });
  expect(json.attributes[1].values).toEqual([{ key: "0", name: "None" }]);
  expect(json.attributes[2]).toMatchObject({ automated: "server_set", values: [] });
  expect(flat(writeDefinition(definition, "xml").body)).toContain(
    "<values><value><key>0</key><name>None</name></value></values>",
  );
});

test("requests: a bare array, coordinates as numbers without an exponent, dates without milliseconds", () => {
  const [json] = JSON.parse(writeRequests([request], "json").body);
  expect(json).toMatchObject({
    service_request_id: "0042",
    service_code: "007",
    requested_datetime: "2026-05-01T10:00:00Z",
    updated_datetime: null,
    lat: 54.6,
    media_url: null,
  });
  const xml = flat(writeRequests([request], "xml").body);
  expect(xml).toContain("<lat>54.6</lat><long>0.0000001</long>");
  expect(xml).toContain("<updated_datetime/>");
});

test("a second picture goes beside the standard's single media_url", () => {
  const two = {
    ...request,
    mediaUrls: ["https://a.example/1", "https://a.example/2"],
    extras: { title: "Kerb" },
  };
  const [json] = JSON.parse(writeRequests([two], "json").body);
  expect(json).toMatchObject({ media_url: "https://a.example/1", media_urls: two.mediaUrls, title: "Kerb" });
});

test("a posted request is answered with an id or a token, never both", () => {
  expect(writePostedRequests([{ serviceRequestId: "S-1" }], "json").body).toBe(
    '[{"service_request_id":"S-1","service_notice":null,"account_id":null}]',
  );
  expect(flat(writePostedRequests([{ token: "t", serviceNotice: "Soon" }], "xml").body)).toBe(
    flat(
      `${declaration}<service_requests><request><token>t</token><service_notice>Soon</service_notice><account_id/></request></service_requests>`,
    ),
  );
  expect(writeToken({ token: "t", serviceRequestId: null }, "json").body).toBe(
    '[{"service_request_id":null,"token":"t"}]',
  );
});

test("updates: several pictures repeat the element, extras are nested", () => {
  const update = {
    updateId: "U1",
    serviceRequestId: "S1",
    status: "in_progress",
    description: "",
    updatedDatetime: new Date("2026-05-01T10:00:00Z"),
    mediaUrls: ["https://a.example/1", "https://a.example/2"],
    extras: { group: "Kerbs" },
  };
  const xml = flat(writeUpdates([update], "xml").body);
  expect(xml).toContain(
    "<description/><media_url>https://a.example/1</media_url><media_url>https://a.example/2</media_url>",
  );
  expect(xml).toContain("<extras><group>Kerbs</group></extras>");
  expect(JSON.parse(writeUpdates([update], "json").body)[0]).toMatchObject({
    description: null,
    media_url: update.mediaUrls,
  });
  expect(writePostedUpdates([{ updateId: "9" }], "json").body).toBe('[{"update_id":"9"}]');
});

test("characters that XML cannot carry are dropped, line breaks are single", () => {
  const xml = writeErrors([{ code: "400", description: "a\u0010b\r\nc\ud800😀" }], "xml").body;
  expect(flat(xml.replace("b\nc", "b|c"))).toContain("<description>ab|c😀</description>");
});

test("errors are a bare array in JSON", () => {
  expect(writeErrors([{ code: "403", description: "No" }], "json").body).toBe(
    '[{"code":"403","description":"No"}]',
  );
});

test("discovery is one object with its endpoints and formats", () => {
  const endpoint = {
    specification: "s",
    url: "https://a.example/v2",
    changeset: "1",
    type: "production" as const,
    formats: ["text/xml"],
  };
  const discovery = { changeset: "1", contact: "c", keyService: "k", endpoints: [endpoint] };
  expect(JSON.parse(writeDiscovery(discovery, "json").body)).toEqual({
    changeset: "1",
    contact: "c",
    key_service: "k",
    endpoints: [endpoint],
  });
  expect(flat(writeDiscovery(discovery, "xml").body)).toContain(
    "<formats><format>text/xml</format></formats></endpoint></endpoints></discovery>",
  );
});
