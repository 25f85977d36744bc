import { expect, test } from "vitest";
import type { RequestUpdate } from "@/lib/open311/documents";
import type { Template } from "@/lib/sync/updates/choose-template";
import type { OwnContact } from "@/lib/sync/updates/decide-particulars";
import { type Decided, decideUpdate, type Source } from "@/lib/sync/updates/decide-update";
import { Decision } from "@/lib/sync/updates/decision";
import type { Facts } from "@/lib/sync/updates/facts";
import type { StatusMatch } from "@/lib/sync/updates/status-map";

const at = (time: string) => new Date(`2026-05-12T${time}Z`);

const contact = (categoryId: number, category: string, more: Partial<OwnContact> = {}) =>
  [categoryId, { categoryId, category, groups: [], private: false, wraps: null, ...more }] as const;

/** As in spec/integration.md 11.5: sent and last changed at nine, nothing said yet. */
const report = (more: Partial<Facts> = {}): Facts => ({
  ...{ reportId: 8001, deliveryId: 1, state: "confirmed", visibility: "public", language: "en" },
  ...{ updatedAt: at("09:00:00"), category: { id: 1, name: "Loose kerbstone" }, group: null, answers: [] },
  ...{ assignee: null, sentAt: at("09:00:00"), code: "", reference: null, details: null, answeredAt: null },
  ...{
    othersSpoke: false,
    othersMovedAt: null,
    postedByBody: false,
    toldUpTo: null,
    newest: null,
    newestOfBody: null,
  },
  ...more,
});

const item = (more: Partial<RequestUpdate> = {}): RequestUpdate => ({
  ...{ updateId: "u1", serviceRequestId: "S-31", updatedDatetime: at("10:30:00"), mediaUrls: [], extras: {} },
  ...more,
});

type More = { templates?: Partial<Template>[]; matches?: Record<string, StatusMatch> } & Partial<
  Omit<Source, "templates" | "map">
>;
const source = ({ templates = [], matches = {}, ...more }: More = {}): Source => ({
  map: { extendedStatuses: false, matches: new Map(Object.entries(matches)) },
  contacts: new Map([contact(1, "Loose kerbstone"), contact(2, "Dim bollard")]),
  staff: new Map(),
  blanksAllowed: false,
  templates: templates.map((one, id) => ({
    ...{ id, text: "", emailText: null, state: null, externalStatusCode: null, categoryIds: [] },
    ...one,
  })),
  ...more,
});

type Take = Extract<Decided, { kind: "take" }>;
function decide(facts: Partial<Facts>, told: Partial<RequestUpdate>, more: More = {}): Take {
  const decided = decideUpdate(report(facts), item(told), source(more));
  if (decided.kind !== "take") throw new Error(`Skipped: ${decided.reason}`);
  // Whatever is decided can be kept, and read again.
  expect(Decision.parse(JSON.parse(JSON.stringify(decided.update.decision)))).toEqual(
    decided.update.decision,
  );
  return decided;
}

const said = (text: string, more: Partial<Facts["newestOfBody"] & object> = {}) => {
  const words = { text, state: "investigating" as const, media: [] };
  return {
    newest: { at: at("10:00:00"), said: words },
    newestOfBody: { at: at("10:00:00"), said: words },
    toldUpTo: at("10:00:00"),
    ...more,
  };
};

test("AC-074: an item's words are public, and the report is in the state that it means", () => {
  const { update, after } = decide({}, { status: "investigating", description: "Crew told" });
  expect(update).toMatchObject({
    ...{ text: "Crew told", newState: "investigating", stateApplied: true, visibility: "public" },
    ...{ createdAt: at("10:30:00"), raw: { updatedDatetime: "2026-05-12T10:30:00.000Z" } },
    decision: { text: "description", hidden: null, state: { because: "moved", applied: true } },
  });
  expect(after).toMatchObject({
    state: "investigating",
    updatedAt: at("10:30:00"),
    toldUpTo: at("10:30:00"),
  });
});

