import { expect, test } from "vitest";
import { type JourneyStep, journeyOf, spanOf } from "@/lib/reports/journey";
import type { PublicReport } from "@/lib/reports/public-report";

const start = Date.UTC(2026, 10, 20, 9, 0);
const after = (minutes: number): Date => new Date(start + minutes * 60_000);

type Delivery = PublicReport["deliveries"][number];
type Update = PublicReport["updates"][number];

const delivery = (overrides: Partial<Delivery> = {}): Delivery => ({
  id: 1,
  state: "due",
  method: "open311",
  externalId: null,
  customerReference: null,
  attempts: 0,
  firstSentAt: null,
  sentAt: null,
  closed: null,
  body: { slug: "city", name: "City" },
  connection: null,
  ...overrides,
});

const update = (minutes: number, overrides: Partial<Update> = {}): Update => ({
  id: minutes,
  origin: "backend",
  text: "",
  newState: null,
  stateApplied: true,
  createdAt: after(minutes),
  author: null,
  body: { slug: "city", name: "City" },
  photos: [],
  ...overrides,
});

const report = (overrides: Partial<PublicReport> = {}) => ({
  id: 7,
  state: "confirmed" as const,
  createdAt: after(-5),
  confirmedAt: after(0),
  updatedAt: after(0),
  deliveries: [] as Delivery[],
  updates: [] as Update[],
  ...overrides,
});

const inWords = (step: JourneyStep): string => {
  if (step.kind === "delivery") return `${step.chapter.body} ${step.chapter.kind}`;
  if (step.kind === "update") return `update ${step.reopened ? "reopened" : (step.state ?? "says")}`;
  return step.kind === "state" ? `state ${step.state}` : step.kind;
};
const told = (given: ReturnType<typeof report>): string[] => journeyOf(given).steps.map(inWords);

test("the line is told by time, and what is still to come stands last", () => {
  const sent = delivery({ state: "sent", firstSentAt: after(4), externalId: "R-1" });
  const county = { slug: "county", name: "County" };
  const line = told(
    report({
      state: "fixed_council",
      deliveries: [delivery({ body: county, state: "due", attempts: 2 }), sent],
      updates: [
        update(60, { newState: "in_progress" }),
        update(90, { text: "still on it", newState: "in_progress" }),
        update(600, { newState: "fixed_council" }),
      ],
    }),
  );
  expect(line).toEqual([
    "reported",
    "City sent",
    "update in_progress",
    "update says",
    "update fixed_council",
    "County waiting",
  ]);
});

test.each([
  ["due", "waiting", true],
  ["sending", "waiting", true],
  ["unclear", "unclear", false],
  ["acknowledged", "stuck", false],
  ["held", "held", false],
  ["skipped", "dropped", false],
  ["received", "own", false],
] as const)("a delivery that is %s is told as %s", (state, kind, waiting) => {
  const journey = journeyOf(report({ deliveries: [delivery({ state })] }));
  expect(journey.steps.map(inWords)).toEqual(["reported", `City ${kind}`]);
  expect(journey.waiting).toBe(waiting);
});

test("what is settled without a time stands behind what was sent first", () => {
  const other = { slug: "other", name: "Other" };
  const line = told(
    report({
      deliveries: [
        delivery({ state: "sent", firstSentAt: after(1) }),
        delivery({ state: "skipped", method: "refused", body: other }),
      ],
      updates: [update(30)],
    }),
  );
  expect(line).toEqual(["reported", "City sent", "Other refused", "update says"]);
});

test("a report that no body takes says so", () => {
  expect(told(report())).toEqual(["reported", "nobody"]);
});

test("since when: the update that made the state, else the report itself", () => {
  expect(journeyOf(report()).since).toEqual(after(0));
  const moved = report({
    state: "planned",
    updates: [update(10, { newState: "planned" }), update(20, { newState: "planned" }), update(30)],
  });
  expect(journeyOf(moved).since).toEqual(after(10));
});

test("a state that no public update explains is told by itself, with no date", () => {
  const journey = journeyOf(report({ state: "closed", deliveries: [delivery({ state: "received" })] }));
  expect(journey.steps.map(inWords)).toEqual(["reported", "City own", "state closed"]);
  expect(journey.since).toBeNull();
});

test("a state that was not taken over is not told as one", () => {
  const late = update(10, { newState: "closed", stateApplied: false, text: "late" });
  expect(told(report({ updates: [late] }))).toEqual(["reported", "nobody", "update says"]);
});

test("open again after fixed is told as reopened", () => {
  const updates = [update(10, { newState: "fixed_user" }), update(20, { newState: "confirmed" })];
  expect(told(report({ updates }))).toEqual(["reported", "nobody", "update fixed_user", "update reopened"]);
});

test("the version changes with what the page shows, and holds no reference that is not published", () => {
  const hidden = { settings: { publishReference: "customer" } };
  const before = journeyOf(report({ deliveries: [delivery({ connection: hidden })] })).version;
  const sent = {
    state: "sent",
    firstSentAt: after(1),
    externalId: "INTERNAL-9",
    connection: hidden,
  } as const;
  const later = journeyOf(report({ deliveries: [delivery(sent)] })).version;
  const named = journeyOf(report({ deliveries: [delivery({ ...sent, customerReference: "C-1" })] })).version;
  expect(new Set([before, later, named]).size).toBe(3);
  expect(later).not.toContain("INTERNAL-9");
  expect(named).toContain("C-1");
});

test.each([
  [0, "minute", 0],
  [119, "minute", 119],
  [120, "hour", 2],
  [2879, "hour", 48],
  [2880, "day", 2],
  [14_400, "day", 10],
] as const)("%d minutes are said in the unit that fits", (minutes, unit, count) => {
  expect(spanOf(minutes)).toEqual({ unit, count });
});
