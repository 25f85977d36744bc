import { expect, test } from "vitest";
import type { Photo, PostForm } from "@/lib/open311/form-parts";
import { coordinate } from "@/lib/open311/location";
import { type RequestToPost, requestForm } from "@/lib/open311/post-form";
import { Open311Settings } from "@/lib/open311/settings";

const settings = (over: Partial<Open311Settings> = {}): Open311Settings =>
  Open311Settings.parse({ endpoint: "https://o311.brackenford.example/v2", ...over });

const report: RequestToPost = {
  reportId: "7045",
  serviceCode: "KRB-7",
  title: "Kerb up",
  detail: "Tripping hazard",
  category: "Loose kerbstone",
  groups: ["Pavements", "Safety"],
  anonymous: true,
  url: "https://site.example/report/7045",
  isPrivate: false,
  reporter: { name: "Ines Okafor", email: "ines@mail.example", phone: null },
  noReplyEmail: "do-not-reply@site.example",
  point: { lat: 51.5000001, long: -1.25 },
  usedMap: true,
  searchedFor: "",
  photos: [],
  attachments: [],
  answers: [],
  listedCodes: [],
  idField: "fixmystreet_id",
};

const form = (over: Partial<RequestToPost>, flags: Partial<Open311Settings> = {}): PostForm =>
  requestForm({ ...report, ...over }, settings(flags));
const all = ({ fields }: PostForm, name: string): string[] =>
  fields.filter(([n]) => n === name).map(([, v]) => v);

test("AC-045: the plain report, in order", () => {
  expect(form({ answers: [{ code: "depth", value: "3" }] }).fields).toEqual([
    ["service_code", "KRB-7"],
    ["description", "Kerb up\n\nTripping hazard\n\nhttps://site.example/report/7045\n"],
    ["first_name", "Ines"],
    ["last_name", "Okafor"],
    ["email", "ines@mail.example"],
    ["lat", "51.5"],
    ["long", "-1.25"],
    ["attribute[depth]", "3"],
  ]);
});

test.each([
  ["Cher", "Cher", ""],
  ["Ana de Vries", "Ana", "de Vries"],
  ["  Ana   de  Vries ", "Ana", "de Vries"],
  ["", "", ""],
])("AC-046: the name %s is split at its first blank", (name, first, last) => {
  const sent = form({ reporter: { ...report.reporter, name } });
  expect([all(sent, "first_name"), all(sent, "last_name")]).toEqual([[first], [last]]);
});

test.each([
  ["fixmystreet_id", ["fixmystreet_id"], [["attribute[fixmystreet_id]", "7047"]]],
  ["site_ref", ["site_ref", "fixmystreet_id"], [["attribute[site_ref]", "7047"]]],
  ["fixmystreet_id", ["depth"], []],
])("AC-047: P10 our id goes into %s when the category lists %j", (idField, listedCodes, expected) => {
  const sent = form({ reportId: "7047", idField, listedCodes });
  expect(sent.fields.filter(([name]) => name.startsWith("attribute"))).toEqual(expected);
});

test("AC-049: what we compute wins over what the form was made to say", () => {
  const sent = form({
    answers: [
      { code: "easting", value: "1" },
      { code: "fixmystreet_id", value: "1" },
    ],
    listedCodes: ["easting", "northing", "fixmystreet_id", "closest_address"],
    grid: { easting: 451_234, northing: 201_000 },
    closestAddress: "1 High St",
  });
  expect(all(sent, "attribute[easting]")).toEqual(["451234"]);
  expect(all(sent, "attribute[northing]")).toEqual(["201000"]);
  expect(all(sent, "attribute[fixmystreet_id]")).toEqual(["7045"]);
  expect(all(sent, "attribute[closest_address]")).toEqual(["1 High St"]);
});

test("grid coordinates are only told of a pin that can be trusted", () => {
  const listed = {
    listedCodes: ["easting"],
    grid: { easting: 1, northing: 2 },
    usedMap: false,
    searchedFor: "QZ9 4AA",
  };
  expect(all(form(listed, { alwaysSendLatLong: false }), "attribute[easting]")).toEqual([]);
  expect(all(form(listed), "attribute[easting]")).toEqual(["1"]);
});

test.each([
  ["repeat", ["attribute[x]", "attribute[x]"]],
  ["brackets", ["attribute[x][]", "attribute[x][]"]],
  ["index", ["attribute[x][0]", "attribute[x][1]"]],
] as const)(
  "AC-050: P9 several answers in the style %s; a single one is always plain",
  (attributeStyle, names) => {
    const sent = form(
      {
        answers: [
          { code: "x", value: ["a", "b"] },
          { code: "y", value: ["c"] },
        ],
      },
      { attributeStyle },
    );
    expect(sent.fields.slice(-3)).toEqual([
      [names[0], "a"],
      [names[1], "b"],
      ["attribute[y]", "c"],
    ]);
  },
);

