import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { listPublishedUpdates, readPublishedUpdates } from "@/lib/published/updates/list-published-updates";
import {
  makeBody,
  makeConnection,
  makeDelivery,
  makeReport,
  makeUpdate,
  makeUser,
} from "@/lib/testing/factories";

const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 12, 10, minute));
const said = (minute: number) => ({ createdAt: at(minute), confirmedAt: at(minute) });
const isPublic = { visibility: "public" } as const;

let reportId: number;
beforeAll(async () => {
  reportId = (await makeReport()).id;
});

async function texts(filter: Parameters<typeof listPublishedUpdates>[0], limit = 100) {
  const { updates } = await listPublishedUpdates(filter, { limit });
  return updates.map(({ text }) => text);
}

test("only public updates of public reports are told, the oldest first", async () => {
  const report = await makeReport();
  const hide = { hidden: "hidden", unconfirmed: "unconfirmed", private: "private" } as const;
  await makeUpdate({ reportId: report.id, ...isPublic, ...said(2), text: "second" });
  await makeUpdate({ reportId: report.id, ...isPublic, ...said(1), text: "first" });
  await makeUpdate({ reportId: report.id, visibility: "hidden", ...said(1), text: "hidden" });
  await makeUpdate({ reportId: report.id, visibility: "unconfirmed", createdAt: at(1), text: "unconfirmed" });
  const others = await Promise.all(Object.values(hide).map((visibility) => makeReport({ visibility })));
  for (const other of others)
    await makeUpdate({ reportId: other.id, ...isPublic, ...said(1), text: "secret" });
  const reportIds = [report, ...others].map(({ id }) => id);
  expect(await texts({ reportIds })).toEqual(["first", "second"]);
  const all = await db.update.findMany({ where: { reportId: { in: reportIds } }, orderBy: { text: "desc" } });
  const read = await readPublishedUpdates(all.map(({ id }) => id));
  expect(read.map(({ text }) => text)).toEqual(["second", "first"]);
});

test("a person is named only where they allow it, a body always; words for the reporter's mail never leave", async () => {
  const body = await makeBody({ name: "The council" });
  const user = await makeUser({ email: "secret@example.org", name: "Account name" });
  const row = { reportId, userId: user.id, ...isPublic, emailText: "for the reporter alone" };
  const shown = await makeUpdate({ ...row, ...said(1), name: "Ann", showName: true });
  const hidden = await makeUpdate({ ...row, ...said(2), name: "Ben Secret", showName: false });
  const ofBody = await makeUpdate({ ...row, ...said(3), name: "Clerk", bodyId: body.id, origin: "staff" });
  const read = await readPublishedUpdates([shown.id, hidden.id, ofBody.id]);
  expect(read.map(({ author }) => author)).toEqual(["Ann", null, "The council"]);
  expect(read[2]?.body).toEqual({ id: body.id, slug: body.slug, name: "The council" });
  expect(JSON.stringify(read)).not.toMatch(/secret@|Ben Secret|Account name|for the reporter|Clerk/);
});

test("each tells the state that the report was in by then, and whether it was what moved it", async () => {
  const report = await makeReport();
  const of = (minute: number, more: object) =>
    makeUpdate({ reportId: report.id, ...isPublic, ...said(minute), text: String(minute), ...more });
  await of(1, { newState: null });
  await of(2, { newState: "in_progress", stateApplied: true });
  await of(3, { newState: "in_progress", stateApplied: false });
  await of(4, { newState: "fixed_council", stateApplied: false });
  await of(5, { newState: "fixed_council", stateApplied: true });
  await of(6, { newState: "fixed_council", stateApplied: true });
  const { updates } = await listPublishedUpdates({ reportIds: [report.id] }, { limit: 10 });
  expect(updates.map(({ state, moved }) => [state, moved])).toEqual([
    ["confirmed", false],
    ["in_progress", true],
    ["in_progress", false],
    ["in_progress", false],
    ["fixed_council", true],
    ["fixed_council", false],
  ]);
});

test("pages end where the next begins, also among updates of the same moment", async () => {
  const report = await makeReport();
  for (const n of [1, 2, 3, 4, 5])
    await makeUpdate({ reportId: report.id, ...isPublic, ...said(n > 3 ? 9 : 8), text: String(n) });
  const seen: string[] = [];
  let cursor = null;
  do {
    const page = await listPublishedUpdates({ reportIds: [report.id] }, { cursor, limit: 2 });
    seen.push(...page.updates.map(({ text }) => text));
    cursor = page.next;
  } while (cursor);
  expect(seen).toEqual(["1", "2", "3", "4", "5"]);
  const newest = await listPublishedUpdates({ reportIds: [report.id] }, { sort: "newest", limit: 2 });
  expect(newest.updates.map(({ text }) => text)).toEqual(["5", "4"]);
});

test("a window has its beginning in it, and not its end; a body has what it got, or is to get", async () => {
  const [ours, other] = [await makeBody(), await makeBody()];
  const report = await makeReport();
  await makeDelivery({ reportId: report.id, bodyId: ours.id, state: "due" });
  await makeDelivery({ reportId: report.id, bodyId: other.id, state: "skipped" });
  for (const n of [1, 2, 3])
    await makeUpdate({ reportId: report.id, ...isPublic, ...said(n), text: String(n) });
  expect(await texts({ bodyIds: [ours.id], confirmedFrom: at(1), confirmedBefore: at(3) })).toEqual([
    "1",
    "2",
  ]);
  expect(await texts({ bodyIds: [other.id] })).toEqual([]);
});

test("a body's own system is not told what came from it, by being asked or by itself", async () => {
  const [ours, other] = [await makeBody(), await makeBody()];
  const connection = await makeConnection({ bodyId: ours.id, method: "open311" });
  const key = { may: [], keyHash: crypto.randomUUID() };
  const client = await db.apiClient.create({ data: { ...key, name: "ours", bodyId: ours.id } });
  const stranger = await db.apiClient.create({ data: { ...key, keyHash: "x", name: "x", bodyId: other.id } });
  const report = await makeReport();
  const of = (text: string, more: object) =>
    makeUpdate({ reportId: report.id, ...isPublic, ...said(1), text, ...more });
  await of("pulled", { origin: "backend", bodyId: ours.id, connectionId: connection.id, externalId: "1" });
  await of("posted", { clientId: client.id, clientReference: "1" });
  await of("by its staff, here", { origin: "staff", bodyId: ours.id });
  await of("by a stranger", { clientId: stranger.id, clientReference: "1" });
  await of("by a person", {});
  const reportIds = [report.id];
  expect(await texts({ reportIds, notSaidBy: ours.id })).toEqual([
    ...["by its staff, here", "by a stranger", "by a person"],
  ]);
  expect(await texts({ reportIds })).toHaveLength(5);
});