test("AC-076: a word that nobody knows is kept and changes nothing", () => {
  const { update, after } = decide({}, { status: "wobbly", description: "Hm" });
  expect(update).toMatchObject({ newState: null, visibility: "public" });
  expect(update.decision.state).toMatchObject({ word: "wobbly", meant: null, because: "unknown_word" });
  expect(after.state).toBe("confirmed");
});

test("a word that the map leaves alone is taken in without a state; one that it ignores is not taken in", () => {
  const matches = { open: { state: null, ignore: false }, noise: { state: null, ignore: true } };
  expect(decide({ state: "planned" }, { status: "open", description: "Hm" }, { matches }).after.state).toBe(
    "planned",
  );
  expect(decideUpdate(report(), item({ status: "noise", description: "Hm" }), source({ matches }))).toEqual({
    ...{ kind: "skip", reason: "ignored_status" },
  });
});

test("AC-077: who fixed it is not rewritten, and OPEN opens it again", () => {
  const fixed = decide({ state: "fixed_user" }, { status: "fixed", description: "Done" });
  expect(fixed.update).toMatchObject({ newState: null, decision: { state: { because: "fixed_already" } } });
  expect(fixed.after.state).toBe("fixed_user");
  expect(decide({ state: "fixed_user" }, { status: "open", description: "No" }).after.state).toBe(
    "confirmed",
  );
  expect(decide({ state: "closed" }, { status: "open" }).after.state).toBe("confirmed");
});

test("AC-079: an item older than what is known is kept with its state, and takes nothing back", () => {
  const facts = { updatedAt: at("11:00:00"), othersSpoke: true };
  const { update, after } = decide(facts, { status: "in_progress", description: "On it" });
  expect(update).toMatchObject({
    ...{ newState: "in_progress", stateApplied: false, visibility: "public" },
    decision: { state: { because: "older", applied: false, meant: "in_progress" } },
  });
  expect(after).toMatchObject({ state: "confirmed", updatedAt: at("11:00:00") });
});

test("AC-080: the first update counts although the report changed later; so do those that follow in the back end's own order", () => {
  const first = decide({ updatedAt: at("11:00:00") }, { status: "in_progress" });
  expect(first.after).toMatchObject({ state: "in_progress", updatedAt: at("11:00:00") });
  const second = decide(first.after, { status: "fixed", updatedDatetime: at("10:45:00") });
  expect(second.after.state).toBe("fixed_council");
  const late = decide(second.after, { status: "planned", updatedDatetime: at("10:40:00") });
  expect(late.after.state).toBe("fixed_council");
  expect(late.update.decision.state.because).toBe("older");
});

test("AC-080: a category told along with the first update does not keep its state from counting", () => {
  const told = { status: "in_progress", extras: { category: "Dim bollard" } };
  const { after, recategorised } = decide({ updatedAt: at("11:00:00") }, told);
  expect(recategorised).toBe("Category changed from ‘Loose kerbstone’ to ‘Dim bollard’");
  expect(after).toMatchObject({ state: "in_progress", category: { id: 2, name: "Dim bollard" } });
});

test.each([
  ["AC-081: said before it was sent", {}, "08:55:00", "09:00:01", "sending"],
  ["AC-081: said at the moment it was sent", {}, "09:00:00", "09:00:01", "sending"],
  [
    "AC-081: said before the automatic answer",
    { answeredAt: at("09:10:00") },
    "09:05:00",
    "09:10:01",
    "automatic_answer",
  ],
  ["said in its time", { answeredAt: at("09:10:00") }, "09:30:00", "09:30:00", null],
])("%s", (_, facts, time, shown, notBefore) => {
  const { update } = decide(facts, { updatedDatetime: at(time), description: "Hm" });
  expect(update).toMatchObject({
    createdAt: at(shown),
    decision: { time: { said: at(time).toISOString(), notBefore } },
  });
});

