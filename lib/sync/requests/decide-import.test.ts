import { expect, test } from "vitest";
import { connectionSettings } from "@/lib/bodies/connection-settings";
import type { ServiceRequest } from "@/lib/open311/documents";
import { contactsByCode, type LookedUp } from "@/lib/sync/requests/codes";
import {
  decideImport,
  type Importer,
  type ImportFacts,
  type NewImport,
} from "@/lib/sync/requests/decide-import";
import { importRules } from "@/lib/sync/requests/import-rules";
import type { ReportState } from "@/prisma/generated/enums";

const at = (time: string) => new Date(`2026-11-28T${time}:00Z`);
const kerbs = {
  ...{ id: 1, categoryId: 11, category: "Loose kerbstone", groups: ["Kerbs", "Roads"] },
  ...{ private: false, wraps: null, destination: "KRB-7", ofConnection: true },
} satisfies LookedUp;

type Map = Partial<Record<string, { state: ReportState | null; ignore: boolean }>>;

function importer(
  settings: object = {},
  more: { contacts?: LookedUp[]; map?: Map; extended?: boolean } = {},
): Importer {
  const { contacts = [kerbs], map = {}, extended = false } = more;
  const byCode = contactsByCode(contacts, new Map());
  const endpoint = "https://council.example/v2";
  return {
    rules: importRules(connectionSettings.open311.schema.parse({ endpoint, ...settings })),
    map: {
      extendedStatuses: extended,
      matches: new Map(Object.entries(map).flatMap(([k, v]) => (v ? [[k, v]] : []))),
    },
    bounds: { west: 2.25, south: 54.57, east: 2.35, north: 54.63 },
    bodyAreaIds: new Set([900]),
    contactOf: (code) => byCode.get(code),
    contactNamed: (name) => contacts.find(({ category }) => category === name),
  };
}

const item = (more: Partial<ServiceRequest> = {}): ServiceRequest => ({
  ...{ serviceRequestId: "R-1", status: "open", serviceCode: "KRB-7", serviceName: "Kerbs" },
  ...{ description: "Kerb is loose.", requestedDatetime: at("08:00"), updatedDatetime: at("08:30") },
  ...{ lat: 54.6, long: 2.3, mediaUrls: [], extras: {} },
  ...more,
});

const area = (id: number, slug: string) => ({ id, slug, name: slug, type: "council" });
const facts = (more: Partial<ImportFacts> = {}): ImportFacts => ({
  ...{ known: false, areas: [area(900, "alderwick")], now: at("12:00") },
  ...more,
});

const outcome = (one: ServiceRequest, by = importer(), given = facts()): string => {
  const decision = decideImport(one, by, given);
  if (decision.kind === "skip") return decision.reason;
  return decision.kind === "wait" ? `waits for ${decision.code}` : decision.kind;
};

function made(one: ServiceRequest, by = importer(), given = facts()): NewImport {
  const decision = decideImport(one, by, given);
  if (decision.kind !== "create") throw new Error(JSON.stringify(decision));
  return decision.report;
}

test("AC-120: a request becomes a report of its category, made and changed when it was", () => {
  expect(made(item())).toEqual({
    ...{ externalId: "R-1", category: { id: 11, name: "Loose kerbstone" }, contactId: 1 },
    ...{ title: "Kerbs problem", detail: "Kerb is loose.", point: { lat: 54.6, lon: 2.3 }, areaIds: [900] },
    ...{ visibility: "public", state: "confirmed", createdAt: at("08:00"), updatedAt: at("08:30") },
    ...{ address: null, answers: [], customerReference: null, externalStatusCode: "", media: [] },
    extra: { import: { status: "open", code: "KRB-7", service: "Kerbs", warnings: [] } },
  });
});

test("AC-121: an unknown code is another category if the connection says so; the item's title is used; without words the title is", () => {
  const other = importer({ unknownServiceCode: "other" });
  const report = made(
    item({ serviceCode: "NEW", description: undefined, extras: { title: "Kerb gone" } }),
    other,
  );
  expect(report).toMatchObject({
    ...{ category: { id: null, name: "Other" }, contactId: null, title: "Kerb gone", detail: "Kerb gone" },
  });
  const misc = { ...kerbs, id: 2, categoryId: 12, category: "Odds", destination: "ODD" };
  const named = importer(
    { unknownServiceCode: "other", unknownCategory: "Odds" },
    { contacts: [kerbs, misc] },
  );
  expect(made(item({ serviceCode: "NEW" }), named).category).toEqual({ id: 12, name: "Odds" });
  expect(made(item({ serviceName: undefined })).title).toBe("Loose kerbstone problem");
  expect(made(item({ extras: { title: "x".repeat(300) } })).title).toHaveLength(200);
});

