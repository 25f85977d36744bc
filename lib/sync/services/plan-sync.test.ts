import { expect, test } from "vitest";
import { syncDiff } from "@/lib/sync/services/sync-diff";
import type { KnownContact, SyncPlan, SyncSettings } from "@/lib/sync/services/sync-plan";
import { contact, plan, service } from "@/lib/testing/service-lists";

/** What is done to whom, and what of it is changed. */
const told = ({ changes }: SyncPlan) =>
  changes.map(({ kind, contact: whose, serviceCode, fields }) => [
    kind,
    whose?.category ?? serviceCode,
    fields,
  ]);
const lefts = ({ left }: SyncPlan) => left.map(({ code, reason }) => [code, reason]);

test("AC-130: a new service is a new contact, confirmed", () => {
  const planned = plan([service("NEW-1", "Painted  wall ")], []);
  expect(told(planned)).toEqual([
    [
      "create",
      "NEW-1",
      {
        category: "Painted wall",
        destination: "NEW-1",
        state: "confirmed",
        private: false,
        groups: [],
        keywords: [],
        serviceType: "realtime",
      },
    ],
  ]);
});

test.each<[string, KnownContact[], unknown[]]>([
  [
    "same name, another code: the code follows",
    [contact("OLD-1", "Painted wall")],
    ["update", "Painted wall", { destination: "NEW-1" }],
  ],
  [
    "same code, another name: the name follows",
    [contact("NEW-1", "Wall paint")],
    ["update", "Wall paint", { category: "Painted wall" }],
  ],
  [
    "a protected one keeps its name",
    [contact("OLD-1", "Painted wall", { protected: true })],
    ["update", "Painted wall", { destination: "NEW-1" }],
  ],
  [
    "one that is deleted does not stand in the way of a live one",
    [
      contact("NEW-1", "Wall paint"),
      contact("x", "Painted wall", { state: "deleted" }),
      contact("NEW-1", "Older", { state: "deleted", stateBeforeRetired: "confirmed" }),
    ],
    ["update", "Wall paint", { category: "Painted wall" }],
  ],
])("AC-131: %s", (_, contacts, change) => {
  expect(told(plan([service("NEW-1", "Painted wall")], contacts))).toEqual([change]);
});

test("a protected contact whose name and code are known already is in step, whatever the list calls it", () => {
  const kept = contact("P-1", "Our words", { protected: true, groups: ["Ours"], keywords: ["ours"] });
  const listed = service("P-1", "Their words", { groups: ["Theirs"], keywords: ["private", "staff"] });
  expect(plan([listed], [kept])).toMatchObject({ changes: [], unchanged: ["P-1"] });
});

test("AC-132: where one matches by name and one by code neither is changed nor taken away", () => {
  const both = [contact("NEW-1", "Wall paint"), contact("OLD-1", "Painted wall")];
  const planned = plan([service("NEW-1", "Painted wall")], both);
  expect(planned.changes).toEqual([]);
  expect(lefts(planned)).toEqual([["NEW-1", "several"]]);
  expect(syncDiff(planned).left[0]?.why).toContain("Wall paint, Painted wall");
});

test("AC-134: a contact that goes another way is left alone, and is never taken away", () => {
  const mail = contact("roads@council.example", "Painted wall", { ours: false });
  const elsewhere = contact("GONE-1", "Other way", { ours: false });
  const planned = plan([service("NEW-1", "Painted wall")], [mail, elsewhere]);
  expect(planned.changes).toEqual([]);
  expect(lefts(planned)).toEqual([["NEW-1", "elsewhere"]]);
});

test.each<[string, Partial<KnownContact>, unknown[]]>([
  ["confirmed", {}, ["retire", "Gone", { state: "deleted" }]],
  ["inactive", { state: "inactive" }, ["retire", "Gone", { state: "deleted" }]],
  ["unconfirmed", { state: "unconfirmed" }, ["retire", "Gone", { state: "deleted" }]],
])("AC-135: a service that is gone takes its %s contact away", (_, more, change) => {
  const contacts = [contact("A-1", "Stays"), contact("G-1", "Gone", more)];
  expect(told(plan([service("A-1", "Stays")], contacts))).toEqual([change]);
});

test.each<[string, Partial<KnownContact>, Partial<SyncSettings>]>([
  ["is for staff only", { state: "staff" }, {}],
  ["is protected (TRAP-24)", { protected: true }, {}],
  ["goes another way (TRAP-24)", { ours: false }, {}],
  ["was taken away already", { state: "deleted" }, {}],
  ["must not be taken away by the list", {}, { neverRetire: true }],
])("AC-135: what %s survives", (_, more, settings) => {
  const contacts = [contact("A-1", "Stays"), contact("G-1", "Gone", more)];
  expect(plan([service("A-1", "Stays")], contacts, { settings }).changes).toEqual([]);
});