test("AC-082: UNCHANGED says that it is as it was", () => {
  const { update, after } = decide(
    { state: "planned" },
    { status: "unchanged", description: "Still planned" },
  );
  expect(update).toMatchObject({
    newState: "planned",
    stateApplied: true,
    decision: { state: { because: "same" } },
  });
  expect(after.state).toBe("planned");
});

test("a hidden report is never shown by an update, which still keeps what it says", () => {
  const { update, after } = decide({ visibility: "hidden" }, { status: "fixed", description: "Done" });
  expect(update).toMatchObject({ newState: "fixed_council", stateApplied: false });
  expect(update.decision.state.because).toBe("not_shown");
  expect(after).toMatchObject({ state: "confirmed", visibility: "hidden" });
  expect(decide({ visibility: "private" }, { status: "fixed" }).after).toMatchObject({
    ...{ state: "fixed_council", visibility: "private" },
  });
});

test("AC-084: what says nothing new is kept and not shown, unless somebody else has spoken since", () => {
  const facts = { state: "investigating", ...said("Crew told") } as const;
  const again = { status: "investigating", description: "Crew told" };
  const repeated = decide(facts, again);
  expect(repeated.update).toMatchObject({ visibility: "hidden", decision: { hidden: "says_nothing_new" } });
  expect(repeated.after.updatedAt).toEqual(at("09:00:00"));
  const byCitizen = { ...facts, newest: { at: at("10:10:00"), said: null }, othersSpoke: true };
  expect(decide(byCitizen, again).update.visibility).toBe("public");
  expect(decide(facts, { ...again, description: "Crew there" }).update.visibility).toBe("public");
  expect(decide(facts, { ...again, status: "planned" }).update.visibility).toBe("public");
});

test("AC-084: what has a new picture and nothing else waits for it; the same picture is no news", () => {
  const media = ["https://council.example/1.jpg"];
  const facts = { state: "investigating", ...said("Crew told") } as const;
  const again = { status: "investigating", description: "Crew told", mediaUrls: media };
  const pictured = decide(facts, again);
  expect(pictured.update).toMatchObject({ visibility: "hidden", media });
  expect(pictured.update.decision).toMatchObject({ hidden: "waits_for_its_picture", pictures: 1 });
  const words = { text: "Crew told", state: "investigating" as const, media };
  const shown = { ...facts, newest: { at: at("10:00:00"), said: words } };
  expect(decide(shown, again).update).toMatchObject({ media: [], decision: { hidden: "says_nothing_new" } });
  expect(decide(shown, { ...again, description: "New" }).update).toMatchObject({
    media,
    visibility: "public",
  });
});

test("a picture that came along in full is kept by what it is, and fetched as it is", () => {
  const url = "data:image/png;base64,iVBORw0KGgo=";
  const { update } = decide({}, { mediaUrls: [url], description: "See" });
  expect(update.media).toEqual([url]);
  expect(update.raw.mediaUrls).toEqual([expect.stringMatching(/^data:image\/png;sha256,[\w-]{43}$/)]);
});

test("AC-085: an update without words is noted unless the connection allows that", () => {
  const told = { status: "confirmed" };
  expect(decide({}, told).update).toMatchObject({ visibility: "hidden", decision: { text: "missing" } });
  expect(decide({}, told, { blanksAllowed: true }).update.decision.text).toBe("none");
});

