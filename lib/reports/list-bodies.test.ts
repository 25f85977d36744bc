import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous, job } from "@/lib/actor";
import { staffPermissions } from "@/lib/auth/permissions";
import { listBodies } from "@/lib/reports/list-bodies";
import {
  makeArea,
  makeBody,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
} from "@/lib/testing/factories";

const staff = {
  kind: "staff",
  userId: 1,
  superuser: false,
  bodyId: 0,
  permissions: staffPermissions,
} as const;

test("a body is told with its areas, its connection, its contacts and its open problems", async () => {
  const areas = [await makeArea({ name: "B" }), await makeArea({ name: "A" })];
  const body = await makeBody({ name: "Saltby Council", areas });
  const connection = await makeConnection({ bodyId: body.id, method: "webhook", asDefault: true });
  await makeContact({ bodyId: body.id, state: "deleted" });
  for (const [state, visibility] of [
    ["confirmed", "public"],
    ["planned", "private"],
    ["fixed_council", "public"],
    ["confirmed", "hidden"],
  ] as const) {
    const { id: reportId } = await makeReport({ state, visibility });
    await makeDelivery({ reportId, bodyId: body.id });
  }
  const { items } = await listBodies(job("test"), { q: "saltby" });
  expect(items).toEqual([
    {
      id: body.id,
      slug: body.slug,
      name: "Saltby Council",
      retired: false,
      areas: { names: ["A", "B"], count: 2 },
      connection: { id: connection.id, slug: connection.slug, method: "webhook", paused: false },
      // One per delivery above.
      contacts: 4,
      open: 2,
    },
  ]);
});

test("staff are shown their own body only, and nobody else is shown any", async () => {
  const [mine, other] = [await makeBody({ name: "Mine" }), await makeBody({ name: "Other" })];
  const own: Actor = { ...staff, bodyId: mine.id };
  expect((await listBodies(own, {})).items.map(({ id }) => id)).toEqual([mine.id]);
  expect((await listBodies({ ...own, superuser: true, bodyId: null }, {})).items.map(({ id }) => id)).toEqual(
    expect.arrayContaining([mine.id, other.id]),
  );
  for (const actor of [anonymous, { ...own, permissions: [] }, { ...own, categoryIds: [1] }]) {
    await expect(listBodies(actor, {})).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("the list is filtered by state and paged by name, both ways", async () => {
  await Promise.all(
    Array.from({ length: 52 }, (_, n) =>
      makeBody({ name: `Parish ${String(n).padStart(2, "0")}`, deletedAt: n === 3 ? new Date() : null }),
    ),
  );
  const actor = job("test");
  const first = await listBodies(actor, { q: "parish" });
  const second = await listBodies(actor, { q: "parish", cursor: first.next });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(
    Array.from({ length: 52 }, (_, n) => `Parish ${String(n).padStart(2, "0")}`),
  );
  const down = await listBodies(actor, { q: "parish", sort: "-name" });
  expect(down.items[0]?.name).toBe("Parish 51");
  const rest = await listBodies(actor, { q: "parish", sort: "-name", cursor: down.next });
  expect(rest.items.map(({ name }) => name)).toEqual(["Parish 01", "Parish 00"]);
  expect((await listBodies(actor, { q: "parish", state: "retired" })).items).toMatchObject([
    { name: "Parish 03" },
  ]);
  expect((await listBodies(actor, { q: "parish", state: "active" })).items).toHaveLength(50);
});
