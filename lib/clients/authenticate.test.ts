import "@/lib/testing/database";
import { expect, test } from "vitest";
import { authenticateClient, callsPerMinuteOf, forgetClient } from "@/lib/clients/authenticate";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { makeBody } from "@/lib/testing/factories";

let last = 0;

async function client(overrides: object = {}) {
  const key = `mk_authenticate-${++last}`;
  const row = await db.apiClient.create({
    data: { name: key, keyHash: hashClientKey(key), may: ["post-requests"], ...overrides },
  });
  return { key, row };
}

const now = new Date("2026-06-01T12:00:00Z");

test("a key tells who calls and what they may; no other does", async () => {
  const body = await makeBody();
  const { key, row } = await client({ bodyId: body.id, trusted: true, may: ["post-updates", "to-be-king"] });
  expect(await authenticateClient(key, now)).toEqual({
    ...{ kind: "client", clientId: row.id, name: key, bodyId: body.id, trusted: true },
    may: ["post-updates"],
  });
  for (const wrong of ["", `${key}x`, key.toUpperCase(), row.keyHash]) {
    expect([wrong, await authenticateClient(wrong, now)]).toEqual([wrong, null]);
  }
});

test("a revoked key is nobody's, nor is one of a retired body; at once in the process that revoked it", async () => {
  const retired = await makeBody({ deletedAt: now });
  expect(await authenticateClient((await client({ revokedAt: now })).key, now)).toBeNull();
  expect(await authenticateClient((await client({ bodyId: retired.id })).key, now)).toBeNull();
  const { key, row } = await client();
  expect(await authenticateClient(key, now)).not.toBeNull();
  await db.apiClient.update({ where: { id: row.id }, data: { revokedAt: now } });
  forgetClient(row);
  expect(await authenticateClient(key, now)).toBeNull();
});

test("the use of a key is noted once a minute", async () => {
  const { key, row } = await client();
  const at = async (seconds: number) => {
    forgetClient(row);
    await authenticateClient(key, new Date(now.getTime() + seconds * 1000));
    return (await db.apiClient.findUniqueOrThrow({ where: { id: row.id } })).lastUsedAt;
  };
  expect(await at(0)).toEqual(now);
  expect(await at(59)).toEqual(now);
  expect(await at(61)).toEqual(new Date("2026-06-01T12:01:01Z"));
});

test("each caller has a pace of its own", async () => {
  const { key } = await client({ callsPerMinute: 7 });
  const actor = await authenticateClient(key, now);
  expect(actor && (await callsPerMinuteOf(actor))).toBe(7);
  expect(actor && (await callsPerMinuteOf({ ...actor, clientId: 999_999 }))).toBe(0);
});
