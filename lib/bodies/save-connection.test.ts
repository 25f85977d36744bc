import "@/lib/testing/database";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { readSettings } from "@/lib/bodies/connections";
import { deleteConnection } from "@/lib/bodies/delete-connection";
import { getConnection, listConnections } from "@/lib/bodies/list-connections";
import { pauseConnection, resumeConnection } from "@/lib/bodies/pause-connection";
import { contactsByConnection, createConnection, saveConnection } from "@/lib/bodies/save-connection";
import { db } from "@/lib/db";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeUser,
} from "@/lib/testing/factories";

async function staffOf(bodyId: number | null, permissions: string[] = ["connection:edit"]): Promise<Actor> {
  const { id } = await makeUser();
  return { kind: "staff", userId: id, superuser: false, bodyId, permissions };
}
const settings = { endpoint: "https://desk.example/v2", apiKey: "hush-1" };
const entries = (connectionId: number) =>
  db.auditEntry.findMany({ where: { connectionId }, orderBy: { id: "asc" } });

async function connected(raw: Record<string, unknown> = settings) {
  const body = await makeBody();
  const actor = await staffOf(body.id);
  const { id } = await createConnection(actor, {
    bodyId: body.id,
    slug: "desk",
    method: "open311",
    settings: raw,
  });
  return { body, actor, id };
}
const row = (id: number) => db.connection.findUniqueOrThrow({ where: { id } });
const change = (id: number, over: Record<string, unknown> = {}) => ({
  id,
  method: "open311" as const,
  settings: { endpoint: settings.endpoint },
  ...over,
});

test("a connection is made with its secrets apart, and the history tells of it without them", async () => {
  const { id, body } = await connected();
  expect(await row(id)).toMatchObject({ bodyId: body.id, slug: "desk", method: "open311", concurrency: 8 });
  expect(readSettings(await row(id))).toMatchObject({ apiKey: "hush-1" });
  const told = await entries(id);
  expect(told).toMatchObject([{ action: "connections.create", bodyId: body.id }]);
  expect(JSON.stringify([told, (await row(id)).settings])).not.toContain("hush-1");
});

test("faults are told at their fields, and nothing is kept", async () => {
  const body = await makeBody();
  const actor = await staffOf(body.id);
  const make = (over: Record<string, unknown>) =>
    createConnection(actor, { bodyId: body.id, slug: "desk", method: "open311", settings, ...over });
  await expect(make({ settings: { endpoint: "ftp://x", timeoutMs: -1 } })).rejects.toMatchObject({
    code: "invalid",
    fields: { endpoint: expect.any(String), timeoutMs: expect.any(String) },
  });
  await expect(make({ slug: "Not A Slug", concurrency: "0" })).rejects.toMatchObject({
    fields: { slug: expect.any(String), concurrency: expect.stringContaining("1 to 64") },
  });
  expect(await db.connection.count({ where: { bodyId: body.id } })).toBe(0);
  await make({});
  await expect(make({})).rejects.toMatchObject({ fields: { slug: expect.stringContaining("already") } });
});

test("a secret that is left empty stays, one that is told to go goes, and that another came is written down", async () => {
  const { id, actor } = await connected();
  await saveConnection(actor, change(id, { concurrency: "2", sendUpdates: "on" }));
  expect(readSettings(await row(id))).toMatchObject({ apiKey: "hush-1" });
  await saveConnection(actor, change(id, { settings: { ...settings, apiKey: "hush-2" }, concurrency: "2" }));
  expect(readSettings(await row(id))).toMatchObject({ apiKey: "hush-2" });
  await saveConnection(actor, change(id, { settings: { ...settings, apiKey: "" }, concurrency: "2" }));
  expect(readSettings(await row(id))).toMatchObject({ apiKey: "", endpoint: settings.endpoint });

  const [, flags, exchanged, gone] = await entries(id);
  expect(flags).toMatchObject({
    action: "connections.edit",
    before: { concurrency: 8, sendUpdates: false },
    after: { concurrency: 2, sendUpdates: true },
  });
  expect(exchanged).toMatchObject({
    before: { "settings.apiKey": "••••" },
    after: { "settings.apiKey": "•••• (another one)" },
  });
  expect(gone).toMatchObject({ before: { "settings.apiKey": "••••" }, after: { "settings.apiKey": "" } });
  expect(JSON.stringify(await entries(id))).not.toMatch(/hush-\d/);
});

