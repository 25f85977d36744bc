import "@/lib/testing/database";
import { beforeEach, expect, test } from "vitest";
import { announceAll } from "@/lib/announce";
import { contactToEdit } from "@/lib/bodies/find-contact";
import { recategorise } from "@/lib/bodies/recategorise";
import { db, type Prisma } from "@/lib/db";
import { deliver } from "@/lib/delivery/deliver";
import { publishFirstResponses } from "@/lib/delivery/first-response";
import { stopAtGate } from "@/lib/delivery/gate";
import { type EventName, eventNames } from "@/lib/event-names";
import { changeCategory } from "@/lib/reports/change-category";
import { editReport } from "@/lib/reports/edit";
import { movePin } from "@/lib/reports/move-pin";
import { publish } from "@/lib/reports/publish";
import { setVisibility } from "@/lib/reports/set-visibility";
import { recordPicture } from "@/lib/sync/media/record-media";
import { takeRequests } from "@/lib/sync/requests/take-requests";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUpdate,
  makeUser,
} from "@/lib/testing/factories";
import { makeImporting, makeRequest } from "@/lib/testing/importing";
import { makeTown } from "@/lib/testing/sending";
import { makeSuperuser } from "@/lib/testing/staff";
import { addUpdate, NewUpdate } from "@/lib/updates/add";
import { deleteUpdate } from "@/lib/updates/delete";
import { setUpdateVisibility } from "@/lib/updates/set-visibility";
import { makeSecret } from "@/lib/webhooks/secret";

const note = "It names a neighbour.";
let last = 0;
const makeWebhook = (more: Partial<Prisma.WebhookUncheckedCreateInput> = {}) =>
  db.webhook.create({
    data: {
      ...{ name: `Webhook ${++last}`, url: "https://receiver.example/hook", secret: makeSecret().kept },
      ...{ events: [...eventNames], ...more },
    },
  });

beforeEach(async () => {
  await db.webhook.deleteMany();
});

/** What webhooks are to hear, in order: each event once, however many hear it. */
async function heard(): Promise<string[]> {
  const rows = await db.webhookDelivery.findMany({ orderBy: { id: "asc" }, distinct: ["eventId"] });
  return rows.map(({ event }) => event);
}
const forget = () => db.webhookDelivery.deleteMany();
const superuser = async () => (await makeSuperuser()).actor;

test.each<[string, Partial<Prisma.WebhookUncheckedCreateInput>, EventName[]]>([
  ["all of the site", {}, ["report.published", "update.published"]],
  ["one kind of event", { events: ["update.published"] }, ["update.published"]],
  ["a kind that does not happen", { events: ["report.hidden"] }, []],
  ["all of it while it is paused", { pausedAt: new Date() }, ["report.published", "update.published"]],
])("a webhook hears of %s", async (_, columns, wanted) => {
  const hook = await makeWebhook(columns);
  const { id: updateId, reportId } = await makeUpdate();
  await announceAll(db, [
    { event: "report.published", reportId },
    { event: "update.published", reportId, updateId },
  ]);
  expect(await heard()).toEqual(wanted);
  const rows = await db.webhookDelivery.findMany({ orderBy: { id: "asc" } });
  const ids = { "report.published": null, "update.published": updateId } as Record<string, number | null>;
  expect(rows).toMatchObject(
    wanted.map((event) => ({ webhookId: hook.id, reportId, state: "due", updateId: ids[event] ?? null })),
  );
});

test("a body's webhook hears of what the body has, the same event has one number for all, and a nudge goes with it", async () => {
  const [ours, theirs] = [await makeBody(), await makeBody()];
  const [mine, other, whole] = [
    await makeWebhook({ bodyId: ours.id }),
    await makeWebhook({ bodyId: theirs.id }),
    await makeWebhook(),
  ];
  const { reportId } = await makeDelivery({ bodyId: ours.id });
  await announceAll(db, [{ event: "report.changed", reportId }]);
  const rows = await db.webhookDelivery.findMany({ orderBy: { webhookId: "asc" } });
  expect(rows.map(({ webhookId }) => webhookId)).toEqual([mine.id, whole.id]);
  expect(rows.map(({ webhookId }) => webhookId)).not.toContain(other.id);
  expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(1);
  const jobs = await db.$queryRaw<unknown[]>`
    select 1 from graphile_worker.jobs where task_identifier = 'send-webhooks'`;
  expect(jobs.length).toBeGreaterThan(0);
});

