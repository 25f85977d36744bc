import { expect, test } from "vitest";
import { type Existing, replan } from "@/lib/delivery/replan";
import type { DeliveryState, SendMethod } from "@/prisma/generated/enums";

const sent = (bodyId: number, more: Partial<Existing> = {}): Existing => ({
  ...{ id: bodyId * 10, bodyId, state: "sent", method: "open311", connectionId: 1 },
  ...{ token: null, previous: [], note: "", ...more },
});
const plan = (bodyId: number, method: SendMethod = "open311", connectionId: number | null = 1) => ({
  ...{ bodyId, contactId: bodyId * 100, method, connectionId },
  state:
    method === "refused" ? ("skipped" as const) : method === "hold" ? ("held" as const) : ("due" as const),
});
const email = (bodyId: number) => plan(bodyId, "email", null);
const kinds = (...of: Parameters<typeof replan>) => replan(...of).map(({ kind }) => kind);

test("AC-030: within a body by the same way it is kept; to another body it is added; to one of two it is kept", () => {
  expect(kinds([sent(41)], [plan(41)])).toEqual(["keep"]);
  expect(replan([sent(41)], [plan(42)])).toEqual([
    { kind: "keep", id: 410 },
    { kind: "add", planned: plan(42) },
  ]);
  expect(kinds([sent(41), sent(42)], [plan(42)])).toEqual(["keep", "keep"]);
});

test("AC-031: sent by Open311, the new contact is devolved to e-mail: sent again by e-mail", () => {
  expect(replan([sent(41)], [email(41)])).toEqual([{ kind: "resend", id: 410, planned: email(41) }]);
});

test.each<[string, Existing, ReturnType<typeof plan> | null, string]>([
  ["the same method to another system", sent(1), plan(1, "open311", 2), "resend"],
  [
    "a way that an earlier send went",
    sent(1, { method: "email", connectionId: null, previous: [{ method: "open311" }] }),
    plan(1),
    "keep",
  ],
  ["a body that is on hold now", sent(1), plan(1, "hold"), "keep"],
  ["a body that refuses the new category", sent(1), plan(1, "refused"), "keep"],
  ["waiting, still this body's", sent(1, { state: "due" }), email(1), "reroute"],
  ["waiting, no longer this body's", sent(1, { state: "held" }), null, "drop"],
  ["taken, its reference still to come", sent(1, { state: "due", token: "tk" }), plan(1), "keep"],
  ["taken, no longer this body's", sent(1, { state: "due", token: "tk" }), null, "keep"],
  ["refused before, taken now", sent(1, { state: "skipped", method: "refused" }), plan(1), "reroute"],
  ["refused before and now", sent(1, { state: "skipped", method: "refused" }), plan(1, "refused"), "keep"],
  ["skipped by a person", sent(1, { state: "skipped", note: "Ours is another." }), plan(1), "keep"],
  ["unclear, still this body's", sent(1, { state: "unclear" }), plan(1), "keep"],
  ["unclear, no longer this body's", sent(1, { state: "unclear" }), null, "drop"],
  ["acknowledged, still this body's", sent(1, { state: "acknowledged" }), plan(1), "keep"],
  ["born at the body", sent(1, { state: "received" }), email(1), "keep"],
])("%s: see the last column", (_, delivery, planned, kind) => {
  expect(kinds([delivery], planned ? [planned] : [])).toEqual([kind]);
});

test("whatever the state, a body that has the report is never added a second time", () => {
  const states: DeliveryState[] = ["due", "held", "sent", "unclear", "skipped", "acknowledged", "received"];
  for (const state of states)
    expect(kinds([sent(1, { state })], [plan(1), plan(2)]).filter((kind) => kind === "add")).toHaveLength(1);
});
