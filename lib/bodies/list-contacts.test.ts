import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { type Actor, anonymous, job } from "@/lib/actor";
import { ContactQuery } from "@/lib/bodies/contact-query";
import { listContacts } from "@/lib/bodies/list-contacts";
import { makeBody, makeCategory, makeConnection, makeContact, makeDelivery } from "@/lib/testing/factories";

const machine = job("test");
const grace = { kind: "staff", userId: 1, superuser: false, permissions: ["contact:edit"] } as const;
let bodyId = 0;
let staff: Actor;

const list = (query: Record<string, unknown> = {}, actor: Actor = staff) =>
  listContacts(actor, ContactQuery.parse(query));
const names = async (query: Record<string, unknown> = {}, actor: Actor = staff) =>
  (await list(query, actor)).items.map(({ category }) => category);
const contact = async (name: string, more: Parameters<typeof makeContact>[0] = {}) =>
  makeContact({ bodyId, categoryId: (await makeCategory({ name })).id, ...more });

beforeAll(async () => {
  bodyId = (await makeBody({ name: "Quill", canBeDevolved: true })).id;
  staff = { ...grace, bodyId };
  const own = await makeConnection({
    bodyId,
    method: "open311",
    settings: { endpoint: "https://o.example/" },
  });
  await contact("Graffiti", { groups: ["Cleanliness"], destination: "clean@quill.example" });
  await contact("Bench", { state: "unconfirmed", keywords: ["seat"] });
  await contact("Drain", { connectionId: own.id, destination: "DRN-1", groups: ["Roads"] });
  await contact("Kerb", { connectionId: own.id, destination: "kerb@quill.example" });
  await contact("Old thing", { state: "deleted" });
  await contact("Tree", { bouncedAt: new Date(), bounceReason: "No such user", state: "inactive" });
  await makeContact();
});

test("all of the own body's but the retired ones, by category", async () => {
  expect(await names()).toEqual(["Bench", "Drain", "Graffiti", "Kerb", "Tree"]);
  expect(await names({ sort: "-category" })).toEqual(["Tree", "Kerb", "Graffiti", "Drain", "Bench"]);
  expect(await names({ sort: "-changed" })).toEqual(["Tree", "Kerb", "Drain", "Bench", "Graffiti"]);
});

test.each([
  [{ state: "deleted" }, ["Old thing"]],
  [{ group: "Roads" }, ["Drain"]],
  [{ connection: "own" }, ["Drain", "Kerb"]],
  [{ connection: "body" }, ["Bench", "Graffiti", "Tree"]],
  [{ problem: "unconfirmed" }, ["Bench"]],
  [{ problem: "bounced" }, ["Tree"]],
  [{ problem: "fault" }, ["Kerb"]],
  [{ q: "CLEAN@" }, ["Graffiti"]],
  [{ q: "seat" }, ["Bench"]],
  // Neither is "anything".
  [{ q: "quill%example" }, []],
  [{ q: "clean_quill" }, []],
  [{ state: "nonsense", sort: "nonsense" }, ["Bench", "Drain", "Graffiti", "Kerb", "Tree"]],
])("the filter %j shows %j", async (query, expected) => {
  expect(await names(query)).toEqual(expected);
});

test("a line says which way its reports go, what keeps them, and how many came", async () => {
  const [kerb] = (await list({ q: "Kerb" })).items;
  expect(kerb).toMatchObject({
    method: "open311",
    devolved: true,
    fault: expect.stringContaining("e-mail address"),
    body: { name: "Quill" },
    questions: 0,
    recentReports: 0,
  });
  const old = new Date(Date.now() - 91 * 86_400_000);
  for (const createdAt of [new Date(), old]) {
    await makeDelivery({ contactId: kerb?.id ?? 0, bodyId, createdAt });
  }
  expect((await list({ q: "Kerb" })).items[0]?.recentReports).toBe(1);
});

test("superusers see every body's, staff only their own, whatever they ask for", async () => {
  expect((await list({}, machine)).items).toHaveLength(6);
  expect(await names({ body: bodyId }, machine)).toHaveLength(5);
  const elsewhere: Actor = { ...grace, bodyId: (await makeBody()).id };
  expect(await names({ body: bodyId }, elsewhere)).toEqual([]);
  const [, drain] = (await list()).items;
  const limited: Actor = { ...grace, bodyId, categoryIds: [] };
  expect(await names({ q: drain?.category }, limited)).toEqual([]);
  for (const actor of [anonymous, { ...grace, bodyId, permissions: ["body:edit"] } as Actor]) {
    await expect(list({}, actor)).rejects.toMatchObject({ code: "forbidden" });
  }
});

test.each(["category", "-category", "changed", "-changed"])(
  "page by page nothing is left out or twice: %s",
  async (sort) => {
    const { id } = await makeBody();
    for (let n = 0; n < 60; n++)
      await makeContact({ bodyId: id, destination: n % 2 ? "fine@quill.example" : "wrong" });
    for (const [problem, expected] of [
      [undefined, 60],
      ["fault", 30],
    ] as const) {
      const first = await list({ body: id, sort, problem }, machine);
      const second = first.next
        ? await list({ body: id, sort, problem, cursor: first.next }, machine)
        : { items: [], next: null };
      const all = [...first.items, ...second.items].map((item) => item.id);
      expect([all.length, new Set(all).size, second.next]).toEqual([expected, expected, null]);
    }
  },
);