test.each(["private", "hidden", "unconfirmed"] as const)(
  "of a report that is %s nothing is heard",
  async (visibility) => {
    await makeWebhook();
    const { id: reportId } = await makeReport({ visibility });
    const { id: updateId } = await makeUpdate({ reportId });
    await announceAll(
      db,
      eventNames
        .filter((event) => event !== "report.hidden")
        .map((event) =>
          event === "update.published" || event === "update.hidden"
            ? { event, reportId, updateId }
            : { event, reportId },
        ),
    );
    expect(await heard()).toEqual([]);
  },
);

test.each(["hidden", "unconfirmed"] as const)("an update that is %s is not heard of", async (visibility) => {
  await makeWebhook();
  const { id: updateId, reportId } = await makeUpdate({ visibility });
  await announceAll(db, [{ event: "update.published", reportId, updateId }]);
  expect(await heard()).toEqual([]);
});

test("what people and staff do is heard of as they do it", async () => {
  const town = await makeTown();
  const { body, contact } = await town.emailBody();
  await makeWebhook({ bodyId: body.id });
  const actor = await superuser();
  const reporter = await makeUser();
  const { id: reportId, ...row } = await makeReport({
    ...{ categoryId: town.category.id, areas: { create: { areaId: town.area.id } } },
    ...{ visibility: "unconfirmed", reporterId: reporter.id },
  });
  const steps: Record<string, string[]> = {};
  const step = async (name: string, run: () => Promise<unknown>) => {
    await forget();
    await run();
    steps[name] = await heard();
  };
  const asCitizen = { kind: "citizen", userId: reporter.id } as const;
  const say = (more: object) =>
    addUpdate(
      asCitizen,
      NewUpdate.parse({ reportId, formKey: crypto.randomUUID(), text: "Still there.", ...more }),
    );

  await step("confirmed", () =>
    db.$transaction((tx) => publish(tx, asCitizen, { ...row, id: reportId, reporter }, new Date())),
  );
  await step("edited", () => editReport(actor, { reportId, title: "A hole", detail: "It is deep.", note }));
  await step("not changed", () =>
    editReport(actor, { reportId, title: "A hole", detail: "It is deep.", note }),
  );
  await step("pin moved", () => movePin(actor, { reportId, lat: 54.61, lon: 2.31, note }));
  await step("written to", () => say({}));
  await step("fixed", () => say({ text: "It is mended.", fixed: "on" }));
  const fixed = await db.update.findFirstOrThrow({ where: { reportId }, orderBy: { id: "desc" } });
  await step("its update hidden", () =>
    setUpdateVisibility(actor, { updateId: fixed.id, visibility: "hidden", note }),
  );
  await step("its update shown", () =>
    setUpdateVisibility(actor, { updateId: fixed.id, visibility: "public", note }),
  );
  await step("its update deleted", () => deleteUpdate(actor, { updateId: fixed.id, note }));
  const spare = await makeCategory();
  await makeContact({ bodyId: body.id, categoryId: spare.id });
  await step("recategorised", () => changeCategory(actor, { reportId, categoryId: spare.id, note }));
  await step("hidden", () => setVisibility(actor, { reportId, visibility: "hidden", note }));
  await step("edited while hidden", () =>
    editReport(actor, { reportId, title: "Two", detail: "Holes.", note }),
  );
  await step("shown", () => setVisibility(actor, { reportId, visibility: "public", note }));
  await db.contact.update({ where: { id: contact.id }, data: { private: true } });
  await step("into a private category", () =>
    changeCategory(actor, { reportId, categoryId: town.category.id, note }),
  );
  expect(steps).toEqual({
    confirmed: ["report.published"],
    edited: ["report.changed"],
    "not changed": [],
    "pin moved": ["report.changed"],
    "written to": ["update.published"],
    fixed: ["update.published", "report.state_changed"],
    "its update hidden": ["update.hidden", "report.state_changed"],
    "its update shown": ["update.published", "report.state_changed"],
    "its update deleted": ["update.hidden", "report.state_changed"],
    recategorised: ["report.changed", "update.published"],
    hidden: ["report.hidden"],
    "edited while hidden": [],
    shown: ["report.published"],
    "into a private category": ["report.hidden"],
  });
});

