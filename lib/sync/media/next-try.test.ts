import { expect, test } from "vitest";
import { type Fault, nextTry } from "@/lib/sync/media/next-try";

const now = new Date("2026-05-12T12:00:00Z");
const minutes = (n: number) => n * 60_000;
const since = (days: number) => new Date(now.getTime() - minutes(days * 24 * 60));

test.each<[string, Partial<Fault>, number, number, number | "given up"]>([
  ["the first pause is five minutes", {}, 1, 0, 5],
  ["the second is twice as long", {}, 2, 0, 10],
  ["pauses grow", {}, 6, 1, 160],
  ["up to six hours", {}, 12, 2, 360],
  ["a server may ask for a longer one", { retryAfterMs: minutes(30) }, 1, 0, 30],
  ["but not for a shorter one", { retryAfterMs: minutes(1) }, 3, 0, 20],
  ["nor for days", { retryAfterMs: minutes(5_000) }, 1, 0, 360],
  ["after three days it is given up", {}, 5, 3, "given up"],
  ["but not when it was hardly tried", {}, 4, 9, 40],
  ["what is gone is asked for three times", { again: "rarely" }, 2, 0, 10],
  ["and then given up", { again: "rarely" }, 3, 0, "given up"],
  ["what is no picture is given up at once", { again: "never" }, 1, 0, "given up"],
])("%s", (_, fault, attempts, days, pause) => {
  const next = nextTry({ reason: "", again: "later", ...fault }, { attempts, createdAt: since(days) }, now);
  expect(next).toEqual(
    pause === "given up"
      ? { state: "failed" }
      : { state: "due", dueAt: new Date(now.getTime() + minutes(pause)) },
  );
});
