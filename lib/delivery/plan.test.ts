import { expect, test } from "vitest";
import { type Candidate, planDeliveries } from "@/lib/delivery/plan";
import type { SendMethod } from "@/prisma/generated/enums";

const candidate = (id: number, method: SendMethod | null, destination = "x@y.example"): Candidate => ({
  body: { id, canBeDevolved: false, defaultConnection: method && { id: id * 10, method } },
  contact: { id: id * 100, destination, connection: null },
});

test("both tiers get the report, each by its own way", () => {
  expect(planDeliveries([candidate(1, "open311", "KRB-7"), candidate(2, null)])).toEqual([
    { bodyId: 1, contactId: 100, method: "open311", connectionId: 10, state: "due" },
    { bodyId: 2, contactId: 200, method: "email", connectionId: null, state: "due" },
  ]);
});

test("a body without a contact for the category gets nothing", () => {
  expect(planDeliveries([{ ...candidate(1, "open311"), contact: null }])).toEqual([]);
});

test("hold waits, and keeps nobody else waiting", () => {
  expect(planDeliveries([candidate(1, "hold"), candidate(2, null)]).map(({ state }) => state)).toEqual([
    "held",
    "due",
  ]);
});

test("one body that refuses keeps no other from getting it (TRAP-32)", () => {
  const planned = planDeliveries([
    candidate(1, "open311", "REFUSED"),
    candidate(2, "refused"),
    candidate(3, null),
  ]);
  expect(planned.map(({ bodyId, state }) => [bodyId, state])).toEqual([
    [1, "skipped"],
    [2, "skipped"],
    [3, "due"],
  ]);
});
