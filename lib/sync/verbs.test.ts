import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import {
  dismissDeadLetter,
  dismissDeadLetters,
  replayDeadLetter,
  replayDeadLetters,
} from "@/lib/sync/dead-letters/act-on-letters";
import { getDeadLetter, listDeadLetters } from "@/lib/sync/dead-letters/list-dead-letters";
import { readStatusMap } from "@/lib/sync/status-map/read-status-map";
import { saveStatusMap } from "@/lib/sync/status-map/save-status-map";
import { previewTemplate } from "@/lib/sync/updates/preview-template";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import { makeConnection, makeDelivery, makeReport } from "@/lib/testing/factories";
import { makeStaff, type TestStaff } from "@/lib/testing/staff";

const now = new Date("2026-05-12T12:00:00Z");

let clerk: TestStaff;
let connection: Awaited<ReturnType<typeof makeConnection>>;
beforeAll(async () => {
  clerk = await makeStaff();
  connection = await makeConnection({
    ...{ bodyId: clerk.bodyId, method: "open311" },
    ...packSettings("open311", { endpoint: "https://council.example" }),
  });
});

let last = 0;
async function sent() {
  const report = await makeReport();
  const externalId = `S-${++last}`;
  await makeDelivery({ reportId: report.id, bodyId: clerk.bodyId, externalId, state: "sent" });
  return { report, externalId };
}

const payload = (externalId: string, more: object = {}) => ({
  ...{ updateId: `u-${++last}`, serviceRequestId: externalId, updatedDatetime: "2026-05-12T10:30:00.000Z" },
  ...{ mediaUrls: [], extras: {}, status: "in_progress", description: "On it" },
  ...more,
});
const letter = (data: object) =>
  db.deadLetter.create({
    data: {
      ...{ connectionId: connection.id, kind: "updates", fingerprint: `f-${++last}`, reason: "It broke" },
      ...{ payload: data, createdAt: now, lastSeenAt: now },
    },
  });
const letterNow = (id: number) => db.deadLetter.findUniqueOrThrow({ where: { id } });

test("a letter is replayed: the item comes in, and the letter is dealt with", async () => {
  const { report, externalId } = await sent();
  const { id } = await letter(payload(externalId));
  expect(await replayDeadLetter(clerk.actor, id)).toMatchObject({ kind: "created", reportId: report.id });
  expect(await letterNow(id)).toMatchObject({ resolution: "replayed", resolvedAt: expect.any(Date) });
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(1);
  const where = { action: "dead-letters.replay", reportId: report.id };
  expect(await db.auditEntry.findFirst({ where })).toMatchObject({ subject: { deadLetterId: id } });
  await expect(replayDeadLetter(clerk.actor, id)).rejects.toMatchObject({ code: "conflict" });
});

test("of several each is answered by itself, and those that still do not come in stay", async () => {
  const { externalId } = await sent();
  const [good, unknown, row, torn] = [
    await letter(payload(externalId)),
    await letter(payload("nobody's")),
    await letter({
      unreadable: {
        update_id: "7",
        service_request_id: externalId,
        updated_datetime: "2026-05-12T10:31:00Z",
      },
    }),
    await letter({ unreadable: { status: "OPEN" } }),
  ];
  const ids = [good.id, unknown.id, row.id, torn.id];
  const replayed = await replayDeadLetters(clerk.actor, { ids });
  expect(replayed.map(({ id }) => id)).toEqual(ids);
  expect(replayed.map(({ result }) => result.kind)).toEqual(["created", "skipped", "created", "unreadable"]);
  const open = (await Promise.all(ids.map(letterNow))).map(({ resolvedAt }) => resolvedAt === null);
  expect(open).toEqual([false, true, false, true]);
});

test("a dismissed letter is not tried by itself any more, and can be replayed by a person all the same", async () => {
  const { externalId } = await sent();
  const { id } = await letter(payload(externalId));
  await expect(dismissDeadLetters(clerk.actor, { ids: [id], note: " " })).rejects.toMatchObject({
    ...{ code: "invalid", fields: { note: expect.any(String) } },
  });
  await dismissDeadLetter(clerk.actor, id, "A test of theirs");
  expect(await letterNow(id)).toMatchObject({ resolution: "dismissed" });
  await expect(dismissDeadLetter(clerk.actor, id, "Again")).rejects.toMatchObject({ code: "conflict" });
  expect(await replayDeadLetter(clerk.actor, id)).toMatchObject({ kind: "created" });
});

test("letters are listed as they were seen, page by page, and those dealt with apart", async () => {
  const own = await makeConnection({ bodyId: clerk.bodyId });
  const at = (n: number) => new Date(now.getTime() + Math.floor(n / 2) * 1000);
  const row = { connectionId: own.id, kind: "updates", reason: "It broke", payload: { n: 1 } } as const;
  await db.deadLetter.createMany({
    data: Array.from({ length: 53 }, (_, n) => ({ ...row, fingerprint: `p-${n}`, lastSeenAt: at(n) })),
  });
  const first = await listDeadLetters(clerk.actor, { connection: own.id });
  const second = await listDeadLetters(clerk.actor, { connection: own.id, cursor: first.next });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 3, null]);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  expect(await getDeadLetter(clerk.actor, ids[0] ?? 0)).toMatchObject({
    payload: { n: 1 },
    reason: "It broke",
  });
  await dismissDeadLetter(clerk.actor, ids[3] ?? 0, "Noise");
  const resolved = await listDeadLetters(clerk.actor, { connection: own.id, state: "resolved" });
  expect(resolved.items).toMatchObject([{ id: ids[3], resolution: "dismissed" }]);
});