test.each<[string, Partial<RequestUpdate>, Partial<Template>, object]>([
  [
    "AC-086: a template speaks for an item without words",
    {},
    { text: "We are on it" },
    { text: "We are on it" },
  ],
  [
    "AC-086: an item's words come first",
    { description: "Gone" },
    { text: "We are on it" },
    { text: "Gone", templateId: null },
  ],
  [
    "AC-087: a template makes something of an item's words",
    { description: "tomorrow" },
    { text: "Note: {{description}}", emailText: "For you: {{ description }}" },
    { text: "Note: tomorrow", emailText: "For you: tomorrow", templateId: 0 },
  ],
  [
    "AC-087: an item can ask for the template",
    { description: "tomorrow", extras: { prefer_template: "1" } },
    { text: "We are on it" },
    { text: "We are on it" },
  ],
  [
    "an item that does not prefer the template says so",
    { description: "tomorrow", extras: { prefer_template: "0" } },
    { text: "We are on it" },
    { text: "tomorrow" },
  ],
  [
    "TRAP-19: every placeholder is filled in, everywhere",
    { description: "soon", extras: { targetDate: "2026-05-20", crew: "B" } },
    {
      text: "{{description}}, {{description}}: {{extras.crew}} {{targetDate}} {{extras.otherDate}}{{nothing}}",
    },
    { text: "soon, soon: B 20/05/2026 TBC" },
  ],
  [
    "what is told to us alone is repeated to nobody",
    { extras: { detailed_information: "secret", assigned_user_email: "a@b.example" } },
    { text: "Hm {{detailed_information}}{{extras.assigned_user_email}}" },
    { text: "Hm" },
  ],
  [
    "the reporter's own words come from the template, else from the item",
    { extras: { email_text: "To you" } },
    { text: "We are on it" },
    { text: "We are on it", emailText: "To you" },
  ],
  [
    "an item's own words for the reporter",
    { description: "Hm", extras: { email_text: "To you" } },
    {},
    { emailText: "To you" },
  ],
])("%s", (_, told, template, expected) => {
  const templates = [{ state: "investigating" as const, ...template }];
  expect(decide({}, { status: "investigating", ...told }, { templates }).update).toMatchObject(expected);
});

test("AC-090: a code is kept for the next time, and gone when the next item has none", () => {
  const first = decide({}, { externalStatusCode: "C9", description: "Hm" });
  expect(first.update.code).toBe("C9");
  expect(first.after.code).toBe("C9");
  expect(decide(first.after, { updatedDatetime: at("10:40:00"), description: "Hm hm" }).after.code).toBe("");
});

test("the template is that of the category that the item puts the report in", () => {
  const templates = [
    { text: "For kerbs", state: "planned" as const, categoryIds: [1] },
    { text: "For bollards", state: "planned" as const, categoryIds: [2] },
  ];
  const told = { status: "planned", extras: { category: "Dim bollard" } };
  expect(decide({}, told, { templates }).update.text).toBe("For bollards");
});

test("what only tells how things stand is dropped when it is known, not when it says more", () => {
  const facts = { state: "investigating", ...said("Crew told") } as const;
  const told = (more: Partial<RequestUpdate>) =>
    item({ status: "investigating", ...more, extras: { latest_data_only: "1", ...more.extras } });
  const drops = (one: RequestUpdate, given: Partial<Facts> = facts) =>
    decideUpdate(report(given), one, source()).kind === "skip";
  expect(drops(told({ description: "Crew told" }))).toBe(true);
  // Nor when a citizen has spoken in between.
  const between = { ...facts, newest: { at: at("10:10:00"), said: null }, othersSpoke: true };
  expect(drops(told({ description: "Crew told" }), between)).toBe(true);
  expect(drops(told({}))).toBe(true);
  expect(drops(told({ description: "Crew there" }))).toBe(false);
  expect(drops(told({ description: "Crew told", status: "planned" }))).toBe(false);
  expect(drops(told({ description: "Crew told", mediaUrls: ["https://council.example/1.jpg"] }))).toBe(false);
  expect(drops(told({ description: "Crew told", extras: { category: "Dim bollard" } }))).toBe(false);
  expect(drops(item({ status: "investigating", description: "Crew told" }))).toBe(false);
});