test("AC-051: answers named first_name and last_name replace the names; only last_name is an attribute too", () => {
  const sent = form({
    answers: [
      { code: "first_name", value: "Ina" },
      { code: "last_name", value: "Oka" },
    ],
  });
  expect([all(sent, "first_name"), all(sent, "last_name")]).toEqual([["Ina"], ["Oka"]]);
  expect(sent.fields.filter(([name]) => name.startsWith("attribute"))).toEqual([
    ["attribute[last_name]", "Oka"],
  ]);
  expect(all(form({ answers: [{ code: "first_name", value: " " }] }), "first_name")).toEqual(["Ines"]);
});

test("AC-052: the prefix fms_extra_ is removed, and the later answer wins", () => {
  const sent = form({
    answers: [
      { code: "title", value: "Mr" },
      { code: "fms_extra_title", value: "Dr" },
    ],
  });
  expect(all(sent, "attribute[title]")).toEqual(["Dr"]);
});

test("an answer of 0 is sent, an unknown one is sent empty", () => {
  const sent = form({
    answers: [
      { code: "a", value: 0 },
      { code: "b", value: null },
      { code: "c", value: [] },
    ],
  });
  expect(sent.fields.slice(-3)).toEqual([
    ["attribute[a]", "0"],
    ["attribute[b]", ""],
    ["attribute[c]", ""],
  ]);
});

test.each([
  ["map used", { usedMap: true, searchedFor: "QZ9 4AA" }, false, ["lat", "long"]],
  ["no map, searched", { usedMap: false, searchedFor: "QZ9 4AA" }, false, ["address_string"]],
  ["no map, nothing searched", { usedMap: false, searchedFor: " " }, false, ["lat", "long"]],
  ["no map, nothing searched, not pinpointed", { usedMap: false, searchedFor: "" }, true, ["address_id"]],
  ["no map, searched, not pinpointed", { usedMap: false, searchedFor: "QZ9 4AA" }, true, ["address_string"]],
])("AC-054: location: %s", (_, place, sendNotPinpointed, expected) => {
  const names = ["lat", "long", "address_string", "address_id"];
  const sent = form(place, { alwaysSendLatLong: false, sendNotPinpointed });
  expect(sent.fields.map(([name]) => name).filter((name) => names.includes(name))).toEqual(expected);
  expect(form(place, { sendNotPinpointed }).fields.map(([name]) => name)).toContain("lat");
});

test("AC-054: the values of address_string and address_id", () => {
  const flags = { alwaysSendLatLong: false, sendNotPinpointed: true };
  expect(all(form({ usedMap: false, searchedFor: "QZ9 4AA" }, flags), "address_string")).toEqual(["QZ9 4AA"]);
  expect(all(form({ usedMap: false, searchedFor: "" }, flags), "address_id")).toEqual(["#NOTPINPOINTED#"]);
});

const photo = (index: number, over: Partial<Photo> = {}): Photo => ({
  url: `https://site.example/photo/7055.${index}.full.jpeg`,
  type: "image/jpeg",
  bytes: new Uint8Array([index]),
  ...over,
});
const photos = [photo(0), photo(1), photo(2, { type: "image/png" })];

test("AC-055: photos: the first as a link, all of them, or as files", () => {
  const three = { reportId: "7055", photos };
  expect(all(form(three), "media_url")).toEqual([photos[0]?.url]);
  expect(all(form(three, { multiPhotos: true }), "media_url")).toEqual(photos.map(({ url }) => url));
  expect(form(three, { uploadFiles: true }).files).toEqual([]);
  for (const sent of [
    form({ ...three, isPrivate: true }, { uploadFiles: true }),
    form(three, { uploadFiles: true, alwaysUploadPhotos: true }),
  ]) {
    expect(all(sent, "media_url")).toEqual([]);
    expect(sent.files.map(({ field, name }) => [field, name])).toEqual([
      ["photo1", "7055.0.full.jpeg"],
      ["photo2", "7055.1.full.jpeg"],
      ["photo3", "7055.2.full.png"],
    ]);
  }
});

test("a photo that could not be loaded is linked instead", () => {
  const sent = form({ photos: [photo(0, { bytes: null })], isPrivate: true }, { uploadFiles: true });
  expect([sent.files, all(sent, "media_url").length]).toEqual([[], 1]);
});

test("enquiry files go along where files are taken", () => {
  const attachments = [
    { key: "plan", name: "plan.pdf", type: "application/pdf", bytes: new Uint8Array([1]) },
  ];
  expect(form({ attachments }).files).toEqual([]);
  expect(form({ attachments }, { uploadFiles: true }).files).toMatchObject([
    { field: "file_plan", name: "plan.pdf" },
  ]);
});

test("AC-056: without an e-mail address: none, or ours where the back end insists", () => {
  const reporter = { ...report.reporter, email: null };
  expect(all(form({ reporter }), "email")).toEqual([]);
  expect(all(form({ reporter }, { alwaysSendEmail: true }), "email")).toEqual(["do-not-reply@site.example"]);
});

test("AC-057: an account id of 0 is sent, none is not", () => {
  expect(all(form({ accountId: 0 }), "account_id")).toEqual(["0"]);
  expect(all(form({ accountId: "" }), "account_id")).toEqual([]);
});

