import "@/lib/testing/database";
import pg from "pg";
import { expect, test, vi } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { connectionHealth } from "@/lib/delivery/connection-health";
import { errorRate, type Trouble, troubleOf } from "@/lib/delivery/health";
import { makeConnection, makeDelivery } from "@/lib/testing/factories";
import type { AttemptOutcome } from "@/prisma/generated/enums";

const superuser: Actor = { kind: "staff", userId: 1, superuser: true, bodyId: null, permissions: [] };
const now = new Date("2026-11-24T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

async function connection(over: Parameters<typeof makeConnection>[0] = {}) {
  const row = await makeConnection({ method: "open311", ...over });
  const attempt = async (
    outcome: AttemptOutcome,
    minutes: number,
    extra: { lag?: number; reason?: string } = {},
  ) => {
    const startedAt = ago(minutes);
    const delivery = await makeDelivery({
      bodyId: row.bodyId,
      connectionId: row.id,
      contactId: null,
      state: outcome === "sent" ? "sent" : "skipped",
      createdAt: new Date(startedAt.getTime() - (extra.lag ?? 1000)),
      ...(outcome === "sent" && { firstSentAt: startedAt }),
    });
    await db.deliveryAttempt.create({
      data: {
        deliveryId: delivery.id,
        connectionId: row.id,
        number: 1,
        method: "open311",
        worker: "w",
        startedAt,
        durationMs: 200,
        outcome,
        reason: extra.reason ?? null,
      },
    });
  };
  return { row, attempt };
}

test("a day's sends and polls stand in their hours, with the last success, pace, errors and what waits", async () => {
  const { row, attempt } = await connection();
  await attempt("sent", 30, { lag: 2000 });
  await attempt("sent", 90, { lag: 4000 });
  await attempt("failed", 95, { reason: "The back end answered 500" });
  await attempt("unclear", 23.5 * 60);
  await attempt("sent", 25 * 60);
  for (const [kind, state, minutes] of [
    ["updates", "done", 10],
    ["updates", "failed", 70],
    ["updates", "running", 1],
  ] as const)
    await db.poll.create({ data: { connectionId: row.id, kind, state, startedAt: ago(minutes) } });
  for (const [state, attempts, due] of [
    ["due", 1, -4],
    ["due", 0, 1],
    ["unclear", 1, 0],
    ["held", 0, 0],
    ["sending", 1, 0],
  ] as const)
    await makeDelivery({
      bodyId: row.bodyId,
      connectionId: row.id,
      contactId: null,
      state,
      attempts,
      dueAt: ago(due),
    });

  const health = (await connectionHealth(superuser, [row.id], now)).get(row.id);
  expect(health).toMatchObject({
    lastSuccessAt: ago(30).toISOString(),
    lastFailure: { at: ago(95).toISOString(), reason: "The back end answered 500" },
    recent: ["sent", "sent", "failed"],
    lagMs: 3000,
    answerMs: 200,
    waiting: { due: 2, unclear: 1, held: 1, sending: 1 },
    nextRetryAt: ago(-4).toISOString(),
    usualGapMs: null,
    polls: [{ kind: "updates", lastSuccessAt: ago(10).toISOString(), lastFailure: null }],
    trouble: null,
  });
  const slots = health?.slots ?? [];
  expect(slots).toHaveLength(24);
  expect(slots[23]).toMatchObject({ sent: 1, failed: 0, polls: 1 });
  expect(slots[22]).toMatchObject({ sent: 1, failed: 1, pollsFailed: 1 });
  expect(slots[0]).toMatchObject({ unclear: 1, sent: 0 });
  expect(errorRate(slots)).toBe(0.5);
});

test("however many connections there are, the same few questions are asked", async () => {
  const rows = await Promise.all(Array.from({ length: 12 }, () => makeConnection()));
  const asked = vi.spyOn(pg.Client.prototype, "query");
  const questions = async (ids: number[]) => {
    asked.mockClear();
    await connectionHealth(superuser, ids, now);
    return asked.mock.calls.length;
  };
  const one = await questions([rows[0]?.id ?? 0]);
  expect(one).toBeGreaterThan(0);
  expect(one).toBeLessThanOrEqual(8);
  expect(await questions(rows.map(({ id }) => id))).toBe(one);
  asked.mockRestore();
});

test("only the actor's own body's connections are told of", async () => {
  const mine = await makeConnection();
  const theirs = await makeConnection();
  const staff = (permissions: string[]): Actor => ({
    kind: "staff",
    userId: 1,
    superuser: false,
    bodyId: mine.bodyId,
    permissions,
  });
  const ids = [mine.id, theirs.id];
  for (const permission of ["delivery:view", "connection:edit"])
    expect([...(await connectionHealth(staff([permission]), ids, now)).keys()]).toEqual([mine.id]);
  await expect(connectionHealth(staff(["report:edit"]), ids, now)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(connectionHealth({ kind: "anonymous" }, ids, now)).rejects.toMatchObject({
    code: "forbidden",
  });
});

const calm = {
  connectionId: 1,
  lastAttemptAt: null,
  lastSuccessAt: null,
  lastFailure: null,
  recent: [],
  usualGapMs: null,
  lagMs: null,
  answerMs: null,
  waiting: { due: 0, sending: 0, unclear: 0, held: 0 },
  waitingSince: null,
  dueSince: null,
  nextRetryAt: null,
  slots: [],
  polls: [],
  method: "open311",
  paused: false,
} satisfies Parameters<typeof troubleOf>[0];
const hours = (count: number) => ago(count * 60).toISOString();
const hour = 3_600_000;

test.each<[why: string, over: Partial<Parameters<typeof troubleOf>[0]>, trouble: Trouble | null]>([
  ["nothing to do", {}, null],
  ["one of three failed", { recent: ["failed", "sent", "failed"] }, null],
  ["all of the latest failed", { recent: ["failed", "unclear", "failed"] }, "failing"],
  ["the only one failed", { recent: ["failed"] }, "failing"],
  ["not to be sent is no failure", { recent: ["skipped", "skipped"] }, null],
  ["paused while all failed", { recent: ["failed"], paused: true }, null],
  ["on hold", { method: "hold", dueSince: hours(5) }, null],
  ["due for long, and nobody tries", { dueSince: hours(1), lastAttemptAt: hours(2) }, "quiet"],
  ["due for long, never tried", { dueSince: hours(1) }, "quiet"],
  ["a long queue that moves", { dueSince: hours(1), lastAttemptAt: ago(1).toISOString() }, null],
  ["due in an hour", { dueSince: hours(-1), lastAttemptAt: hours(3) }, null],
  ["busy, and silent for two days", { lastSuccessAt: hours(48), usualGapMs: hour }, "quiet"],
  ["rarely used, and silent for two days", { lastSuccessAt: hours(48), usualGapMs: 24 * hour }, null],
  ["busy, and silent over night", { lastSuccessAt: hours(12), usualGapMs: hour / 10 }, null],
  [
    "polls have stopped",
    { polls: [{ kind: "updates", lastSuccessAt: hours(3), lastFailure: null }] },
    "quiet",
  ],
  [
    "the service list is read rarely",
    { polls: [{ kind: "services", lastSuccessAt: hours(20), lastFailure: null }] },
    null,
  ],
  [
    "a poll failed after the last that went well",
    { polls: [{ kind: "updates", lastSuccessAt: hours(1), lastFailure: { at: hours(0), reason: "" } }] },
    "failing",
  ],
])("trouble: %s", (_, over, trouble) => {
  expect(troubleOf({ ...calm, ...over }, now)).toBe(trouble);
});
