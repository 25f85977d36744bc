import { expect, test } from "vitest";
import { reasonsToHold } from "@/lib/sync/services/hold-back";
import { planSync } from "@/lib/sync/services/plan-sync";
import type { Definition, OfferedService, UnreadRow } from "@/lib/sync/services/service-list";
import { syncDiff } from "@/lib/sync/services/sync-diff";
import type { KnownContact, KnownQuestion, SyncPlan, SyncSettings } from "@/lib/sync/services/sync-plan";

const service = (code: string, name: string, more: Partial<OfferedService> = {}): OfferedService => ({
  serviceCode: code,
  serviceName: name,
  type: "realtime",
  keywords: [],
  groups: [],
  definition: { kind: "unsaid" },
  ...more,
});

let lastId = 0;
const contact = (code: string, name: string, more: Partial<KnownContact> = {}): KnownContact => ({
  id: ++lastId,
  version: `v${lastId}`,
  destination: code,
  category: name,
  state: "confirmed",
  stateBeforeRetired: null,
  ours: true,
  protected: false,
  private: false,
  groups: [],
  keywords: [],
  serviceType: "realtime",
  idField: "fixmystreet_id",
  questions: [],
  ...more,
});

const usual: SyncSettings = { useGroups: true, neverRetire: false };
const plan = (
  services: OfferedService[],
  contacts: KnownContact[],
  more: { settings?: Partial<SyncSettings>; unread?: UnreadRow[] } = {},
): SyncPlan => planSync({ services, unread: more.unread ?? [] }, contacts, { ...usual, ...more.settings });

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

const attribute = (code: string, more: object = {}) => ({
  variable: true,
  code,
  datatype: "string" as const,
  required: false,
  order: 0,
  description: `What about ${code}?`,
  values: [],
  ...more,
});
const asks = (...attributes: ReturnType<typeof attribute>[]): { definition: Definition } => ({
  definition: { kind: "read", attributes, unread: 0 },
});
const question = (id: number, code: string, more: Partial<KnownQuestion> = {}): KnownQuestion => ({
  id,
  code,
  description: `What about ${code}?`,
  datatype: "string",
  datatypeDescription: "",
  required: false,
  variable: true,
  order: 0,
  automated: "",
  protected: false,
  stopsForm: false,
  values: [],
  ...more,
});
/** The questions planned for a contact that has `known`; null = as they are. */
const followed = (known: KnownQuestion[], definition: Definition) => {
  const planned = plan(
    [service("Q-1", "Asks", { definition })],
    [contact("Q-1", "Asks", { questions: known })],
  );
  return { questions: planned.changes[0]?.questions ?? null, planned };
};

test("AC-137: questions are kept in the order of the list, without the colon, and are not a change the second time", () => {
  const { definition } = asks(
    attribute("b", { order: 2, description: "Größe (très précisément):" }),
    attribute("a", { order: 1, description: "Colour:" }),
  );
  const { questions } = followed([], definition);
  expect(questions?.map(({ code, description }) => [code, description])).toEqual([
    ["a", "Colour"],
    ["b", "Größe (très précisément)"],
  ]);
  const stored = questions?.map((one, place) => ({ ...one, id: place + 1 })) ?? [];
  expect(followed(stored, definition)).toMatchObject({ questions: null, planned: { unchanged: ["Q-1"] } });
});

test("AC-137: a service that asks nothing any more leaves protected questions only", () => {
  const own = question(2, "own", { protected: true });
  expect(followed([question(1, "a"), own], { kind: "none" }).questions).toEqual([own]);
  expect(followed([own], { kind: "none" }).questions).toBeNull();
});

test.each<[string, Definition]>([
  ["is empty", { kind: "read", attributes: [], unread: 0 }],
  ["could not be read", { kind: "failed", reason: "500" }],
  ["is not spoken of", { kind: "unsaid" }],
])("AC-137: a definition that %s leaves the questions as they are", (_, definition) => {
  const { questions, planned } = followed([question(1, "a")], definition);
  expect(questions).toBeNull();
  expect(planned.unchanged).toEqual(["Q-1"]);
});

