import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { deliveriesCsv } from "@/lib/delivery/deliveries-csv";
import { countDeliveries, listDeliveries } from "@/lib/delivery/list-deliveries";
import { safeCell } from "@/lib/safe-cell";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
} from "@/lib/testing/factories";
import type { DeliveryState } from "@/prisma/generated/enums";

const staff = (over: Partial<Actor & { kind: "staff" }>): Actor => ({
  kind: "staff",
  userId: 1,
  superuser: false,
  bodyId: null,
  permissions: ["delivery:view", "report:view-private"],
  ...over,
});
const superuser = staff({ superuser: true });

const noon = new Date("2026-11-24T12:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

/** Two bodies with two categories; a delivery in each state, and some to filter by. */
async function world() {
  const [city, county] = [await makeBody(), await makeBody()];
  const [lamps, kerbs] = [await makeCategory(), await makeCategory()];
  const connection = await makeConnection({ bodyId: city.id, method: "open311", slug: "desk" });
  for (const bodyId of [city.id, county.id])
    for (const categoryId of [lamps.id, kerbs.id]) await makeContact({ bodyId, categoryId });
  const make = async (
    state: DeliveryState,
    over: Parameters<typeof makeDelivery>[0] & { categoryId?: number; title?: string; hidden?: boolean } = {},
  ) => {
    const { categoryId = lamps.id, title, hidden, ...rest } = over;
    const report = await makeReport({
      categoryId,
      ...(title && { title }),
      ...(hidden && { visibility: "private" }),
    });
    return makeDelivery({ reportId: report.id, bodyId: city.id, state, ...rest });
  };
  return { city, county, lamps, kerbs, connection, make };
}
let w: Awaited<ReturnType<typeof world>>;
const made: Record<string, number> = {};

beforeAll(async () => {
  w = await world();
  const add = async (name: string, ...rest: Parameters<typeof w.make>) => {
    made[name] = (await w.make(...rest)).id;
  };
  await add("waiting", "due", { dueAt: minutes(30), createdAt: new Date("2026-11-20T00:30:00Z") });
  await add("failing", "due", {
    dueAt: minutes(5),
    attempts: 2,
    lastError: "The back end answered 500",
    connectionId: w.connection.id,
    method: "open311",
  });
  await add("sending", "sending", { dueAt: minutes(-1) });
  await add("unclear", "unclear", { attempts: 1, lastError: "lost", dueAt: minutes(20) });
  await add("held", "held", { categoryId: w.kerbs.id, dueAt: minutes(0) });
  await add("known", "acknowledged", { attempts: 3, lastError: "gone" });
  await add("sent", "sent", { externalId: "A-1", sentAt: noon, createdAt: new Date("2026-11-19T23:30:00Z") });
  await add("skipped", "skipped", { lastError: "Not theirs." });
  await add("received", "received");
  await add("county", "due", { bodyId: w.county.id, dueAt: minutes(1), categoryId: w.kerbs.id });
  await add("secret", "due", { hidden: true, title: "Somebody's shed", dueAt: minutes(40) });
});

const names = async (actor: Actor, query: Record<string, unknown> = {}) => {
  const { items } = await listDeliveries(actor, query);
  return items.map(({ id }) => Object.entries(made).find(([, one]) => one === id)?.[0]);
};

test("the queue shows what is under way or needs a person, the newest first", async () => {
  expect(await names(superuser)).toEqual([
    "secret",
    "county",
    "held",
    "unclear",
    "sending",
    "failing",
    "waiting",
  ]);
});

test.each<[query: Record<string, unknown>, expected: string[]]>([
  [{ state: "sent" }, ["sent"]],
  [
    { state: "nonsense", failing: "0", since: "yesterday" },
    ["secret", "county", "held", "unclear", "sending", "failing", "waiting"],
  ],
  [
    { state: "all", sort: "id" },
    [
      "waiting",
      "failing",
      "sending",
      "unclear",
      "held",
      "known",
      "sent",
      "skipped",
      "received",
      "county",
      "secret",
    ],
  ],
  [{ failing: "1" }, ["known", "unclear", "failing"]],
  [{ failing: "1", state: "due" }, ["failing"]],
  [{ failing: "1", state: "sent" }, []],
  [{ sort: "due" }, ["sending", "held", "county", "failing", "unclear", "waiting", "secret"]],
  [{ sort: "-due", state: "due" }, ["secret", "waiting", "failing", "county"]],
  [{ method: "open311" }, ["failing"]],
  // The 20th began at midnight by the town's clock, which in November is that of Greenwich.
  [{ state: "all", since: "2026-11-20", until: "2026-11-20" }, ["waiting"]],
  [{ state: "all", until: "2026-11-19" }, ["sent"]],
])("filter %j", async (query, expected) => {
  expect(await names(superuser, query)).toEqual(expected);
});

test("bodies, connections and categories are filters as well, and all of them narrow each other", async () => {
  expect(await names(superuser, { body: w.county.id })).toEqual(["county"]);
  expect(await names(superuser, { connection: String(w.connection.id) })).toEqual(["failing"]);
  expect(await names(superuser, { category: w.kerbs.id })).toEqual(["county", "held"]);
  expect(await names(superuser, { category: w.kerbs.id, body: w.city.id, state: "due" })).toEqual([]);
});

test("staff see their own body's, and of it only their categories", async () => {
  expect(await names(staff({ bodyId: w.county.id }))).toEqual(["county"]);
  expect(await names(staff({ bodyId: w.county.id }), { body: w.city.id })).toEqual([]);
  expect(await names(staff({ bodyId: w.city.id, categoryIds: [w.kerbs.id] }))).toEqual(["held"]);
  expect(
    await names(staff({ bodyId: w.city.id, categoryIds: [w.kerbs.id] }), { category: w.lamps.id }),
  ).toEqual([]);
  expect(await countDeliveries(staff({ bodyId: w.city.id, categoryIds: [] }), { state: "all" })).toBe(0);
});

test.each<[who: string, actor: Actor]>([
  ["nobody", { kind: "anonymous" }],
  ["a citizen", { kind: "citizen", userId: 1 }],
  ["staff without the permission", staff({ bodyId: 1, permissions: ["report:edit"] })],
  ["staff of no body", staff({})],
])("%s is refused", async (_, actor) => {
  const refused = { code: "forbidden" };
  await expect(listDeliveries(actor, {})).rejects.toMatchObject(refused);
  expect(() => countDeliveries(actor, {})).toThrow(expect.objectContaining(refused));
  expect(() => deliveriesCsv(actor, {})).toThrow(expect.objectContaining(refused));
});

test("the title of a report that is not public is for those only who may see such reports", async () => {
  const titleOf = async (actor: Actor) =>
    (await listDeliveries(actor, { sort: "-due", state: "due" })).items[0]?.report.title;
  expect(await titleOf(staff({ bodyId: w.city.id }))).toBe("Somebody's shed");
  expect(await titleOf(staff({ bodyId: w.city.id, permissions: ["delivery:view"] }))).toBeNull();
});

test("pages follow each other without gap or double, in each order, also where times are equal", async () => {
  const body = await makeBody();
  const ids: number[] = [];
  for (let n = 0; n < 120; n++) {
    const state = n % 3 === 0 ? "held" : "due";
    const report = await db.report.create({
      data: {
        title: "x",
        detail: "x",
        lat: 1,
        lon: 1,
        cell: 1n,
        categoryId: w.lamps.id,
        visibility: "public",
      },
    });
    const row = await makeDelivery({
      reportId: report.id,
      bodyId: body.id,
      contactId: null,
      state,
      dueAt: minutes(n % 5),
    });
    ids.push(row.id);
  }
  for (const sort of ["id", "-id", "due", "-due"]) {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page = await listDeliveries(superuser, { body: body.id, sort, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(seen, sort).toHaveLength(120);
    expect(
      [...seen].sort((a, b) => a - b),
      sort,
    ).toEqual(ids);
    if (sort === "id") expect(seen).toEqual(ids);
    if (sort === "-id") expect(seen).toEqual(ids.toReversed());
  }
  expect(await countDeliveries(superuser, { body: body.id })).toBe(120);
  await expect(listDeliveries(superuser, { cursor: "garbage" })).rejects.toMatchObject({ code: "invalid" });
});

test("the export holds what the filter shows, within the same reach, and no formulas", async () => {
  const report = await makeReport({ categoryId: w.lamps.id, title: '=HYPERLINK("https://evil.example")' });
  await makeDelivery({
    reportId: report.id,
    bodyId: w.county.id,
    state: "sent",
    externalId: "+49",
    lastError: "two\nlines",
  });
  let text = "";
  for await (const piece of deliveriesCsv(staff({ bodyId: w.county.id }), { state: "all" })) text += piece;
  expect(text.startsWith("\uFEFFDelivery,Report,Title,")).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(text).toContain("'+49");
  expect(text).toContain(`https://mendline.test/report/${report.id}`);
  expect(text).toContain('"two\nlines"');
  // A head, the county's two rows, the line break within one of them; nothing of the city's.
  expect(text.trimEnd().split("\n")).toHaveLength(4);
});

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@sum", "'@sum"],
  ["\tx", "'\tx"],
  ["\rx", "'\rx"],
  ["Elm Street = long", "Elm Street = long"],
  [7, 7],
])("a cell that says %j is written %j", (value, written) => {
  expect(safeCell(value)).toBe(written);
});