test.each<[string, string, Partial<Facts>, string | undefined, number]>([
  ["AC-094: a category of the body's is taken over", "Dim bollard", {}, "taken", 2],
  ["AC-094: one that it has not got is not", "Lost cat", {}, "unknown", 1],
  ["AC-094: the one that it is in is no change", "Loose kerbstone", {}, "same", 1],
  [
    "one that is older than what the back end told since is not",
    "Dim bollard",
    { toldUpTo: at("10:31:00") },
    "older",
    1,
  ],
  ["none is named", "", {}, undefined, 1],
])("%s", (_, category, facts, outcome, id) => {
  const { update, after, recategorised } = decide(facts, { description: "Hm", extras: { category } });
  expect(update.decision.category?.outcome).toBe(outcome);
  expect(after.category.id).toBe(id);
  expect(recategorised !== null).toBe(outcome === "taken");
});

test("in a category that the body keeps private a report is not public any more", () => {
  const contacts = new Map([contact(2, "Dim bollard", { private: true })]);
  const told = { description: "Hm", extras: { category: "Dim bollard" } };
  expect(decide({}, told, { contacts }).after.visibility).toBe("private");
  expect(decide({ visibility: "hidden" }, told, { contacts }).after.visibility).toBe("hidden");
});

test("AC-095: a group is taken over, the first of several, and an empty one changes nothing", () => {
  const groupAfter = (group: string, facts: Partial<Facts> = {}) =>
    decide(
      facts,
      { description: "Hm", extras: { group } },
      {
        contacts: new Map([contact(1, "Loose kerbstone", { groups: ["Roads, paths", "Roads"] })]),
      },
    ).after.group;
  expect(groupAfter("Lighting")).toBe("Lighting");
  expect(groupAfter("Lighting, Signs")).toBe("Lighting");
  expect(groupAfter("Roads, paths, Signs")).toBe("Roads, paths");
  expect(groupAfter("", { group: "Signs" })).toBe("Signs");
});

test("AC-096: who looks after it is staff of the body or is made so; nobody else is given anything", () => {
  const staff = new Map([
    ["here@brackenford.example", { ofBody: true }],
    ["citizen@town.example", { ofBody: false }],
  ]);
  const assigned = (assigned_user_email: string) => {
    const { update, after } = decide({}, { extras: { assigned_user_email } }, { staff });
    return [update.decision.assignment, after.assignee];
  };
  expect(assigned("Here@Brackenford.example")).toEqual(["taken", "here@brackenford.example"]);
  expect(assigned("new@brackenford.example")).toEqual(["invited", "new@brackenford.example"]);
  expect(assigned("citizen@town.example")).toEqual(["not_of_the_body", null]);
  expect(assigned("the night shift")).toEqual(["no_address", null]);
});

test("AC-097: reference and details are kept; details named and left empty are taken away", () => {
  const first = decide({}, { customerReference: "BRK/55", extras: { detailed_information: "Depth 4 cm" } });
  expect(first.after).toMatchObject({ reference: "BRK/55", details: "Depth 4 cm" });
  const second = decide(first.after, { updatedDatetime: at("10:40:00") });
  expect(second.after).toMatchObject({ reference: "BRK/55", details: "Depth 4 cm" });
  const third = decide(first.after, {
    updatedDatetime: at("10:40:00"),
    extras: { detailed_information: "" },
  });
  expect(third.after.details).toBeNull();
});

test("the back end's own code for what it is becomes an answer where the contact stands for many codes", () => {
  const contacts = new Map([contact(1, "Loose kerbstone", { wraps: { description: "Which" } })]);
  const answers = [{ code: "depth", description: "Depth", value: "4" }];
  const told = { extras: { original_service_code: "K-7" } };
  expect(decide({ answers }, told, { contacts }).after.answers).toEqual([
    ...answers,
    { code: "_wrapped_service_code", description: "Which", value: "K-7" },
  ]);
  expect(decide({ answers }, told).after.answers).toEqual(answers);
});

test("what a back end passes on for others is kept with the update", () => {
  const { update } = decide({}, { description: "Hm", extras: { fms_extra_lamp: "7", crew: "B" } });
  expect(update.extra).toEqual({ fms_extra_lamp: "7" });
});