test("phone and device id are sent when known and wanted", () => {
  const known = { reporter: { ...report.reporter, phone: "01632 960000" }, service: "Android app" };
  expect(all(form(known), "phone")).toEqual(["01632 960000"]);
  expect(all(form(known), "deviceid")).toEqual([]);
  expect(all(form(known, { useServiceAsDeviceId: true }), "deviceid")).toEqual(["Android app"]);
  expect(all(form({ service: "" }, { useServiceAsDeviceId: true }), "deviceid")).toEqual([]);
});

test("P12 line breaks are single, control characters gone, basic mode sends the detail only", () => {
  const sent = form({ detail: "a\r\nb\rc\u0000\td " }, { extendedDescription: false });
  expect(all(sent, "description")).toEqual(["a\nb\nc\td"]);
});

test.each([true, false])(
  "P12 a long description keeps 4,000 code points and the link (extended: %s)",
  (extendedDescription) => {
    const [text = ""] = all(form({ detail: "😀".repeat(5000) }, { extendedDescription }), "description");
    expect([...text]).toHaveLength(4000);
    expect(text.trimEnd().endsWith("😀…\n\nhttps://site.example/report/7045")).toBe(true);
  },
);

test("P12 a back end with a shorter limit gets a shorter description, and the link all the same", () => {
  const [text = ""] = all(form({ detail: "x".repeat(900) }, { descriptionLimit: 300 }), "description");
  expect([...text]).toHaveLength(300);
  expect(text).toContain("https://site.example/report/7045");
});

test("texts of the connection's own are filled in, once", () => {
  const sent = form(
    { title: "Kerb {id}", closestAddress: "1 High St" },
    {
      descriptionPrefix: "Report {id}, {category} ({group}): ",
      extraAttributes: {
        report_url: "{url}",
        title: "{title}",
        where: "{address}",
        hidden: "{anonymous}",
        non_public: "{private}",
        source: "web",
      },
    },
  );
  expect(all(sent, "description")[0]).toMatch(
    /^Report 7045, Loose kerbstone \(Pavements, Safety\): Kerb \{id\}\n/,
  );
  expect(sent.fields.filter(([name]) => name.startsWith("attribute"))).toEqual([
    ["attribute[report_url]", "https://site.example/report/7045"],
    ["attribute[title]", "Kerb {id}"],
    ["attribute[where]", "1 High St"],
    ["attribute[hidden]", "true"],
    ["attribute[non_public]", "false"],
    ["attribute[source]", "web"],
  ]);
});

test("answers can be left out by code, a whole family by a star; ours stay", () => {
  const answers = ["depth", "internal_a", "INTERNAL_b", "subtitle", "title"].map((code) => ({
    code,
    value: "x",
  }));
  const sent = form(
    { answers, listedCodes: ["fixmystreet_id"] },
    { leaveOut: ["internal_*", "title", "fixmystreet_id"] },
  );
  expect(sent.fields.filter(([name]) => name.startsWith("attribute")).map(([name]) => name)).toEqual([
    "attribute[depth]",
    "attribute[subtitle]",
    "attribute[fixmystreet_id]",
  ]);
});

test("P7 what a back end insists on is filled in where the report has nothing, and only there", () => {
  const flags = { fillIn: { last_name: "-", email: "reports+{id}@site.example", phone: "none" } };
  const cher = form({ reporter: { name: "Cher", email: null, phone: "01632 960000" } }, flags);
  expect(all(cher, "last_name")).toEqual(["-"]);
  expect(all(cher, "email")).toEqual(["reports+7045@site.example"]);
  expect(all(cher, "phone")).toEqual(["01632 960000"]);
  expect(all(form({}, flags), "last_name")).toEqual(["Okafor"]);
});

test("a parameter that a back end knows by another name gets that name", () => {
  const sent = form(
    { service: "web" },
    { useServiceAsDeviceId: true, renameFields: { deviceid: "device_id" } },
  );
  expect([all(sent, "deviceid"), all(sent, "device_id")]).toEqual([[], ["web"]]);
});

test("P8 coordinates and the address together, where a back end wants both and an address is known", () => {
  const flags = { alsoSendAddress: true };
  expect(all(form({ closestAddress: "1 High St" }, flags), "address_string")).toEqual(["1 High St"]);
  expect(all(form({ closestAddress: "1 High St" }, flags), "lat")).toEqual(["51.5"]);
  expect(all(form({ usedMap: false, searchedFor: "QZ9 4AA" }, flags), "address_string")).toEqual(["QZ9 4AA"]);
  expect(all(form({}, flags), "address_string")).toEqual([]);
  expect(all(form({ closestAddress: "1 High St" }), "address_string")).toEqual([]);
});

test.each([
  [51.5000001, "51.5"],
  [-1.25, "-1.25"],
  [54, "54"],
  [100, "100"],
  [0.0000001, "0"],
  [-0.0000001, "0"],
  [-2.30123456, "-2.301235"],
])("the coordinate %d is written %s", (degrees, expected) => {
  expect(coordinate(degrees)).toBe(expected);
});
