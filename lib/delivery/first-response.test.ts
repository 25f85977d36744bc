import { expect, test } from "vitest";
import "@/lib/testing/database";
import { job } from "@/lib/actor";
import { db } from "@/lib/db";
import { acknowledgeDelivery, markAsSent } from "@/lib/delivery/act";
import { draftFirstResponses } from "@/lib/delivery/first-response";
import {
  makeBody,
  makeCategory,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

const now = new Date();

type Template = {
  title: string;
  text: string;
  categoryIds?: number[];
  state?: "confirmed" | "planned" | null;
};

/** A body that answers by itself with these templates, and a report on its way to it. */
async function answering(templates: Template[], { credited = true } = {}) {
  const { id: updatesUserId } = await makeUser();
  const body = await makeBody(credited ? { updatesUserId } : {});
  const category = await makeCategory();
  const contact = await makeContact({ bodyId: body.id, categoryId: category.id });
  const other = await makeContact({ bodyId: body.id });
  for (const { title, text, categoryIds = [], state = "confirmed" } of templates) {
    const contacts = [contact, other].filter((_, n) => categoryIds.includes(n));
    await db.responseTemplate.create({
      data: {
        ...{ bodyId: body.id, title, text, state, autoResponse: true },
        contacts: { create: contacts.map(({ id }) => ({ contactId: id })) },
      },
    });
  }
  const report = await makeReport({ categoryId: category.id });
  const delivery = await makeDelivery({ reportId: report.id, bodyId: body.id, attempts: 1 });
  const drafted = () => db.$transaction((tx) => draftFirstResponses(tx, report.id, now));
  const updates = () => db.update.findMany({ where: { reportId: report.id } });
  return { body, report, delivery, drafted, updates, updatesUserId };
}

test("AC-034: the first response waits unseen until its body has the report, and is dated then", async () => {
  const world = await answering([
    { title: "Thanks", text: "We look into it {{description}}", categoryIds: [0] },
  ]);
  await world.drafted();
  expect(await world.updates()).toMatchObject([
    {
      ...{ origin: "automatic", visibility: "unconfirmed", confirmedAt: null, text: "We look into it" },
      ...{ bodyId: world.body.id, userId: world.updatesUserId, newState: null },
    },
  ]);
  const before = new Date();
  await acknowledgeDelivery(job("test"), { deliveryId: world.delivery.id, note: "Keeps failing." });
  expect(await world.updates()).toMatchObject([{ visibility: "unconfirmed" }]);
  await markAsSent(job("test"), { deliveryId: world.delivery.id, note: "Told by telephone." });
  const [update] = await world.updates();
  expect(update?.visibility).toBe("public");
  expect(update?.createdAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
  expect(update?.confirmedAt).toEqual(update?.createdAt);
});

test.each<[string, Template[], string[]]>([
  [
    "the category's own before a general one",
    [
      { title: "a", text: "General" },
      { title: "b", text: "Own", categoryIds: [0] },
    ],
    ["Own"],
  ],
  ["a general one", [{ title: "a", text: "General" }], ["General"]],
  ["none of another category", [{ title: "a", text: "Other", categoryIds: [1] }], []],
  ["none of another state", [{ title: "a", text: "Planned", state: "planned" }], []],
  ["none that only answers to a code", [{ title: "a", text: "Code", state: null }], []],
  ["none without words", [{ title: "a", text: "{{description}}" }], []],
])("which answers: %s", async (_, templates, texts) => {
  const world = await answering(templates);
  await world.drafted();
  expect((await world.updates()).map(({ text }) => text)).toEqual(texts);
});

test("templates that are off or gone, and bodies that nobody speaks for, answer nothing", async () => {
  const world = await answering([
    { title: "a", text: "Off" },
    { title: "b", text: "Gone" },
  ]);
  await db.responseTemplate.updateMany({ where: { text: "Off" }, data: { autoResponse: false } });
  await db.responseTemplate.updateMany({ where: { text: "Gone" }, data: { deletedAt: now } });
  await world.drafted();
  expect(await world.updates()).toEqual([]);
  const silent = await answering([{ title: "a", text: "Hello" }], { credited: false });
  await silent.drafted();
  expect(await silent.updates()).toEqual([]);
});

test("drafted again, there is still one; nothing for a body that has the report or never gets it", async () => {
  const world = await answering([{ title: "a", text: "Hello" }]);
  await world.drafted();
  await world.drafted();
  expect(await world.updates()).toHaveLength(1);
  await markAsSent(job("test"), { deliveryId: world.delivery.id, note: "n" });
  await world.drafted();
  expect(await world.updates()).toMatchObject([{ visibility: "public" }]);
  const skipped = await answering([{ title: "a", text: "Hello" }]);
  await db.delivery.update({ where: { id: skipped.delivery.id }, data: { state: "skipped" } });
  await skipped.drafted();
  expect(await skipped.updates()).toEqual([]);
});
