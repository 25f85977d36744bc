import { expect, test } from "vitest";
import { readDiscovery } from "@/lib/open311/read/discovery";
import { parseDocument } from "@/lib/open311/read/document";
import { readErrors } from "@/lib/open311/read/errors";
import { readPostedRequest, readRequests } from "@/lib/open311/read/requests";
import { readDefinition, readServices } from "@/lib/open311/read/services";
import type { ParsedDocument } from "@/lib/open311/read/tree";
import { readPostedUpdate, readUpdates } from "@/lib/open311/read/updates";

const context = { timezone: "Europe/London", endpoint: "https://o311.alderwick.example/v2" };

function parsed(body: string | object): ParsedDocument {
  const document = parseDocument(typeof body === "string" ? body : JSON.stringify(body));
  if (!document) throw new Error("the test's own document cannot be parsed");
  return document;
}

const requests = (body: string | object) => readRequests(parsed(body), context);
const request = (row: object) => requests([{ service_request_id: "1", ...row }])?.rows[0];
const inXml = (row: string) =>
  requests(
    `<service_requests><request><service_request_id>1</service_request_id>${row}</request></service_requests>`,
  )?.rows[0];
const services = (body: string | object) => readServices(parsed(body));
const attributes = (list: object[]) =>
  readDefinition(parsed({ service_code: "K", attributes: list }), "K")?.attributes;

test("V3 a service without code or name, or with a code seen before, is skipped with a reason; the rest stays", () => {
  const read = services([
    { service_code: "1", service_name: "One" },
    { service_name: "No code" },
    { service_code: "2", service_name: " " },
    { service_code: "1", service_name: "Again" },
  ]);
  expect(read?.rows.map((row) => row.serviceName)).toEqual(["One"]);
  expect(read?.skipped.map(({ reason }) => reason)).toEqual([
    "No service_code",
    "No service_name",
    "The service_code 1 occurs twice",
  ]);
  expect(read?.skipped[0]?.row).toEqual({ service_name: "No code" });
});

test.each([
  ["true", true],
  ["True", true],
  [true, true],
  [1, true],
  ["false", false],
  ["False", false],
  [0, false],
  ["", undefined],
  [null, undefined],
])("V4 metadata %s", (metadata, expected) => {
  expect(services([{ service_code: "1", service_name: "One", metadata }])?.rows[0]?.metadata).toBe(expected);
});

test("V2 V7 codes are opaque, names trimmed, HTML becomes text, keywords and groups are lists", () => {
  const [row] =
    services(
      "<services><service><service_code>Mayor's Line:Needle Pickup</service_code><service_name> Kerbs  </service_name>" +
        "<description>&lt;p&gt;Raised &amp;amp; broken&lt;/p&gt;&lt;b&gt;kerbs&lt;/b&gt;</description><keywords>a, private ,</keywords>" +
        "<group>Old</group><groups><group> Roads </group><group>Paths</group></groups></service></services>",
    )?.rows ?? [];
  expect(row).toMatchObject({
    serviceCode: "Mayor's Line:Needle Pickup",
    serviceName: "Kerbs",
    description: "Raised & broken\nkerbs",
    keywords: ["a", "private"],
    groups: ["Roads", "Paths"],
    type: "realtime",
  });
  expect(
    services([{ service_code: "1", service_name: "x", group: "Kerbs", type: "BATCH" }])?.rows[0],
  ).toMatchObject({ groups: ["Kerbs"], type: "batch" });
});

test.each([
  [
    "without the attributes container",
    "<service_definition><service_code>K</service_code><attribute><code>depth</code></attribute></service_definition>",
  ],
  ["inside an array", '[{"service_code":"K","attributes":[{"code":"depth"}]}]'],
  ["wrapped", '{"service_definition":{"service_code":"K","attributes":{"attribute":{"code":"depth"}}}}'],
])("V5 X8 reads a definition %s", (_, body) => {
  expect(readDefinition(parsed(body), "K")?.attributes.map(({ code }) => code)).toEqual(["depth"]);
});

test("a definition without questions is none, not a failure; another document is a failure", () => {
  expect(
    readDefinition(
      parsed("<service_definition><service_code>K</service_code><attributes/></service_definition>"),
      "K",
    )?.attributes,
  ).toEqual([]);
  expect(readDefinition(parsed('{"service_code":"K","attributes":[]}'), "K")?.attributes).toEqual([]);
  expect(readDefinition(parsed("<discovery><contact>x</contact></discovery>"), "K")).toBeUndefined();
});

test("V6 order from 0, twice or missing: sorted by number, then by place", () => {
  const list = attributes([
    { code: "c", order: 9 },
    { code: "a", order: "0" },
    { code: "b" },
    { code: "d", order: 9 },
  ]);
  expect(list?.map(({ code }) => code)).toEqual(["a", "b", "c", "d"]);
});