test("a secret that somebody else typed is not sent to another host", async () => {
  const { id, actor } = await connected();
  const elsewhere = { endpoint: "https://elsewhere.example/v2" };
  await expect(saveConnection(actor, change(id, { settings: elsewhere }))).rejects.toMatchObject({
    code: "invalid",
    fields: { apiKey: expect.stringContaining("once more") },
  });
  await saveConnection(actor, change(id, { settings: { endpoint: "https://desk.example/v3" } }));
  expect(readSettings(await row(id))).toMatchObject({
    endpoint: "https://desk.example/v3",
    apiKey: "hush-1",
  });
  await saveConnection(actor, change(id, { settings: { ...elsewhere, apiKey: "hush-3" } }));
  expect(readSettings(await row(id))).toMatchObject({ ...elsewhere, apiKey: "hush-3" });
});

test("saving what is there already changes nothing and is not written down", async () => {
  const { id, actor } = await connected();
  const before = await row(id);
  await saveConnection(actor, change(id));
  expect(await row(id)).toEqual(before);
  expect(await entries(id)).toHaveLength(1);
});

test("a change that would cut contacts off is refused with their names and reasons, until one says: all the same", async () => {
  const body = await makeBody();
  const actor = await staffOf(body.id);
  const way = await makeConnection({ bodyId: body.id, asDefault: true });
  const category = await makeCategory({ name: "Loose kerbstone" });
  await makeContact({ bodyId: body.id, categoryId: category.id, destination: "kerbs@quill.example" });
  await makeContact({ bodyId: body.id, state: "deleted", destination: "gone@quill.example" });
  const wanted = change(way.id);
  await expect(saveConnection(actor, wanted)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("One category"),
    fields: { anyway: expect.stringMatching(/^Loose kerbstone: /) },
  });
  expect((await row(way.id)).method).toBe("email");
  await saveConnection(actor, { ...wanted, anyway: "on" });
  expect((await row(way.id)).method).toBe("open311");
  // They are cut off already: another change is not held up by it.
  await saveConnection(actor, { ...wanted, concurrency: "3" });
  expect((await row(way.id)).concurrency).toBe(3);
});

