import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { notAskedFor, type Open311Client } from "@/lib/open311/client";
import type { ServiceRequest } from "@/lib/open311/documents";
import type { Failure } from "@/lib/open311/result";
import type { Exchange } from "@/lib/open311/wire";
import { noCounts } from "@/lib/sync/pull/poll-row";
import { pull } from "@/lib/sync/pull/pull";
import { readStatuses } from "@/lib/sync/pull/read-statuses";
import { startCouncil } from "@/lib/testing/council";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";
import type { ReportState } from "@/prisma/generated/enums";

const now = new Date("2026-05-12T12:00:00Z");
const exchange = { method: "GET", url: "", status: 200, responseBody: "", durationMs: 1 } as Exchange;

let category: Awaited<ReturnType<typeof makeCategory>>;
beforeAll(async () => {
  category = await makeCategory();
});

/** A connection whose back end has reports under these numbers. */
async function having(
  ids: readonly string[],
  states: Record<string, ReportState> = {},
  settings: object = {},
) {
  const body = await makeBody({ updatesUserId: (await makeUser()).id });
  const connection = await makeConnection({
    ...{ bodyId: body.id, method: "open311", pullUpdates: true },
    ...packSettings("open311", { endpoint: "https://city.example", updatesFrom: "requests", ...settings }),
  });
  const reports = new Map<string, number>();
  for (const externalId of ids) {
    const state = states[externalId] ?? "confirmed";
    const updatedAt = new Date("2026-01-01T00:00:00Z");
    const report = await makeReport({ categoryId: category.id, reporterId: null, state, updatedAt });
    reports.set(externalId, report.id);
    await makeDelivery({
      ...{ reportId: report.id, bodyId: body.id, connectionId: connection.id, contactId: null },
      ...{ method: "open311", state: "sent", externalId, firstSentAt: updatedAt, sentAt: updatedAt },
    });
  }
  return { connectionId: connection.id, reports };
}

const told = (serviceRequestId: string): ServiceRequest => ({
  ...{ serviceRequestId, status: "closed", statusNotes: `Done with ${serviceRequestId}` },
  ...{ updatedDatetime: now, mediaUrls: [], extras: {} },
});

type Kind = "understands" | "ignores the ids" | "knows one id a call";

/** A server without the extension. `broken`: calls that mention one of these fail. */
function city(kind: Kind, ids: readonly string[], broken: ReadonlySet<string> = new Set()) {
  const asked: string[][] = [];
  const failed = (retry: boolean): Failure => ({
    ...{ ok: false, reason: "It is down", status: retry ? 500 : 404, retry, ambiguous: false, exchange },
  });
  const client: Pick<Open311Client, "request" | "requests"> = {
    async requests({ ids: wanted = [] }) {
      asked.push([...wanted]);
      if (wanted.some((id) => broken.has(id))) return failed(true);
      const rows =
        kind === "ignores the ids" ? ids.slice(-3) : kind === "understands" ? wanted : wanted.slice(0, 1);
      const here = rows.filter((id) => ids.includes(id) && wanted.includes(id)).map(told);
      const skipped = kind === "ignores the ids" ? [{ reason: notAskedFor, row: told("OTHER") }] : [];
      return { ok: true, value: { rows: here, skipped }, exchange };
    },
    async request(id) {
      asked.push([id]);
      if (broken.has(id)) return failed(true);
      return ids.includes(id) ? { ok: true, value: told(id), exchange } : failed(false);
    },
  };
  return { client, asked };
}

/** Reads once, and keeps the place as a poll does. */
async function look(client: Pick<Open311Client, "request" | "requests">, connectionId: number) {
  const read = await readStatuses(client, connectionId, now);
  const counts = { ...noCounts(), ...(read.reached && { reached: read.reached }) };
  const state = read.ok ? "done" : "failed";
  await db.poll.create({ data: { connectionId, kind: "updates", state, counts } });
  return { ...read, ids: read.rows.map(({ serviceRequestId }) => serviceRequestId) };
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => `N-${n}`);

test("fifty are asked for with one call; those that are over for long are not asked for", async () => {
  const ids = numbers(64);
  const { connectionId } = await having(ids, {
    "N-3": "fixed_council",
    "N-4": "duplicate",
    "N-5": "in_progress",
  });
  const { client, asked } = city("understands", ids);
  const { ok, ids: read } = await look(client, connectionId);
  expect(ok).toBe(true);
  expect(asked.map(({ length }) => length)).toEqual([50, 12]);
  expect(read).toEqual(ids.filter((id) => id !== "N-3" && id !== "N-4"));
});