test("V6 unknown or missing datatypes are strings; values of what is no list are dropped", () => {
  expect(
    attributes([
      { code: "a" },
      { code: "b", datatype: "colour", values: "" },
      {
        code: "c",
        datatype: "SingleValueList",
        values: [{ key: 123, name: "Ford" }, { name: "Only name" }, "plain"],
      },
    ]),
  ).toMatchObject([
    { datatype: "string", values: [], variable: true, required: false },
    { datatype: "string", values: [] },
    {
      datatype: "singlevaluelist",
      values: [
        { key: "123", name: "Ford" },
        { key: "Only name", name: "Only name" },
        { key: "plain", name: "plain" },
      ],
    },
  ]);
});

test("V7 a question loses its trailing colon; a notice may lack a code; a question may not", () => {
  const read = readDefinition(
    parsed({
      attributes: [
        { code: "a", description: "How deep:" },
        { variable: "false", description: "Call us", order: 7 },
        { description: "?", required: true },
      ],
    }),
    "K",
  );
  expect(read?.attributes.map(({ code, description }) => [code, description])).toEqual([
    ["a", "How deep"],
    ["notice_7", "Call us"],
  ]);
  expect(read?.skipped.map(({ reason }) => reason)).toEqual(["No code"]);
});

test("the extension's automated and disable_message are kept", () => {
  expect(
    attributes([
      { code: "a", automated: "server_set" },
      { code: "b", datatype: "singlevaluelist", values: [{ key: 1, name: "x", disable_message: "No" }] },
    ]),
  ).toMatchObject([{ automated: "server_set" }, { values: [{ disableMessage: "No" }] }]);
});

test.each([null, "", {}, "  ", "0", 0])("V9 X6 a request whose id is %j is skipped, not an error", (id) => {
  const read = requests([{ service_request_id: id, status: "open" }, { service_request_id: "2" }]);
  expect(read?.rows.map(({ serviceRequestId }) => serviceRequestId)).toEqual(["2"]);
  expect(read?.skipped).toHaveLength(1);
});

test("V9 a fresh row without any id is skipped and shown", () => {
  expect(requests([{ status: "open", description: "new" }])?.skipped).toEqual([
    { reason: "No service_request_id (yet)", row: { status: "open", description: "new" } },
  ]);
});

test("X3 X6 xsi:nil, empty elements and null are absent", () => {
  const row = inXml(
    '<updated_datetime xsi:nil="true" xmlns:xsi="x">2026-01-01</updated_datetime><description/><address>  </address>',
  );
  expect(row).toMatchObject({ updatedDatetime: undefined, description: undefined, address: undefined });
  expect(request({ description: null, address: {} })).toMatchObject({
    description: undefined,
    address: undefined,
  });
});

test.each([
  [{ lat: "51.5", long: "-1.25" }, [51.5, -1.25]],
  [{ lat: 51.5, lon: -1.25 }, [51.5, -1.25]],
  [{ latitude: 51.5, lng: "-1,25" }, [51.5, -1.25]],
  [{ lat: 0.0, long: "0.0" }, [undefined, undefined]],
  [{ lat: 0, long: 5 }, [0, 5]],
  [{ lat: "", long: null }, [undefined, undefined]],
  [{ lat: 51.5 }, [undefined, undefined]],
  [{ lat: "north", long: 1 }, [undefined, undefined]],
  [{ lat: "180000", long: "450000" }, [180000, 450000]],
])("V10 coordinates %j", (row, expected) => {
  const read = request(row);
  expect([read?.lat, read?.long]).toEqual(expected);
});

test("V11 misspelt and renamed fields are known", () => {
  const row = requests([
    { sevicerequest_id: "9", address_string: "High St", adress_id: 5, zip_code: "AB1", status_note: "n" },
  ])?.rows[0];
  expect(row).toMatchObject({
    serviceRequestId: "9",
    address: "High St",
    addressId: "5",
    zipcode: "AB1",
    statusNotes: "n",
    extras: {},
  });
});

test("V8 status words get one spelling", () => {
  expect(request({ status: "In Progress" })?.status).toBe("in_progress");
  expect(request({})?.status).toBe("");
});

test("V12 dates without a zone are the end point's; unreadable ones are absent", () => {
  const row = request({ requested_datetime: "2026-07-01 10:00:00.97", updated_datetime: "yesterday" });
  expect(row?.requestedDatetime?.toISOString()).toBe("2026-07-01T09:00:00.970Z");
  expect(row?.updatedDatetime).toBeUndefined();
  expect(row?.extras).toEqual({ updated_datetime: "yesterday" });
});

