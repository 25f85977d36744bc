import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { type Actor, job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { AuditQuery, listAudit, recordedActions } from "@/lib/auth/list-audit";
import { db } from "@/lib/db";
import { makeBody, makeUser } from "@/lib/testing/factories";

const superuser: Actor = { kind: "staff", userId: 1, superuser: true, bodyId: null, permissions: [] };
const ask = (query: Record<string, string> = {}) => AuditQuery.parse(query);
let ada: Actor & { kind: "staff" };

beforeAll(async () => {
  const body = await makeBody();
  const user = await makeUser({ bodyId: body.id, name: "Ada Quill", email: "ada@quill.example" });
  ada = { kind: "staff", userId: user.id, superuser: false, bodyId: body.id, permissions: ["audit:view"] };
  const other = await makeBody();
  await db.$transaction(async (tx) => {
    await record(tx, ada, "body.edit", {
      bodyId: body.id,
      before: { name: "A" },
      after: { name: "B" },
      note: "Renamed",
    });
    await record(tx, job("sync"), "contact.edit", { bodyId: other.id });
    await record(tx, job("sync"), "contact.edit", { bodyId: body.id });
  });
  // A day in the past, all in the same moment, more than a page.
  await db.auditEntry.createMany({
    data: Array.from({ length: 60 }, () => ({
      at: new Date("2026-01-05T10:00:00Z"),
      actorKind: "job",
      actorName: "old",
      action: "old.thing",
      bodyId: body.id,
    })),
  });
});

test("superusers see everything, a body's staff what concerns their body", async () => {
  const all = await listAudit(superuser, ask({ action: "contact.edit" }));
  expect(all.items).toHaveLength(2);
  const mine = await listAudit(ada, ask({ action: "contact.edit" }));
  expect(mine.items.map(({ body }) => body?.id)).toEqual([ada.bodyId]);
});

test("a filter by another body does not lead a body's staff out of theirs", async () => {
  const page = await listAudit(ada, ask({ body: String(Number(ada.bodyId) + 1), action: "contact.edit" }));
  expect(page.items.map(({ body }) => body?.id)).toEqual([ada.bodyId]);
});

test("an entry tells who, with before, after and the note", async () => {
  const [found] = (await listAudit(ada, ask({ q: "quill" }))).items;
  expect(found).toMatchObject({
    action: "body.edit",
    user: { name: "Ada Quill" },
    before: { name: "A" },
    after: { name: "B" },
    note: "Renamed",
  });
});

test("pages go through entries of one moment without losing or repeating any", async () => {
  const first = await listAudit(ada, ask({ action: "old.thing" }));
  const second = await listAudit(ada, ask({ action: "old.thing", cursor: first.next ?? "" }));
  expect(first.items).toHaveLength(50);
  expect(second).toMatchObject({ next: null });
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(60);
});

test("days bound the log, the last one included", async () => {
  const within = await listAudit(ada, ask({ since: "2026-01-05", until: "2026-01-05" }));
  expect(within.items[0]?.action).toBe("old.thing");
  expect((await listAudit(ada, ask({ since: "2026-01-06", until: "2026-01-07" }))).items).toEqual([]);
});

test("the actions to filter by are those that were recorded", async () => {
  expect(await recordedActions(superuser)).toEqual(["body.edit", "contact.edit", "old.thing"]);
});

test("whoever lacks the permission sees nothing", async () => {
  const without = { ...ada, permissions: ["body:edit"] };
  await expect(listAudit(without, ask())).rejects.toMatchObject({ code: "forbidden" });
  await expect(recordedActions(without)).rejects.toMatchObject({ code: "forbidden" });
  await expect(listAudit({ kind: "citizen", userId: 1 }, ask())).rejects.toMatchObject({ code: "forbidden" });
});