test("what the gate stops is hidden; a body's own answer is heard once the body has the report", async () => {
  await makeWebhook();
  const report = await makeReport({ title: "App Store test" });
  await db.$transaction((tx) => stopAtGate(tx, [{ ...report, reporter: null }]));
  expect(await heard()).toEqual(["report.hidden"]);
  await forget();
  const { reportId, bodyId } = await makeDelivery();
  await makeUpdate({ reportId, bodyId, origin: "automatic", visibility: "unconfirmed", confirmedAt: null });
  await db.$transaction((tx) => publishFirstResponses(tx, [{ reportId, bodyId }], new Date()));
  expect(await heard()).toEqual(["update.published"]);
});

test("a report that waits for a person to find its category stands differently", async () => {
  const town = await makeTown();
  const { body } = await town.emailBody();
  await makeConnection({ bodyId: body.id, method: "triage", asDefault: true });
  const { deliveries } = await town.report();
  await makeWebhook();
  expect(await deliver(deliveries[0]?.id ?? 0, { worker: "w" })).toBe("sent");
  expect(await heard()).toEqual(["update.published", "report.state_changed"]);
});

test("a new name for a category is heard of for each report that follows it", async () => {
  await makeWebhook();
  const { body, category, contact } = await makeImporting();
  const reports = [
    await makeReport({ categoryId: category.id }),
    await makeReport({ categoryId: category.id }),
  ];
  for (const { id } of reports) await makeDelivery({ reportId: id, bodyId: body.id, contactId: contact.id });
  const actor = await superuser();
  await db.$transaction(async (tx) => {
    const row = await tx.contact.findUniqueOrThrow({ where: { id: contact.id }, ...contactToEdit });
    await recategorise(tx, actor, row, { category: "Loose kerbs", moveReports: true, protected: false });
  });
  const rows = await db.webhookDelivery.findMany({ orderBy: { reportId: "asc" } });
  expect(rows).toMatchObject(reports.map(({ id }) => ({ reportId: id, event: "report.changed" })));
});

test.each([
  ["is heard of", false, ["report.changed"]],
  ["of history is not", true, []],
])("a picture that comes after its report %s", async (_, isOld, wanted) => {
  await makeWebhook();
  const { connection } = await makeImporting();
  const run = { connectionId: connection.id, kind: "requests", fileName: "old.json", fileBytes: 1 } as const;
  const historyRunId = isOld ? (await db.historyRun.create({ data: { ...run, fileHash: "y" } })).id : null;
  const { id: reportId } = await makeReport({ historyRunId });
  const now = new Date();
  const fetch = await db.mediaFetch.create({
    data: { reportId, url: "https://council.example/1.jpg", attempts: 1 },
  });
  const photo = await db.photo.create({ data: { id: crypto.randomUUID(), hash: "h", width: 1, height: 1 } });
  expect(await recordPicture({ ...fetch, reportId }, photo.id, now)).toMatchObject({ kind: "kept" });
  expect(await heard()).toEqual(wanted);
});

test("what back ends tell is heard of; years of history never are", async () => {
  const importing = await makeImporting();
  const { body, connection } = importing;
  await makeWebhook({ bodyId: body.id });
  const now = new Date();
  const fresh = makeRequest();
  const [taken] = await takeRequests(connection, [fresh], { now });
  expect([taken?.kind, await heard()]).toEqual(["created", ["report.published"]]);
  await forget();
  const told = (id: string, to: { serviceRequestId: string }) => ({
    ...{ updateId: id, serviceRequestId: to.serviceRequestId, status: "closed", description: "Mended." },
    ...{ updatedDatetime: new Date("2026-05-12T10:00:00Z"), mediaUrls: [], extras: {} },
  });
  await takeUpdates(connection, [told("u1", fresh)], { now });
  expect((await heard()).sort()).toEqual(["report.state_changed", "update.published"]);
  await forget();

  const run = await db.historyRun.create({
    data: {
      ...{ connectionId: connection.id, kind: "requests", fileName: "old.json", fileHash: "x" },
      fileBytes: 1,
    },
  });
  const old = makeRequest();
  const [imported] = await takeRequests(connection, [old], { now, historyRunId: run.id });
  const [said] = await takeUpdates(connection, [told("u2", old)], { now, silent: true });
  expect([imported?.kind, said?.kind, await heard()]).toEqual(["created", "created", []]);
});