test.each<Kind>(["ignores the ids", "knows one id a call"])(
  "a server that %s is asked for one after the other, and remembered so",
  async (kind) => {
    const ids = numbers(53);
    const { connectionId } = await having(ids);
    const { client, asked } = city(kind, ids);
    const first = await look(client, connectionId);
    expect(first.reached).toMatchObject({ singly: true });
    // Where the first turn has stopped, the next goes on, and then around.
    asked.length = 0;
    const second = await look(client, connectionId);
    expect(asked.every(({ length }) => length === 1)).toBe(true);
    const third = await look(client, connectionId);
    expect(new Set([...first.ids, ...second.ids, ...third.ids])).toEqual(new Set(ids));
  },
);

test("reports that are gone over there are no sign of such a server, and cost a few calls only", async () => {
  const ids = numbers(20);
  const { connectionId } = await having(ids);
  const { client, asked } = city("understands", ["N-19"]);
  const { ids: read, reached } = await look(client, connectionId);
  expect([read, reached]).toEqual([["N-19"], { afterId: 0, singly: false }]);
  expect(asked.length).toBeLessThanOrEqual(6);
});

test("a call that fails: what was read before is told, and the rest comes with the next turn", async () => {
  const ids = numbers(55);
  const { connectionId } = await having(ids);
  const broken = new Set(["N-52"]);
  const { client } = city("understands", ids, broken);
  const first = await look(client, connectionId);
  expect(first).toMatchObject({ ok: false, reason: "It is down", ids: ids.slice(0, 50) });
  broken.clear();
  expect((await look(client, connectionId)).ids).toEqual(ids.slice(50));
  expect((await look(client, connectionId)).ids).toEqual(ids);
});

test("one that always fails does not keep the others from being looked at", async () => {
  const ids = numbers(4);
  const { connectionId } = await having(ids);
  const reached = { afterId: 0, singly: true };
  await db.poll.create({
    data: {
      connectionId,
      kind: "updates",
      state: "done",
      counts: { ...noCounts(), reached },
      startedAt: now,
    },
  });
  const { client } = city("understands", ids, new Set(["N-1"]));
  expect(await look(client, connectionId)).toMatchObject({ ok: false, ids: ["N-0"] });
  expect(await look(client, connectionId)).toMatchObject({ ok: true, ids: ["N-2", "N-3"] });
});

test("TRAP-21: a change is an update, the same again is none, and neither is a report as it was made", async () => {
  let clock = new Date("2026-05-12T09:00:00Z");
  const council = await startCouncil({ now: () => clock });
  const problem = { serviceCode: "TRE-2", description: "A branch", lat: 54.6, long: 2.3 };
  const cases = [await council.raise(problem), await council.raise(problem)];
  const [quiet = "", busy = ""] = cases.map(({ reference }) => reference ?? "");
  const { connectionId, reports } = await having([quiet, busy], {}, { endpoint: council.url });
  const turn = () => pull({ connectionId, kind: "updates", now, worker: "test", early: true });
  const said = async (id: string) => {
    const rows = await db.update.findMany({
      where: { reportId: reports.get(id) ?? 0 },
      orderBy: { id: "asc" },
    });
    return rows.map(({ text, newState }) => [text, newState]);
  };

  expect(await turn()).toMatchObject({ kind: "done", counts: { seen: 0 } });
  clock = new Date("2026-05-12T10:00:00Z");
  await council.say(busy, { status: "closed", text: "It is cut." });
  expect(await turn()).toMatchObject({ counts: { seen: 1, created: 1 } });
  expect(await turn()).toMatchObject({ counts: { seen: 1, created: 0, known: 1 } });
  expect(await said(busy)).toEqual([["It is cut.", "fixed_council"]]);
  clock = new Date("2026-05-12T11:00:00Z");
  await council.say(busy, { status: "open", text: "Another one fell." });
  expect(await turn()).toMatchObject({ counts: { seen: 1, created: 1 } });
  expect(await said(busy)).toEqual([
    ["It is cut.", "fixed_council"],
    ["Another one fell.", "confirmed"],
  ]);
  expect(await said(quiet)).toEqual([]);
  const polls = await db.poll.findMany({
    where: { connectionId },
    select: { windowStart: true, state: true },
  });
  expect(polls).toEqual(Array(4).fill({ windowStart: null, state: "done" }));
  await council.close();
});
