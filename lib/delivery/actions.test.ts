import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { type Actionable, actionsFor, deliveryActions, needsNote } from "@/lib/delivery/actions";
import { messages } from "@/lib/messages";

const base: Actionable = {
  state: "due",
  attempts: 1,
  bodyId: 1,
  report: { visibility: "public", state: "confirmed", categoryId: 5 },
};

test.each([
  ["due", "try-now send-only-this send-once-as mark-as-sent acknowledge skip"],
  ["held", "send-only-this send-once-as mark-as-sent acknowledge skip"],
  ["sending", ""],
  ["sent", "resend send-once-as edit-reference"],
  ["unclear", "arrived send-again acknowledge skip"],
  ["skipped", "try-now send-once-as mark-as-sent"],
  ["acknowledged", "take-back mark-as-sent skip"],
  ["received", "edit-reference"],
] as const)("a delivery that is %s offers: %s", (state, actions) => {
  expect(actionsFor({ ...base, state }).join(" ")).toBe(actions);
});

test("what was never tried is not stuck: nothing to acknowledge", () => {
  expect(actionsFor({ ...base, attempts: 0 })).not.toContain("acknowledge");
  expect(actionsFor({ ...base, attempts: 0, state: "held" })).toContain("acknowledge");
});

test.each([
  { visibility: "hidden", state: "confirmed" },
  { visibility: "public", state: "fixed_user" },
  { visibility: "private", state: "closed" },
  { visibility: "unconfirmed", state: "confirmed" },
] as const)("a report that is $visibility and $state is not sent by anybody", (report) => {
  const actions = (["due", "held", "sent", "unclear", "skipped"] as const).flatMap((state) =>
    actionsFor({ ...base, state, report: { ...report, categoryId: 5 } }),
  );
  expect(new Set(actions)).toEqual(
    new Set(["mark-as-sent", "acknowledge", "skip", "edit-reference", "arrived"]),
  );
});

const staff = {
  kind: "staff",
  userId: 8,
  superuser: false,
  bodyId: 1,
  permissions: ["delivery:act"],
} as const satisfies Actor;

test.each<[string, Actor, boolean]>([
  ["the body's staff", staff, true],
  ["another body's staff", { ...staff, bodyId: 2 }, false],
  ["staff who may only look", { ...staff, permissions: ["delivery:view"] }, false],
  ["staff of this category", { ...staff, categoryIds: [5] }, true],
  ["staff of another category", { ...staff, categoryIds: [6] }, false],
  ["superusers", { ...staff, superuser: true, bodyId: null, permissions: [] }, true],
  ["citizens", { kind: "citizen", userId: 3 }, false],
])("%s are offered actions: see the third column", (_, actor, offered) => {
  expect(actionsFor(base, actor).length > 0).toBe(offered);
});

test("each action has words, and what others will wonder about needs a note", () => {
  expect(Object.keys(messages.deliveryActions.label)).toEqual([...deliveryActions]);
  expect(Object.keys(messages.deliveryActions.explained)).toEqual([...deliveryActions]);
  expect(deliveryActions.filter(needsNote)).toEqual(["mark-as-sent", "skip", "acknowledge"]);
});