test("an unknown code waits for somebody to match it, or is left out", () => {
  expect(outcome(item({ serviceCode: "NEW" }))).toBe("waits for NEW");
  expect(outcome(item({ serviceCode: undefined }))).toBe("waits for Kerbs");
  expect(outcome(item({ serviceCode: undefined, serviceName: undefined }))).toBe("unknown_category");
  expect(outcome(item({ serviceCode: "NEW" }), importer({ unknownServiceCode: "skip" }))).toBe(
    "unknown_category",
  );
});

const window = { start: at("08:00"), end: at("09:00") };
test.each<[string, Partial<ServiceRequest>, Partial<ImportFacts>, string]>([
  ["without a place", { lat: undefined }, {}, "no_place"],
  ["with a place that is none", { lat: 168000, long: 540000 }, {}, "bad_place"],
  ["outside of the body's areas", {}, { areas: [area(7, "elsewhere")] }, "outside"],
  ["in no area at all", {}, { areas: [] }, "outside"],
  [
    "with a broken updated time",
    { updatedDatetime: undefined, extras: { updated_datetime: "soon" } },
    {},
    "bad_time",
  ],
  ["without any time", { updatedDatetime: undefined, requestedDatetime: undefined }, {}, "no_time"],
  [
    "changed after the window",
    { requestedDatetime: at("07:00"), updatedDatetime: at("10:00") },
    { window },
    "out_of_window",
  ],
  [
    "changed in the window",
    { requestedDatetime: at("07:00"), updatedDatetime: at("09:00") },
    { window },
    "create",
  ],
  ["made in the window, changed since", { updatedDatetime: at("10:00") }, { window }, "create"],
  ["that is here already", { lat: undefined }, { known: true }, "known"],
])("AC-122: a request %s", (_, more, given, expected) => {
  expect(outcome(item(more), importer(), facts(given))).toBe(expected);
});

test("AC-122: a broken time of the request is that of its last change; what changed before it was made did so when it was", () => {
  const broken = made(item({ requestedDatetime: undefined, extras: { requested_datetime: "soon" } }));
  expect([broken.createdAt, broken.updatedAt]).toEqual([at("08:30"), at("08:30")]);
  const earlier = made(item({ updatedDatetime: at("07:00") }));
  expect([earlier.createdAt, earlier.updatedAt]).toEqual([at("08:00"), at("08:00")]);
  const never = made(item({ updatedDatetime: undefined }));
  expect([never.createdAt, never.updatedAt]).toEqual([at("08:00"), at("08:00")]);
  const ahead = made(item({ requestedDatetime: at("13:00"), updatedDatetime: at("14:00") }));
  expect([ahead.createdAt, ahead.updatedAt]).toEqual([at("12:00"), at("12:00")]);
});

test("AC-124: numbers that the connection names are taken in whatever window was asked for, as is everything without one", () => {
  const old = { requestedDatetime: new Date("2025-11-01"), updatedDatetime: new Date("2025-11-02") };
  const by = importer({ importSkipsWindow: ["JOB_*", "DEFECT_*"] });
  expect(outcome(item({ ...old, serviceRequestId: "JOB_4" }), by, facts({ window }))).toBe("create");
  expect(outcome(item({ ...old, serviceRequestId: "defect_4" }), by, facts({ window }))).toBe("create");
  expect(outcome(item({ ...old, serviceRequestId: "R-JOB_4" }), by, facts({ window }))).toBe("out_of_window");
  expect(outcome(item(old), by)).toBe("create");
});

test.each<[string, Partial<ServiceRequest>, object, LookedUp, string]>([
  ["says that it is not public", { extras: { non_public: "1" } }, {}, kerbs, "private"],
  ["says that it is public", { extras: { non_public: "0" } }, {}, kerbs, "public"],
  ["is of a private category, also for staff only", {}, {}, { ...kerbs, private: true }, "private"],
  ["is private by the connection's rules", {}, { importPrivateCategories: ["KRB-*"] }, kerbs, "private"],
  ["is private by its category's name", {}, { importPrivateCategories: ["loose *"] }, kerbs, "private"],
])("AC-126: a request that %s", (_, more, settings, contact, visibility) => {
  expect(made(item(more), importer(settings, { contacts: [contact] })).visibility).toBe(visibility);
});

test.each<[string, { extended?: boolean; map?: Map }, ReportState, string[]]>([
  ["wobbly", {}, "confirmed", ["unknown_status"]],
  ["closed", { extended: true }, "closed", []],
  ["closed", {}, "fixed_council", []],
  ["fixed_user", {}, "confirmed", ["status_not_for_back_ends"]],
  ["", {}, "confirmed", []],
  ["unchanged", {}, "confirmed", []],
  ["wobbly", { map: { wobbly: { state: "planned", ignore: false } } }, "planned", []],
  ["wobbly", { map: { wobbly: { state: null, ignore: false } } }, "confirmed", []],
])("AC-127: status %j by %j", (status, by, state, warnings) => {
  expect(made(item({ status }), importer({}, by))).toMatchObject({
    state,
    extra: { import: { status, warnings } },
  });
});

