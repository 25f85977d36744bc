import { expect, test } from "vitest";
import { type Answer, decideNext, mostAttempts, type Next } from "@/lib/webhooks/decide-next";

const now = new Date("2026-06-01T12:00:00Z");
const hour = 60;
const refused: Answer = { kind: "refused", reason: "No." };
const decide = (answer: Answer, attempts = 1, takenSince = false) =>
  decideNext(answer, { attempts, takenSince }, now);
/** Minutes from now until it is tried again. */
const wait = (next: Next) => (next.state === "due" ? (next.dueAt.getTime() - now.getTime()) / 60_000 : next);

test("pauses grow from a minute to a day, and ten attempts take three days", () => {
  const waits = Array.from({ length: mostAttempts - 1 }, (_, n) => wait(decide(refused, n + 1)));
  expect(waits).toEqual([1, 5, 15, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 24 * hour]);
});

test.each<[string, Next, Next | number]>([
  ["taken is sent", decide({ kind: "taken" }), { state: "sent" }],
  ["taken at last is sent", decide({ kind: "taken" }, 10), { state: "sent" }],
  ["the tenth refusal is the last, where others were taken", decide(refused, 10, true), { state: "failed" }],
  [
    "where nothing else was taken either, the webhook is paused and it waits",
    decide(refused, 10),
    { state: "due", dueAt: now, pause: true },
  ],
  ["likewise after it was resumed in vain", decide(refused, 11), { state: "due", dueAt: now, pause: true }],
  [
    "gone for good pauses at once",
    decide({ kind: "gone", reason: "410" }, 1, true),
    { state: "due", dueAt: now, pause: true },
  ],
])("%s", (_, next, wanted) => {
  expect(next).toEqual(wanted);
});

test.each([
  ["longer than the pause is waited for", 2 * hour, 1, 2 * hour],
  ["shorter does not hurry us", 1, 4, hour],
  ["more than a day is too much", 100 * hour, 1, 24 * hour],
])("what a receiver asks us to wait: %s", (_, asked, attempts, wanted) => {
  expect(wait(decide({ ...refused, retryAfterMs: asked * 60_000 }, attempts))).toBe(wanted);
});
