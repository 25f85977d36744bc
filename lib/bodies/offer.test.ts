import "@/lib/testing/database";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { offerAt } from "@/lib/bodies/offer";
import {
  type Box,
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
} from "@/lib/testing/factories";

let boxes = 0;
/** Each test has a place of its own. */
const place = () => {
  const west = 3 + boxes++ * 0.1;
  const box: Box = [west, 50, west + 0.05, 50.05];
  return { box, point: { lat: 50.02, lon: west + 0.02 } };
};

async function council(more: Parameters<typeof makeBody>[0] = {}) {
  const { box, point } = place();
  const area = await makeArea({ box });
  return { point, area, body: await makeBody({ areas: [area], ...more }) };
}

test("where nobody covers the place there is nothing to choose", async () => {
  expect(await offerAt({ lat: -40, lon: 100 })).toEqual({ areas: [], bodies: [], categories: [] });
});

test("a category of both tiers is offered once and goes to both", async () => {
  const { point, area, body } = await council({ name: "City" });
  const county = await makeBody({ name: "A county", areas: [area] });
  const drain = await makeCategory();
  await makeContact({ bodyId: body.id, categoryId: drain.id, groups: ["Roads"] });
  await makeContact({
    bodyId: county.id,
    categoryId: drain.id,
    groups: ["Other", "Highways"],
    private: true,
  });
  const offer = await offerAt(point);
  expect(offer.bodies.map(({ name }) => name)).toEqual(["A county", "City"]);
  expect(offer.areas).toEqual([{ id: area.id, name: area.name, slug: area.slug }]);
  expect(offer.categories).toEqual([
    {
      id: drain.id,
      name: drain.name,
      groups: ["Highways", "Roads", "Other"],
      hint: "",
      private: true,
      bodies: [
        { id: county.id, name: "A county", refused: false },
        { id: body.id, name: "City", refused: false },
      ],
      questions: [],
    },
  ]);
});

test("only confirmed and unconfirmed contacts are offered, and none of a retired body", async () => {
  const { point, area, body } = await council();
  const offered = await Promise.all(
    (["confirmed", "unconfirmed"] as const).map((state) => makeContact({ bodyId: body.id, state })),
  );
  for (const state of ["inactive", "staff", "deleted"] as const)
    await makeContact({ bodyId: body.id, state });
  const retired = await makeBody({ areas: [area], deletedAt: new Date() });
  await makeContact({ bodyId: retired.id });
  const { categories, bodies } = await offerAt(point);
  expect(categories.map(({ id }) => id).sort()).toEqual(offered.map(({ categoryId }) => categoryId).sort());
  expect(bodies.map(({ id }) => id)).toEqual([body.id]);
});

test("categories stand by name, Other last", async () => {
  const { point, body } = await council();
  for (const name of ["Zebra crossing", "Other", "Abandoned car"]) {
    await makeContact({ bodyId: body.id, categoryId: (await makeCategory({ name })).id });
  }
  const { categories } = await offerAt(point);
  expect(categories.map(({ name }) => name)).toEqual(["Abandoned car", "Zebra crossing", "Other"]);
});

test("a body refuses by itself, by its destination or its method, and asks nothing then", async () => {
  const { point, area, body } = await council({ name: "Takes it" });
  const { id: categoryId } = await makeCategory();
  await makeContact({ bodyId: body.id, categoryId, questions: [{ code: "how", description: "How?" }] });
  const byWord = await makeBody({ name: "Refuses by word", areas: [area] });
  const no = { questions: [{ code: "why", description: "Why?", required: true }] };
  await makeContact({ bodyId: byWord.id, categoryId, destination: "Refused", ...no });
  const byMethod = await makeBody({ name: "Refuses by method", areas: [area] });
  await makeConnection({ bodyId: byMethod.id, method: "refused", asDefault: true });
  await makeContact({ bodyId: byMethod.id, categoryId, ...no });
  const [category] = (await offerAt(point)).categories;
  expect(category?.bodies.map(({ name, refused }) => [name, refused])).toEqual([
    ["Refuses by method", true],
    ["Refuses by word", true],
    ["Takes it", false],
  ]);
  expect(category?.questions.map(({ code }) => code)).toEqual(["how"]);
});

test("questions of several bodies become one form, without what we fill ourselves", async () => {
  const { point, area, body } = await council({ name: "B" });
  const other = await makeBody({ name: "A", areas: [area] });
  const { id: categoryId } = await makeCategory();
  const size = { code: "size", datatype: "singlevaluelist" } as const;
  await makeContact({
    bodyId: other.id,
    categoryId,
    questions: [
      { code: "ours", description: "Ours", automated: "server_set", order: 0 },
      { ...size, description: "How big?", order: 5, values: [{ key: "s", name: "Small" }] },
    ],
  });
  await makeContact({
    bodyId: body.id,
    categoryId,
    questions: [
      { ...size, description: "Size?", order: 9, required: true, values: [{ key: "l", name: "Large" }] },
      { code: "asset", description: "Asset", automated: "hidden_field", order: 2 },
    ],
  });
  const [category] = (await offerAt(point)).categories;
  expect(category?.questions).toEqual([
    expect.objectContaining({ code: "asset", automated: "hidden_field" }),
    {
      ...size,
      description: "How big?",
      datatypeDescription: "",
      required: true,
      variable: true,
      automated: "asked",
      order: 5,
      stopsForm: false,
      values: [
        { key: "s", name: "Small" },
        { key: "l", name: "Large" },
      ],
    },
  ]);
});

test("as many queries for thirty contacts as for one", async () => {
  const { point, area, body } = await council();
  const question = { code: "how", description: "How?" };
  await makeContact({ bodyId: body.id, questions: [question] });
  const count = async () => {
    const spy = vi.spyOn(pg.Client.prototype, "query");
    await offerAt(point);
    const calls = spy.mock.calls.length;
    spy.mockRestore();
    return calls;
  };
  await offerAt(point); // the outline is read once and then kept
  const few = await count();
  const second = await makeBody({ areas: [area] });
  await makeConnection({ bodyId: second.id, asDefault: true });
  for (let n = 0; n < 30; n++)
    await makeContact({ bodyId: n % 2 ? body.id : second.id, questions: [question] });
  expect((await offerAt(point)).categories).toHaveLength(31);
  expect(await count()).toBeLessThanOrEqual(few + 1); // the second body's connection
  expect(few).toBeGreaterThan(2);
  expect(few).toBeLessThan(8);
});
