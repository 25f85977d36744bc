import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Actor, job } from "@/lib/actor";
import { db } from "@/lib/db";
import { applyHeldSync, dismissHeldSync } from "@/lib/sync/services/decide-held";
import { previewSync } from "@/lib/sync/services/preview-sync";
import { servicesOf } from "@/lib/sync/services/services-of";
import { type Council, startCouncil } from "@/lib/testing/council";
import { contactsOf, following, mark, offered } from "@/lib/testing/following";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(() => council.reset());

const us = job("test");
test("the first list of a connection waits for a person, who sees what would be done and lets it through", async () => {
  const n = mark();
  council.offer([offered("F-1", `First ${n}`)]);
  const { body, connection, sync } = await following(council, {}, { settled: false });
  expect(await sync()).toMatchObject({ kind: "held", counts: { held: 1, created: 0 } });
  expect(await sync()).toMatchObject({ kind: "held" });
  expect(await contactsOf(body.id)).toEqual([]);
  const { held, inStepAt } = await servicesOf(us, connection.id);
  expect({ inStepAt, because: held?.because, counts: held?.diff.counts }).toMatchObject({
    inStepAt: null,
    because: ["first"],
    counts: { create: 1 },
  });
  const fingerprint = held?.diff.fingerprint ?? "";
  expect(await applyHeldSync(us, { connectionId: connection.id, fingerprint })).toMatchObject({
    kind: "applied",
    counts: { created: 1 },
  });
  expect(await contactsOf(body.id)).toHaveLength(1);
  expect(await servicesOf(us, connection.id)).toMatchObject({ held: null, inStepAt: expect.any(String) });
  const applied = { connectionId: connection.id, action: "connections.apply-services" };
  expect(await db.auditEntry.count({ where: applied })).toBe(1);
  council.offer([offered("F-1", `First ${n}`), offered("F-2", `Second ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { created: 1 } });
});

test("what has changed since a person looked is not carried out, but shown anew", async () => {
  const n = mark();
  council.offer([offered("L-1", `Looked at ${n}`)]);
  const { body, connection } = await following(council, {}, { settled: false });
  const seen = await previewSync(us, { connectionId: connection.id });
  const fingerprint = seen.ok ? seen.diff.fingerprint : "";
  expect(await contactsOf(body.id)).toEqual([]);
  council.offer([offered("L-1", `Renamed ${n}`)]);
  const answer = await applyHeldSync(us, { connectionId: connection.id, fingerprint });
  expect(answer).toMatchObject({ kind: "changed", diff: { changes: [{ category: `Renamed ${n}` }] } });
  expect(await contactsOf(body.id)).toEqual([]);
  expect((await servicesOf(us, connection.id)).held?.diff.changes[0]?.category).toBe(`Renamed ${n}`);
});

test("many changes are the worker's: what a person approved is carried out with the next turn, and nothing else is", async () => {
  const n = mark();
  const all = [1, 2, 3].map((one) => offered(`W-${one}`, `Work ${n} ${one}`));
  council.offer(all);
  const { body, connection, sync } = await following(council, {}, { settled: false });
  await sync();
  const fingerprint = (await servicesOf(us, connection.id)).held?.diff.fingerprint ?? "";
  const input = { connectionId: connection.id, fingerprint };
  expect(await applyHeldSync(us, input, 2)).toEqual({ kind: "started" });
  expect(await contactsOf(body.id)).toEqual([]);
  expect((await servicesOf(us, connection.id)).held).toMatchObject({ approved: true });
  const jobs = await db.$queryRaw`
    select 1 from graphile_worker.jobs where key = ${`sync-services:${connection.id}`}`;
  expect(jobs).toHaveLength(1);
  // Another list than the one that was seen.
  council.offer(all.slice(1));
  expect(await sync()).toMatchObject({ kind: "held" });
  expect((await servicesOf(us, connection.id)).held).toMatchObject({ approved: false });
  const again = (await servicesOf(us, connection.id)).held?.diff.fingerprint ?? "";
  await applyHeldSync(us, { ...input, fingerprint: again }, 1);
  expect(await sync()).toMatchObject({ kind: "done", counts: { created: 2 } });
  expect(await servicesOf(us, connection.id)).toMatchObject({ held: null });
  const applied = { connectionId: connection.id, action: "connections.apply-services" };
  expect(await db.auditEntry.count({ where: applied })).toBe(2);
});

test("a list that loses more than a third is held, dismissed, and asked about again once it is another", async () => {
  const n = mark();
  const all = [1, 2, 3, 4].map((one) => offered(`M-${one}`, `Many ${n} ${one}`));
  const { body, connection, contact, sync } = await following(council);
  for (const { serviceCode, serviceName } of all) await contact(serviceCode, serviceName);
  council.offer(all);
  expect(await sync()).toMatchObject({ kind: "done", counts: { known: 4 } });
  council.offer(all.slice(0, 2));
  const synced = await sync();
  expect(synced).toMatchObject({ kind: "held", diff: { counts: { retire: 2 } } });
  const held = (await servicesOf(us, connection.id)).held;
  expect(held?.because).toEqual(["many", "shrunk"]);
  const fingerprint = held?.diff.fingerprint ?? "";
  await expect(
    dismissHeldSync(us, { connectionId: connection.id, fingerprint: "another" }),
  ).rejects.toMatchObject({ code: "conflict" });
  await dismissHeldSync(us, { connectionId: connection.id, fingerprint });
  await sync();
  expect((await servicesOf(us, connection.id)).held?.dismissed).toBe(true);
  council.offer(all.slice(0, 1));
  await sync();
  expect((await servicesOf(us, connection.id)).held).toMatchObject({
    dismissed: false,
    diff: { counts: { retire: 3 } },
  });
  expect((await contactsOf(body.id)).map(({ state }) => state)).toEqual(Array(4).fill("confirmed"));
  council.offer(all);
  expect(await sync()).toMatchObject({ kind: "done" });
  expect((await servicesOf(us, connection.id)).held).toBeNull();
});

test("somebody who is limited to some categories neither sees the list's differences nor lets them through", async () => {
  const { body, connection } = await following(council);
  const staff = (more: object): Actor => ({
    ...{ kind: "staff", userId: 1, superuser: false, bodyId: body.id, permissions: ["contact:edit"] },
    ...more,
  });
  await expect(servicesOf(staff({ categoryIds: [1] }), connection.id)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    applyHeldSync(staff({ permissions: ["connection:edit"] }), {
      connectionId: connection.id,
      fingerprint: "x",
    }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(await servicesOf(staff({}), connection.id)).toMatchObject({ mayApply: true });
});