test.each<[string, object, Partial<ServiceRequest>, string]>([
  ["a code", { importExcludeCategories: ["krb-*"] }, {}, "excluded_category"],
  ["a service's name", { importExcludeCategories: ["Kerbs"] }, {}, "excluded_category"],
  ["a category's name", { importExcludeCategories: ["Loose kerbstone"] }, {}, "excluded_category"],
  [
    "a code that has no category",
    { importExcludeCategories: ["NEW"] },
    { serviceCode: "NEW" },
    "excluded_category",
  ],
  ["another code", { importExcludeCategories: ["KRB"] }, {}, "create"],
  ["a status", { importExcludeStatuses: ["Closed"] }, { status: "closed" }, "excluded_status"],
  ["all but a status", { importOnlyStatuses: ["In progress"] }, {}, "excluded_status"],
  ["all but this status", { importOnlyStatuses: ["In progress"] }, { status: "in_progress" }, "create"],
  ["a word", { importExcludeWords: ["ash"] }, { description: "Fly-tipped ASH, again" }, "excluded_word"],
  [
    "a word in the title",
    { importExcludeWords: ["big ash"] },
    { extras: { title: "Big  ash" } },
    "excluded_word",
  ],
  ["a word that is a part of one", { importExcludeWords: ["ash"] }, { description: "Trash" }, "create"],
  ["an area", { importExcludeAreas: ["alderwick"] }, {}, "excluded_area"],
  ["all but an area", { importOnlyAreas: ["rushmere"] }, {}, "excluded_area"],
  ["all but this area", { importOnlyAreas: ["Alderwick"] }, {}, "create"],
  [
    "what is older",
    { importMaxAgeDays: 1 },
    { requestedDatetime: new Date("2026-11-27T11:00:00Z") },
    "too_old",
  ],
  ["what is older, being young", { importMaxAgeDays: 1 }, {}, "create"],
])("the connection leaves out %s", (_, settings, more, expected) => {
  expect(outcome(item(more), importer(settings))).toBe(expected);
});

test("a status that the connection's map ignores is not taken in", () => {
  expect(outcome(item(), importer({}, { map: { open: { state: null, ignore: true } } }))).toBe(
    "ignored_status",
  );
});

test("what tells who somebody is is taken out, or nothing that the back end wrote is shown", () => {
  const told = item({ description: "Mrs Okafor, 01234 567890, fell.", address: "c/o a@b.example" });
  const words = (importDescriptions: string) => {
    const { title, detail, address } = made(told, importer({ importDescriptions }));
    return [title, detail, address];
  };
  expect(words("keep")).toEqual(["Kerbs problem", "Mrs Okafor, 01234 567890, fell.", "c/o a@b.example"]);
  expect(words("strip")).toEqual([
    "Kerbs problem",
    "[name removed], [telephone number removed], fell.",
    "c/o [e-mail address removed]",
  ]);
  expect(words("none")).toEqual(["Kerbs problem", "Kerbs problem", "c/o [e-mail address removed]"]);
});

test("group, wrapped code, references and pictures come along", () => {
  const contacts = [{ ...kerbs, wraps: { description: "Which" } }];
  const extras = {
    ...{ group: "Roads", original_service_code: "K9", customer_reference: "C-1", external_status_code: "S2" },
  };
  expect(
    made(item({ extras, mediaUrls: ["https://c.example/1.jpg"] }), importer({}, { contacts })),
  ).toMatchObject({
    ...{ extra: { group: "Roads" }, customerReference: "C-1", externalStatusCode: "S2" },
    answers: [{ code: "_wrapped_service_code", description: "Which", value: "K9" }],
    media: ["https://c.example/1.jpg"],
  });
});

test("a code stands for what somebody matched, else for the contact of this connection, else for any", () => {
  const far = { ...kerbs, id: 1, categoryId: 21, ofConnection: false };
  const near = { ...kerbs, id: 2, categoryId: 22 };
  const chosen = { ...kerbs, id: 3, categoryId: 23, destination: "X" };

  const of = (matches: [string, number | null][], code = "KRB-7") =>
    contactsByCode([far, near, chosen], new Map(matches)).get(code)?.categoryId;

  expect(of([])).toBe(22);
  expect(of([["KRB-7", 23]])).toBe(23);
  expect(of([["KRB-7", 99]])).toBe(22);
  expect(of([["KRB-7", null]])).toBe(22);
  expect(of([], "krb-7")).toBeUndefined();
});
