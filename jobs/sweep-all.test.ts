import { expect, test } from "vitest";
import "@/lib/testing/database";
import { sweepAll } from "@/jobs/sweep-all";
import { db } from "@/lib/db";
import { makeBody, makeConnection, makeDelivery, makeReport } from "@/lib/testing/factories";

const now = new Date();

test("what goes wrong with one part of the sweep keeps no other from its turn", async () => {
  const report = await makeReport();
  await makeDelivery({ reportId: report.id, state: "due", dueAt: new Date(0) });
  const done: string[] = [];
  const swept = await sweepAll(now, {
    pictures: () => Promise.reject(new Error("They are away")),
    updates: async () => done.push("updates"),
  });
  expect([done, swept.nudged]).toEqual([["updates"], 1]);
});

test("pulls that a lost worker left running are told to be cut off with the next sweep", async () => {
  const { id: connectionId } = await makeConnection({ bodyId: (await makeBody()).id, method: "open311" });
  const kinds = ["updates", "requests", "services"] as const;
  const until = { updates: new Date(0), requests: new Date(Date.now() + 60_000), services: null };
  await db.watermark.createMany({
    data: kinds.map((kind) => ({
      connectionId,
      kind,
      dueAt: new Date("2100-01-01"),
      leasedUntil: until[kind],
    })),
  });
  await db.poll.createMany({
    data: [
      ...kinds.map((kind) => ({ connectionId, kind })),
      { connectionId, kind: "updates" as const, trigger: "push" as const },
    ],
  });
  await sweepAll(now);
  const polls = await db.poll.findMany({ where: { connectionId }, orderBy: { id: "asc" } });
  expect(polls.map(({ kind, state, error }) => [kind, state, error !== null])).toEqual([
    ["updates", "failed", true],
    ["requests", "running", false],
    ["services", "failed", true],
    ["updates", "running", false],
  ]);
});
