import "@/lib/testing/database";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { authenticateClient } from "@/lib/clients/authenticate";
import { hashClientKey } from "@/lib/clients/client-key";
import { renewClientKey, revokeClient } from "@/lib/clients/client-keys";
import { listClients } from "@/lib/clients/list-clients";
import { readClient } from "@/lib/clients/read-client";
import { ClientEdit, editClient, makeClient, NewClient } from "@/lib/clients/save-client";
import { db } from "@/lib/db";
import { makeBody, makeReport, makeUpdate, makeUser } from "@/lib/testing/factories";

let last = 0;
const named = (more: object = {}) =>
  NewClient.parse({
    name: `Client ${++last}`,
    may: "post-requests",
    callsPerMinute: "60",
    note: "",
    ...more,
  });

async function people() {
  const body = await makeBody();
  const clerk: Actor = {
    ...{ kind: "staff", userId: (await makeUser({ bodyId: body.id })).id, superuser: false, bodyId: body.id },
    permissions: ["api:edit"],
  };
  const boss: Actor = {
    ...clerk,
    userId: (await makeUser({ superuser: true })).id,
    superuser: true,
    bodyId: null,
  };
  return { body, clerk, boss };
}

const refused = (field: string) => ({ code: "invalid", fields: { [field]: expect.any(String) } });

test("a client's key is told once; what is kept opens nothing, and is told to nobody", async () => {
  const { body, clerk } = await people();
  const { id, key } = await makeClient(clerk, named({ bodyId: body.id }));
  expect(key).toMatch(/^mk_[\w-]{43}$/);
  const row = await db.apiClient.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ keyHash: hashClientKey(key), keyHint: key.slice(-4), may: ["post-requests"] });
  expect(await authenticateClient(key, new Date())).toMatchObject({
    clientId: id,
    bodyId: body.id,
    trusted: false,
  });
  const told = [await readClient(clerk, id), await listClients(clerk, {}), await db.auditEntry.findMany()];
  expect(JSON.stringify(told)).not.toContain(row.keyHash);
  expect(JSON.stringify([row, ...told])).not.toContain(key);
});