test("a row that cannot be read takes no contact away that it may stand for", () => {
  const contacts = [contact("A-1", "By code"), contact("B-1", "By name"), contact("C-1", "Gone")];
  const unread = [
    { code: "A-1", name: null, reason: "No service_name" },
    { code: null, name: "By name", reason: "No service_code" },
  ];
  const planned = plan([service("D-1", "New")], contacts, { unread });
  expect(told(planned).filter(([kind]) => kind === "retire")).toEqual([
    ["retire", "Gone", { state: "deleted" }],
  ]);
  expect(planned.remarks.map(({ kind }) => kind)).toEqual(["unread_row", "unread_row"]);
});

test.each(["confirmed", "inactive", "unconfirmed"] as const)(
  "AC-135: one that was %s comes back as it was, in its own row",
  (state) => {
    const gone = contact("B-1", "Back", { state: "deleted", stateBeforeRetired: state });
    const planned = plan([service("B-1", "Back again")], [gone]);
    expect(planned.changes[0]?.contact).toBe(gone);
    expect(told(planned)).toEqual([["revive", "Back", { category: "Back again", state }]]);
  },
);

test("what a person took away stays away", () => {
  const byCode = contact("B-1", "Was called so", { state: "deleted" });
  const byName = contact("old@council.example", "Named", { state: "deleted", ours: false });
  const planned = plan([service("B-1", "Back"), service("N-1", "Named")], [byCode, byName]);
  expect(planned.changes).toEqual([]);
  expect(lefts(planned)).toEqual([
    ["B-1", "removed"],
    ["N-1", "removed"],
  ]);
});

test("a name that its contact gives up is free for a new service", () => {
  const planned = plan(
    [service("B-2", "Pothole"), service("A-1", "Hole in road")],
    [contact("A-1", "Pothole")],
  );
  expect(told(planned)).toMatchObject([
    ["create", "B-2", { category: "Pothole" }],
    ["update", "Pothole", { category: "Hole in road" }],
  ]);
});

test("two services of one name: whoever has it keeps it, and doing it again changes nothing", () => {
  const has = contact("B-2", "Pothole");
  const planned = plan([service("A-1", "Pothole"), service("B-2", "Pothole")], [has]);
  expect(planned).toMatchObject({ changes: [], unchanged: ["B-2"] });
  expect(lefts(planned)).toEqual([["A-1", "same_name"]]);
  expect(lefts(plan([service("A-1", "Pothole"), service("B-2", "Pothole")], []))).toEqual([
    ["B-2", "same_name"],
  ]);
});

test.each([
  ["REFUSED", "Refused"],
  ["roads@council.example", "By mail"],
  ["X-1", "n".repeat(201)],
])("a service that cannot be a contact is left, and takes none away: %s", (code, name) => {
  const planned = plan([service(code, name)], [contact(code, "Known")]);
  expect(planned.changes).toEqual([]);
  expect(lefts(planned)).toEqual([[code, "unusable"]]);
});

test("a new service waits until what it asks can be read, one that is here does not", () => {
  const failed = { definition: { kind: "failed", reason: "500" } } as const;
  expect(lefts(plan([service("A-1", "New", failed)], []))).toEqual([["A-1", "no_definition"]]);
  expect(told(plan([service("A-1", "Newer", failed)], [contact("A-1", "Old")]))).toHaveLength(1);
});

test.each<[string[], Partial<KnownContact>, object]>([
  [["private"], {}, { private: true, keywords: ["private"] }],
  [[" Private "], {}, { private: true, keywords: ["Private"] }],
  [["hole"], { private: true, keywords: ["private"] }, { keywords: ["hole"] }],
  [["inactive"], {}, { state: "inactive", keywords: ["inactive"] }],
  [["inactive", "staff"], {}, { state: "staff", keywords: ["inactive", "staff"] }],
  [[], { state: "staff", keywords: ["staff"] }, { keywords: [] }],
  [["waste_only"], {}, { keywords: ["waste_only"] }],
  [[], { keywords: ["waste_only"] }, { keywords: [] }],
])("AC-139: keywords %j", (keywords, more, fields) => {
  const planned = plan([service("K-1", "Words", { keywords })], [contact("K-1", "Words", more)]);
  expect(planned.changes[0]?.fields).toEqual(fields);
});

test.each<[string, string[], string[], boolean, string[] | undefined]>([
  ["a list of two", ["A", "B"], [], true, ["A", "B"]],
  ["the same in another order", ["B", "A"], ["A", "B"], true, undefined],
  ["blanks do not count", [" A  b ", "A b", ""], ["A b"], true, undefined],
  ["switched off", ["A"], ["A"], false, []],
])("AC-140: groups, %s", (_, groups, known, useGroups, after) => {
  const planned = plan(
    [service("G-1", "Grouped", { groups })],
    [contact("G-1", "Grouped", { groups: known })],
    {
      settings: { useGroups },
    },
  );
  expect(planned.changes[0]?.fields.groups).toEqual(after);
});

test("that a service answers late or never is taken over; that nothing is said of it is not", () => {
  const known = (serviceType: string) => [contact("T-1", "Typed", { serviceType })];
  expect(told(plan([service("T-1", "Typed", { type: "batch" })], known("realtime")))).toHaveLength(1);
  expect(plan([service("T-1", "Typed")], known("blackbox")).changes).toEqual([]);
});