test("V16 agencies given as an object are joined, other fields are kept by name", () => {
  const row = request({
    agency_responsible: { recipient: ["Alderwick", "Rushmere"] },
    title: "Kerb",
    extended_attributes: { ward: "3", photos: [{ id: 1 }] },
  });
  expect(row).toMatchObject({
    agencyResponsible: "Alderwick, Rushmere",
    extras: { title: "Kerb", "extended_attributes.ward": "3", "extended_attributes.photos.id": "1" },
  });
});

test.each([
  ["nothing", "<media_url/>", []],
  ["a trailing blank", "<media_url>https://a.example/1.jpg </media_url>", ["https://a.example/1.jpg"]],
  [
    "a repeated element",
    "<media_url>https://a.example/1</media_url><media_url>https://a.example/2</media_url>",
    ["https://a.example/1", "https://a.example/2"],
  ],
  [
    "a nested element",
    "<media_url><media_url>https://a.example/1</media_url></media_url>",
    ["https://a.example/1"],
  ],
  [
    "a relative address",
    "<media_url>photos/1.jpg</media_url>",
    ["https://o311.alderwick.example/v2/photos/1.jpg"],
  ],
  ["an absolute path", "<media_url>/p/1.jpg</media_url>", ["https://o311.alderwick.example/p/1.jpg"]],
  ["a data: picture", "<media_url>data:image/png;base64,AAAA</media_url>", ["data:image/png;base64,AAAA"]],
  ["an address that is none of the web", "<media_url>javascript:alert(1)</media_url>", []],
])("X12 pictures: %s", (_, xml, expected) => {
  expect(inXml(xml)?.mediaUrls).toEqual(expected);
});

test("X12 pictures as a JSON list, with the draft's media_urls", () => {
  expect(
    request({
      media_url: ["https://a.example/1", ""],
      media_urls: ["https://a.example/1", "https://a.example/2"],
    })?.mediaUrls,
  ).toEqual(["https://a.example/1", "https://a.example/2"]);
});

test("updates: extension fields, nested extras, skipped rows with reasons", () => {
  const read = readUpdates(
    parsed(
      "<service_request_updates>" +
        "<request_update><update_id>S-31_2</update_id><service_request_id>S-31</service_request_id><status>IN_PROGRESS</status>" +
        "<updated_datetime>2026-09-01T11:20:00+01:00</updated_datetime><description></description><media_url></media_url>" +
        "<external_status_code>C9</external_status_code><fms_extra_Ref>7</fms_extra_Ref><extras><group>Kerbs</group></extras></request_update>" +
        "<request_update><update_id/><service_request_id>S</service_request_id></request_update>" +
        "<request_update><update_id>2</update_id><service_request_id>S</service_request_id><updated_datetime>x</updated_datetime></request_update>" +
        "<request_update><update_id>3</update_id><updated_datetime>2026-09-01T11:20:00Z</updated_datetime></request_update>" +
        "</service_request_updates>",
    ),
    context,
  );
  expect(read?.rows).toEqual([
    expect.objectContaining({
      updateId: "S-31_2",
      serviceRequestId: "S-31",
      status: "in_progress",
      updatedDatetime: new Date("2026-09-01T10:20:00Z"),
      description: undefined,
      mediaUrls: [],
      externalStatusCode: "C9",
      extras: { fms_extra_Ref: "7", group: "Kerbs" },
    }),
  ]);
  expect(read?.skipped.map(({ reason }) => reason)).toEqual([
    "No update_id",
    "No updated_datetime that can be read",
    "No service_request_id",
  ]);
});

test("an update may name our report instead of the back end's request", () => {
  expect(
    readUpdates(
      parsed([{ update_id: 1, fixmystreet_id: 7045, updated_datetime: "2026-09-01T11:20:00Z" }]),
      context,
    )?.rows[0],
  ).toMatchObject({ fixmystreetId: "7045", serviceRequestId: undefined });
});

test.each([
  [
    "id",
    '[{"service_request_id":293944,"service_notice":"Soon","account_id":null}]',
    { serviceRequestId: "293944", serviceNotice: "Soon" },
  ],
  ["token", "<service_requests><request><token>tk-8</token></request></service_requests>", { token: "tk-8" }],
  [
    "X8 wrapped id",
    '{"service_requests":{"request":{"service_request_id":"7-2026"}}}',
    { serviceRequestId: "7-2026" },
  ],
  ["X8 bare object", '{"service_request_id":"7","service_notice":""}', { serviceRequestId: "7" }],
  ["draft's request_id", '[{"request_id":"7"}]', { serviceRequestId: "7" }],
  [
    "P3 id that is markup",
    "<service_requests><request><service_request_id><a>1</a></service_request_id></request></service_requests>",
    {},
  ],
  ["P3 empty id", "<service_requests><request><service_request_id/></request></service_requests>", {}],
  ["nothing", "[]", {}],
])("reads a posted request's answer: %s", (_, body, expected) => {
  const posted = readPostedRequest(parsed(body));
  expect(JSON.parse(JSON.stringify(posted))).toEqual(expected);
});

