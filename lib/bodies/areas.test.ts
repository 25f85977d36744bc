import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous, job } from "@/lib/actor";
import { staffPermissions } from "@/lib/auth/permissions";
import { areasToChoose, listAreas, readArea } from "@/lib/bodies/list-areas";
import { retireArea, reviveArea } from "@/lib/bodies/retire-area";
import { AreaInput, saveArea } from "@/lib/bodies/save-area";
import { db } from "@/lib/db";
import { boxPolygon, makeArea, makeBody, makeUser } from "@/lib/testing/factories";

const actor = job("test");
const input = (more: object = {}) =>
  AreaInput.parse({
    name: "Saltby",
    slug: "saltby",
    type: "town",
    geometry: boxPolygon([1, 50, 2, 51]),
    ...more,
  });
const entriesOf = async (action: string, areaId: number) =>
  (await db.auditEntry.findMany({ where: { action }, orderBy: { id: "asc" } })).filter(
    ({ subject }) => (subject as { areaId?: number }).areaId === areaId,
  );

test("a new area has its outline and the box around it", async () => {
  const id = await saveArea(actor, input({ geometry: JSON.stringify(boxPolygon([1, 50, 2, 51])) }));
  expect(await readArea(actor, id)).toMatchObject({
    name: "Saltby",
    geometry: boxPolygon([1, 50, 2, 51]),
    bounds: { west: 1, south: 50, east: 2, north: 51 },
    bodies: [],
  });
  expect(await entriesOf("areas.create", id)).toMatchObject([
    { after: { slug: "saltby", outline: { positions: 5 } } },
  ]);
  await expect(saveArea(actor, input())).rejects.toMatchObject({ fields: { slug: expect.any(String) } });
  const bare = saveArea(actor, input({ slug: "bare", geometry: "" }));
  await expect(bare).rejects.toMatchObject({ fields: { geometry: expect.stringContaining("Draw") } });
});

test("renaming leaves the outline, redrawing moves the box, the same again is no change", async () => {
  const { id } = await makeArea({ slug: "fen", name: "Fen", type: "town", box: [1, 50, 2, 51] });
  await saveArea(actor, input({ areaId: id, slug: "fen", name: "Great Fen", geometry: "" }));
  expect(await readArea(actor, id)).toMatchObject({ name: "Great Fen", bounds: { west: 1 } });
  const moved = input({ areaId: id, slug: "fen", name: "Great Fen", geometry: boxPolygon([0, 50, 2, 51]) });
  await saveArea(actor, moved);
  await saveArea(actor, moved);
  expect(await readArea(actor, id)).toMatchObject({
    bounds: { west: 0 },
    geometry: boxPolygon([0, 50, 2, 51]),
  });
  expect(await entriesOf("areas.edit", id)).toMatchObject([
    { before: { name: "Fen" }, after: { name: "Great Fen" } },
    { before: { outline: { west: 1 } }, after: { outline: { west: 0, redrawn: true } } },
  ]);
  await expect(saveArea(actor, input({ areaId: 999_999, slug: "x" }))).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a retired area finds nobody, keeps its bodies, and comes back", async () => {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  for (const _ of [1, 2]) await retireArea(actor, { areaId: area.id });
  expect(await readArea(actor, area.id)).toMatchObject({ retired: true, bodies: [{ id: body.id }] });
  expect((await areasToChoose(actor, null)).map(({ id }) => id)).not.toContain(area.id);
  expect(await areasToChoose(actor, body.id)).toContainEqual(
    expect.objectContaining({ id: area.id, retired: true }),
  );
  await reviveArea(actor, { areaId: area.id });
  expect((await areasToChoose(actor, null)).map(({ id }) => id)).toContain(area.id);
  expect(await entriesOf("areas.retire", area.id)).toHaveLength(1);
  expect(await entriesOf("areas.revive", area.id)).toHaveLength(1);
});

test("the list is filtered and paged by name, both ways", async () => {
  await Promise.all(
    Array.from({ length: 55 }, (_, n) =>
      makeArea({ name: `Ward ${String(n).padStart(2, "0")}`, type: "parish" }),
    ),
  );
  const first = await listAreas(actor, { q: "parish" });
  expect(first.items).toHaveLength(50);
  expect(first.items[0]?.name).toBe("Ward 00");
  const second = await listAreas(actor, { q: "parish", cursor: first.next });
  expect(second.items.map(({ name }) => name)).toEqual([
    "Ward 50",
    "Ward 51",
    "Ward 52",
    "Ward 53",
    "Ward 54",
  ]);
  expect(second.next).toBeNull();
  expect((await listAreas(actor, { q: "parish", sort: "-name" })).items[0]?.name).toBe("Ward 54");
  expect((await listAreas(actor, { q: "ward 17" })).items).toHaveLength(1);
  expect((await listAreas(actor, { q: "parish", state: "retired" })).items).toEqual([]);
});

test("areas are for superusers and jobs only", async () => {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  const { id: userId } = await makeUser({ bodyId: body.id });
  const staff: Actor = {
    kind: "staff",
    userId,
    superuser: false,
    bodyId: body.id,
    permissions: staffPermissions,
  };
  const verbs = [
    (who: Actor) => saveArea(who, input({ areaId: area.id, slug: area.slug })),
    (who: Actor) => retireArea(who, { areaId: area.id }),
    (who: Actor) => reviveArea(who, { areaId: area.id }),
    (who: Actor) => listAreas(who, {}),
    (who: Actor) => readArea(who, area.id),
    (who: Actor) => areasToChoose(who, null),
  ];
  for (const verb of verbs) {
    for (const who of [anonymous, { kind: "citizen", userId } as const, staff]) {
      await expect(verb(who)).rejects.toMatchObject({ code: "forbidden" });
    }
    await verb({ ...staff, superuser: true, bodyId: null });
  }
});