test("only superusers give trust, or allow a trusted client more; a body's staff may take it away", async () => {
  const { body, clerk, boss } = await people();
  await expect(makeClient(clerk, named({ bodyId: body.id, trusted: "1" }))).rejects.toMatchObject(
    refused("trusted"),
  );
  const { id, key } = await makeClient(boss, named({ bodyId: body.id, trusted: "1" }));
  const edit = (actor: Actor, more: object) =>
    editClient(actor, ClientEdit.parse({ ...named(), clientId: String(id), ...more }));
  await edit(clerk, { trusted: "1", callsPerMinute: 5 });
  expect(await authenticateClient(key, new Date())).toMatchObject({ trusted: true });
  const more = { trusted: "1", may: ["post-requests", "post-updates"] };
  await expect(edit(clerk, more)).rejects.toMatchObject(refused("trusted"));
  await edit(clerk, { trusted: "" });
  expect(await authenticateClient(key, new Date())).toMatchObject({ trusted: false, may: ["post-requests"] });
  await expect(edit(clerk, { trusted: "1" })).rejects.toMatchObject(refused("trusted"));
  await edit(boss, more);
  expect(await authenticateClient(key, new Date())).toMatchObject({ trusted: true, may: more.may });
  const actions = await db.auditEntry.findMany({ where: { bodyId: body.id }, orderBy: { id: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual(["clients.create", ...Array(3).fill("clients.edit")]);
  expect(actions.at(-1)).toMatchObject({ before: { trusted: false }, after: { trusted: true } });
});

test("a new key ends the old one at once; a revoked client is none until it gets one, and trusted no more", async () => {
  const { boss } = await people();
  const { id, key } = await makeClient(boss, named({ trusted: "1" }));
  const known = async (one: string) => (await authenticateClient(one, new Date()))?.trusted ?? null;
  expect(await known(key)).toBe(true);
  const second = await renewClientKey(boss, { clientId: id });
  expect([await known(key), await known(second)]).toEqual([null, true]);
  await revokeClient(boss, { clientId: id, note: "Lost" });
  await revokeClient(boss, { clientId: id, note: "Lost again" });
  expect(await known(second)).toBeNull();
  const third = await renewClientKey(boss, { clientId: id });
  expect([await known(second), await known(third)]).toEqual([null, false]);
  const actions = await db.auditEntry.findMany({
    where: { subject: { path: ["clientId"], equals: id } },
    orderBy: { id: "asc" },
  });
  expect(actions.map(({ action, note }) => [action, note])).toEqual([
    ["clients.create", ""],
    ["clients.new-key", ""],
    ["clients.revoke", "Lost"],
    ["clients.new-key", ""],
  ]);
});

test("the key of a trusted client is shown to no one who could not give that trust", async () => {
  const { body, boss, clerk } = await people();
  const { id, key } = await makeClient(boss, named({ bodyId: body.id, trusted: "1" }));
  await expect(renewClientKey(clerk, { clientId: id })).rejects.toMatchObject({ code: "forbidden" });
  expect(await authenticateClient(key, new Date())).toMatchObject({ trusted: true });
  await revokeClient(clerk, { clientId: id, note: "" });
  const renewed = await renewClientKey(clerk, { clientId: id });
  expect(await authenticateClient(renewed, new Date())).toMatchObject({ trusted: false });
});

test("names are unique, what makes no sense is said at its field, and retired bodies get no clients", async () => {
  const { boss } = await people();
  const one = named();
  await makeClient(boss, one);
  await expect(makeClient(boss, one)).rejects.toMatchObject(refused("name"));
  const faults = NewClient.safeParse({ name: " ", may: ["fly"], callsPerMinute: "0", note: "" }).error;
  expect(faults?.issues.map(({ path }) => path[0])).toEqual(["name", "may", "callsPerMinute"]);
  const retired = await makeBody({ deletedAt: new Date() });
  await expect(makeClient(boss, named({ bodyId: retired.id }))).rejects.toMatchObject({ code: "not_found" });
});

test("a client's page counts what it posted, and tells no title that is not public", async () => {
  const { boss } = await people();
  const { id } = await makeClient(boss, named());
  const shown = await makeReport({ clientId: id, clientReference: "a" });
  const waits = await makeReport({ clientId: id, visibility: "unconfirmed" });
  await makeUpdate({ reportId: shown.id, clientId: id, clientReference: "b" });
  expect(await readClient(boss, id)).toMatchObject({
    ...{ reports: 2, waiting: 1, updates: 1, mayTrust: true, lastUsedAt: null },
    latest: [
      { id: waits.id, title: null },
      { id: shown.id, title: shown.title },
    ],
  });
});

test("the list goes by name, can be narrowed, and shows revoked clients when asked", async () => {
  const { body, boss } = await people();
  const { id } = await makeClient(boss, named({ name: "Zebra 100%", bodyId: body.id }));
  const other = await makeClient(boss, named({ name: "Aardvark" }));
  const ids = async (query: object) => (await listClients(boss, query)).items.map((one) => one.id);
  const all = await ids({});
  expect(all.indexOf(other.id)).toBeLessThan(all.indexOf(id));
  expect(await ids({ body: String(body.id) })).toEqual([id]);
  expect(await ids({ q: "100%" })).toEqual([id]);
  expect(await ids({ q: "1%0" })).toEqual([]);
  expect(await ids({ body: "none" })).not.toContain(id);
  expect(await ids({ body: "99999999999" })).toContain(id);
  await revokeClient(boss, { clientId: id, note: "" });
  expect([await ids({ q: "zebra" }), await ids({ q: "zebra", revoked: "1" })]).toEqual([[], [id]]);
});