test.each([
  ["two rows", '[{"service_request_id":"1"},{"service_request_id":"2"}]'],
  [
    "one row of a listing",
    '[{"service_request_id":"1","status":"open","requested_datetime":"2026-01-01T00:00:00Z"}]',
  ],
  ["something else", '[{"service_code":"1"}]'],
])("P1 an answer with %s is not our id", (_, body) => {
  expect(readPostedRequest(parsed(body))).toBeUndefined();
});

test("a posted update's answer: an id or a token, never a listing", () => {
  expect(
    readPostedUpdate(
      parsed(
        "<service_request_updates><request_update><update_id>U-4</update_id></request_update></service_request_updates>",
      ),
    )?.updateId,
  ).toBe("U-4");
  expect(readPostedUpdate(parsed('[{"token":"t"}]'))?.token).toBe("t");
  expect(readPostedUpdate(parsed('[{"update_id":"1","status":"open"}]'))).toBeUndefined();
});

test.each([
  ["array", '[{"code":403,"description":"No key"}]', "403", "No key"],
  ["wrapped list", '{"errors":[{"code":"403","description":"No key"}]}', "403", "No key"],
  ["wrapped object", '{"errors":{"code":403,"description":"No key"}}', "403", "No key"],
  ["error with message", '{"error":{"code":403,"message":"No key"}}', "403", "No key"],
  ["single object", '{"code":403,"description":"No key"}', "403", "No key"],
  ["error text", '{"error":"No key"}', "", "No key"],
  ["error text beside a status", '{"status":403,"error":"No key"}', "", "No key"],
  ["message only", '{"message":"No key"}', "", "No key"],
  [
    "standard XML",
    "<errors><error><code>403</code><description>No key</description></error></errors>",
    "403",
    "No key",
  ],
  ["bare XML error", "<error>No key</error>", "", "No key"],
  ["error_messages", "<error_messages><error_message>No key</error_message></error_messages>", "", "No key"],
  ["msg", "<errors><error><msg>No key</msg></error></errors>", "", "No key"],
  ["SOAP fault", "<fault><faultcode>x</faultcode><faultstring>No key</faultstring></fault>", "x", "No key"],
  ["code without description", "<errors><error><code>403</code></error></errors>", "403", ""],
])("2.5 reads the error shape: %s", (_, body, code, description) => {
  expect(readErrors(parsed(body))).toEqual([{ code, description }]);
});

test("2.5 several errors are kept, traces are cut to a length", () => {
  expect(
    readErrors(
      parsed(
        "<errors><error><description>a</description></error><error><description>b</description></error></errors>",
      ),
    ),
  ).toHaveLength(2);
  const [error] = readErrors(parsed([{ code: 500, description: `${"x\n".repeat(5000)}` }]));
  expect(error?.description.length).toBeLessThan(520);
});

test.each([
  '[{"service_request_id":"1","description":"Error on the sign"}]',
  '[{"service_code":"1","service_name":"x","description":"y"}]',
  '{"service_code":"K","attributes":[{"code":"a","description":"b","datatype":"text"}]}',
  '[{"update_id":"1","description":"x"}]',
  "[]",
  "<services/>",
])("%s is no error", (body) => {
  expect(readErrors(parsed(body))).toEqual([]);
});

test.each([
  [
    "JSON",
    '{"changeset":"2011-09-1 17:35","contact":"c","key_service":"k","endpoints":[{"url":"https://a.example/v2","type":"TEST","formats":["text/xml"]}]}',
  ],
  [
    "wrapped JSON",
    '{"discovery":{"changeset":"2011-09-1 17:35","contact":"c","key_service":"k","endpoints":{"endpoint":{"url":"https://a.example/v2","type":"test","formats":{"format":"text/xml"}}}}}',
  ],
  [
    "XML",
    "<discovery><changeset>2011-09-1 17:35</changeset><contact>c</contact><key_service>k</key_service><endpoints><endpoint><url>https://a.example/v2</url><type>test</type><formats><format>text/xml</format></formats></endpoint></endpoints></discovery>",
  ],
])("reads discovery in %s", (_, body) => {
  expect(readDiscovery(parsed(body))).toEqual({
    changeset: "2011-09-1 17:35",
    contact: "c",
    keyService: "k",
    endpoints: [
      { specification: "", url: "https://a.example/v2", changeset: "", type: "test", formats: ["text/xml"] },
    ],
  });
});