test("a contact that goes another way is not asked", async () => {
  const body = await makeBody({ canBeDevolved: true });
  const actor = await staffOf(body.id);
  const main = await makeConnection({ bodyId: body.id, asDefault: true });
  const own = await makeConnection({ bodyId: body.id });
  await makeContact({ bodyId: body.id, connectionId: own.id });
  await saveConnection(actor, change(main.id));
  expect((await row(main.id)).method).toBe("open311");
  expect(await contactsByConnection(actor, main.id)).toEqual([]);
  expect(await contactsByConnection(actor, own.id)).toHaveLength(1);
  const elsewhere = await staffOf((await makeBody()).id);
  await expect(contactsByConnection(elsewhere, own.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(saveConnection(actor, change(own.id))).rejects.toMatchObject({ code: "invalid" });
});

test("pausing and going on are written down with the note; going on has the queue looked through at once", async () => {
  const { id, actor } = await connected();
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  await pauseConnection(actor, { id, note: "They move servers" });
  expect((await row(id)).pausedAt).toBeInstanceOf(Date);
  await expect(pauseConnection(actor, { id })).rejects.toMatchObject({ code: "conflict" });
  const jobs = () =>
    db.$queryRaw<{ task: string }[]>`select task_identifier as task from graphile_worker.jobs`;
  expect(await jobs()).toEqual([]);
  await resumeConnection(actor, { id, note: "" });
  expect((await row(id)).pausedAt).toBeNull();
  expect(await jobs()).toEqual([{ task: "sweep" }]);
  await expect(resumeConnection(actor, { id })).rejects.toMatchObject({ code: "conflict" });
  expect((await entries(id)).slice(1)).toMatchObject([
    { action: "connections.pause", note: "They move servers", after: { paused: true } },
    { action: "connections.resume", note: "", before: { paused: true } },
  ]);
});

test("only what nothing ever used can be deleted", async () => {
  const { id, actor, body } = await connected();
  const delivery = await makeDelivery({ bodyId: body.id, connectionId: id, contactId: null, state: "sent" });
  await expect(deleteConnection(actor, { id })).rejects.toMatchObject({ code: "conflict" });
  expect((await getConnection(actor, id)).unused).toBe(false);
  await db.delivery.delete({ where: { id: delivery.id } });
  expect((await getConnection(actor, id)).unused).toBe(true);
  await deleteConnection(actor, { id });
  expect(await db.connection.findUnique({ where: { id } })).toBeNull();
  const [entry] = await db.auditEntry.findMany({ where: { action: "connections.delete", bodyId: body.id } });
  expect(entry).toMatchObject({ before: { slug: "desk" } });
});

test("none of it is done by another body's staff, without the permission, or by who is limited to categories", async () => {
  const { id, body } = await connected();
  const elsewhere = await makeBody();
  const limited = { ...(await staffOf(body.id)), categoryIds: [1] } as Actor;
  const actors: Actor[] = [
    { kind: "anonymous" },
    { kind: "citizen", userId: 1 },
    await staffOf(elsewhere.id),
    await staffOf(body.id, ["delivery:view", "delivery:act", "body:edit", "contact:edit"]),
    limited,
  ];
  const before = await row(id);
  for (const actor of actors) {
    for (const refused of [
      () => createConnection(actor, { bodyId: body.id, slug: "x", method: "email" }),
      () => saveConnection(actor, change(id)),
      () => pauseConnection(actor, { id }),
      () => resumeConnection(actor, { id }),
      () => deleteConnection(actor, { id }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await row(id)).toEqual(before);
  const superuser: Actor = {
    kind: "staff",
    userId: (await makeUser()).id,
    superuser: true,
    bodyId: null,
    permissions: [],
  };
  await pauseConnection(superuser, { id });
  await expect(pauseConnection(superuser, { id: 2_000_000_000 })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("staff see their own body's connections: how they are set up without secrets, or only that they are there", async () => {
  const { id, body, actor } = await connected();
  await makeConnection({ method: "webhook" });
  const listed = await listConnections(actor, {});
  expect(listed.items).toMatchObject([
    { id, slug: "desk", host: "desk.example", method: "open311", isDefault: false, contacts: 0 },
  ]);
  expect(JSON.stringify(listed)).not.toContain("hush");
  const shown = await getConnection(actor, id);
  expect(shown.settings).toMatchObject({ endpoint: settings.endpoint, apiKey: "••••" });
  const viewer = await staffOf(body.id, ["delivery:view"]);
  expect((await getConnection(viewer, id)).settings).toBeNull();

  const elsewhere = await makeBody();
  expect((await listConnections(await staffOf(elsewhere.id), { body: body.id })).items).toEqual([]);
  await expect(getConnection(await staffOf(elsewhere.id), id)).rejects.toMatchObject({ code: "forbidden" });
  for (const nobody of [{ kind: "anonymous" } as const, await staffOf(body.id, ["report:edit"])]) {
    await expect(listConnections(nobody, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(getConnection(nobody, id)).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(getConnection(actor, 2_000_000_000)).rejects.toMatchObject({ code: "not_found" });
});

test("cards come page by page, by the name of their body", async () => {
  const superuser: Actor = { kind: "staff", userId: 1, superuser: true, bodyId: null, permissions: [] };
  await db.body.create({
    data: {
      slug: "zzz",
      name: "ZZZ",
      connections: {
        create: Array.from({ length: 35 }, (_, n) => ({ slug: `c${n}`, method: "hold" as const })),
      },
    },
  });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listConnections(superuser, { method: "hold", ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ slug }) => slug));
    cursor = page.next;
  } while (cursor);
  expect(seen).toEqual(Array.from({ length: 35 }, (_, n) => `c${n}`));
});