test("the status map is read with what was seen, saved as a whole, and used at once", async () => {
  const { report, externalId } = await sent();
  const item = (n: number, status: string) => ({
    ...payload(externalId, { status, description: `Number ${n}` }),
    updatedDatetime: new Date(now.getTime() + n * 1000),
  });
  await takeUpdates(connection, [item(1, "wobbly"), item(2, "wobbly")], { now });
  const before = await readStatusMap(clerk.actor, connection.id, now);
  const find = (map: typeof before, word: string) => map.words.find((one) => one.word === word);
  expect(find(before, "wobbly")).toEqual({
    ...{ word: "wobbly", own: null, seen: 2, builtIn: { kind: "nothing", because: "unknown_word" } },
  });
  expect(find(before, "no_further_action")?.builtIn).toEqual({ kind: "state", state: "unable_to_fix" });

  const words = [
    { word: "Wobbly", means: "investigating" },
    { word: "NOISE", means: "ignore" },
    { word: "open", means: "unchanged" },
    { word: "closed", means: "built-in" },
  ] as const;
  const input = { connectionId: connection.id, version: before.version, words: [...words] };
  await saveStatusMap(clerk.actor, input);
  const after = await readStatusMap(clerk.actor, connection.id, now);
  expect(find(after, "wobbly")?.own).toEqual({ state: "investigating", ignore: false });
  expect(find(after, "noise")?.own).toEqual({ state: null, ignore: true });
  expect(after.words.filter(({ own }) => own)).toHaveLength(3);
  const [taken, noise] = await takeUpdates(connection, [item(3, "wobbly"), item(4, "noise")], { now });
  expect([taken?.kind, noise]).toEqual(["created", { kind: "skipped", reason: "ignored_status" }]);
  expect((await db.report.findUniqueOrThrow({ where: { id: report.id } })).state).toBe("investigating");

  // Somebody who read it before does not overwrite it.
  await expect(saveStatusMap(clerk.actor, input)).rejects.toMatchObject({
    ...{ code: "conflict", fields: { version: expect.any(String) } },
  });
  const twice = [...words, { word: "wobbly", means: "planned" } as const];
  await expect(
    saveStatusMap(clerk.actor, { ...input, version: after.version, words: twice }),
  ).rejects.toMatchObject({ code: "invalid" });
  expect(
    await db.auditEntry.findFirst({ where: { action: "status-map.save", connectionId: connection.id } }),
  ).toMatchObject({
    ...{ before: {}, after: { wobbly: "investigating", noise: "ignore", open: "unchanged" } },
  });
  await saveStatusMap(clerk.actor, { ...input, version: after.version, words: [] });
});

test("a template is tried on the last ten things that back ends told, and on a report that gets a state or a code", async () => {
  const { report, externalId } = await sent();
  const contact = await db.contact.findFirstOrThrow({ where: { categoryId: report.categoryId } });
  const item = (n: number, more: object) => ({
    ...payload(externalId, more),
    updatedDatetime: new Date(now.getTime() + n * 1000),
  });
  await db.responseTemplate.create({
    data: {
      bodyId: clerk.bodyId,
      title: "General",
      text: "General words",
      state: "planned",
      autoResponse: true,
    },
  });
  await takeUpdates(
    connection,
    [
      item(1, { status: "planned", description: "tomorrow" }),
      item(2, { status: "planned", description: "next week", externalStatusCode: "C9" }),
      item(3, { status: "fixed", description: "done" }),
    ],
    { now },
  );
  const template = {
    ...{ templateId: null, bodyId: clerk.bodyId, text: "Note: {{description}}", emailText: null },
    ...{ state: "planned", externalStatusCode: null, autoResponse: true, contactIds: [contact.id] },
  } as const;
  const [fixed, code, planned] = (await previewTemplate(clerk.actor, template)).filter(
    ({ reportId }) => reportId === report.id,
  );
  expect(planned).toMatchObject({
    ...{ description: "tomorrow", text: "Note: tomorrow", because: "state", instead: null },
    update: { text: "tomorrow", at: expect.any(Date) },
  });
  expect(code).toMatchObject({ text: "Note: next week", because: null, instead: null });
  expect(fixed).toMatchObject({ text: "Note: done", because: null });
  const general = { ...template, contactIds: [], state: "fixed_council", externalStatusCode: null } as const;
  expect((await previewTemplate(clerk.actor, general))[2]).toMatchObject({ instead: "General" });

  const onReport = (more: object) =>
    previewTemplate(clerk.actor, { ...template, reportId: report.id, description: "soon", ...more });
  expect(await onReport({ becomes: "planned" })).toMatchObject([
    { ...{ update: null, text: "Note: soon", because: "state" } },
  ]);
  expect(await onReport({ becomes: null, state: null, externalStatusCode: "D*", code: "D4" })).toMatchObject([
    { because: "code" },
  ]);
  expect(await onReport({ becomes: "closed" })).toMatchObject([{ because: null, instead: null }]);
});