test("a protected question keeps its words in the definition's place, the other protected ones follow by code and number", () => {
  const known = [
    question(1, "z", { protected: true, description: "Ours, last", order: 9 }),
    question(2, "b", { protected: true, description: "Our words", order: 5 }),
    question(3, "y", { protected: true, order: 9 }),
    question(4, "old"),
  ];
  const { questions } = followed(
    known,
    asks(attribute("c", { order: 6 }), attribute("b", { order: 1 })).definition,
  );
  expect(questions?.map(({ code, id, description }) => [code, id, description])).toEqual([
    ["b", 2, "Our words"],
    ["c", null, "What about c?"],
    ["y", 3, "What about y?"],
    ["z", 1, "Ours, last"],
  ]);
});

test("AC-141: an answer that closes the form brings its message along", () => {
  const values = [
    { key: "1", name: "Yes", disableMessage: "<p>Call us at once.</p>" },
    { key: "2", name: "No" },
    { key: "2", name: "Not at all" },
  ];
  const { questions } = followed(
    [],
    asks(attribute("danger", { datatype: "singlevaluelist", values })).definition,
  );
  expect(questions?.[0]?.values).toEqual([
    { key: "1", name: "Yes", stops: "Call us at once." },
    { key: "2", name: "No" },
  ]);
});

test("what we know ourselves is asked of nobody, also where the list does not say so", () => {
  const { questions } = followed(
    [],
    asks(
      attribute("fixmystreet_id"),
      attribute("easting"),
      attribute("asset", { automated: "hidden_field" }),
      attribute("title", { automated: "server_set" }),
      attribute("colour"),
    ).definition,
  );
  expect(questions?.map(({ automated }) => automated)).toEqual([
    "server_set",
    "server_set",
    "hidden_field",
    "server_set",
    "",
  ]);
});

test("a question that cannot be asked is left out, a choice of nothing is asked in words", () => {
  const { questions, planned } = followed(
    [],
    asks(attribute("two words"), attribute("pick", { datatype: "singlevaluelist" })).definition,
  );
  expect(questions?.map(({ code, datatype }) => [code, datatype])).toEqual([["pick", "string"]]);
  expect(planned.remarks.map(({ kind }) => kind)).toEqual(["unusable_question", "no_values"]);
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

test.each<[string, { retire: number; stay: number; was: number | null; inStep?: boolean }, string[]]>([
  ["a third of the contacts goes", { retire: 1, stay: 2, was: 3 }, []],
  ["more than a third goes", { retire: 2, stay: 3, was: null }, ["many"]],
  ["the list has lost more than a third", { retire: 1, stay: 5, was: 10 }, ["shrunk"]],
  ["it is the first time", { retire: 0, stay: 1, was: null, inStep: false }, ["first"]],
])("what waits for a person: %s", (_, { retire, stay, was, inStep = true }, reasons) => {
  const contacts = Array.from({ length: retire + stay }, (_one, n) => contact(`S-${n}`, `Service ${n}`));
  const services = contacts.slice(retire).map(({ destination, category }) => service(destination, category));
  const planned = plan(
    services.map((one, n) => (n === 0 ? { ...one, groups: ["Changed"] } : one)),
    contacts,
  );
  expect(reasonsToHold(planned, services.length, { wasInStep: inStep, services: was })).toEqual(reasons);
});

test("where nothing would be changed nobody is asked", () => {
  expect(reasonsToHold(plan([], []), 1, { wasInStep: false, services: 100 })).toEqual([]);
});

test("the differences are told in words, before and after, and their fingerprint tells two of them apart", () => {
  const known = contact("A-1", "Old name", { questions: [question(1, "a")] });
  const of = (name: string) =>
    syncDiff(plan([service("A-1", name, asks(attribute("a", { required: true })))], [known]));
  const { fingerprint, changes, counts } = of("New name");
  expect(changes).toEqual([
    {
      kind: "update",
      contactId: known.id,
      category: "Old name",
      code: "A-1",
      changes: [
        { what: "category", was: "Old name", is: "New name" },
        { what: "Question a, needed", was: "no", is: "yes" },
      ],
    },
  ]);
  expect(counts).toMatchObject({ update: 1, create: 0 });
  expect(of("New name").fingerprint).toBe(fingerprint);
  expect(of("Newer name").fingerprint).not.toBe(fingerprint);
});
