import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous, job } from "@/lib/actor";
import { type StaffPermission, staffPermissions } from "@/lib/auth/permissions";
import { coverAreas } from "@/lib/bodies/cover-areas";
import { createBody, NewBody } from "@/lib/bodies/create-body";
import { outlinesOf } from "@/lib/bodies/outlines";
import { openDeliveriesOf, readBody } from "@/lib/bodies/read-body";
import { retireBody, reviveBody } from "@/lib/bodies/retire-body";
import { BodySettings, saveBody } from "@/lib/bodies/save-body";
import { OfficeHoursInput, saveOfficeHours } from "@/lib/bodies/save-office-hours";
import { Routing, saveRouting } from "@/lib/bodies/save-routing";
import { db } from "@/lib/db";
import {
  makeArea,
  makeBody,
  makeConnection,
  makeContact,
  makeDelivery,
  makeUser,
} from "@/lib/testing/factories";

const superuser = async (): Promise<Actor> => {
  const { id } = await makeUser({ superuser: true });
  return { kind: "staff", userId: id, superuser: true, bodyId: null, permissions: [] };
};
const staffOf = async (
  bodyId: number,
  permissions: readonly StaffPermission[] = staffPermissions,
): Promise<Actor & { kind: "staff" }> => {
  const { id } = await makeUser({ bodyId });
  return { kind: "staff", userId: id, superuser: false, bodyId, permissions };
};

const audit = (action: string, bodyId: number) =>
  db.auditEntry.findMany({ where: { action, bodyId }, orderBy: { id: "asc" } });

const settings = (body: { id: number; name: string }, more: object = {}) =>
  BodySettings.parse({ bodyId: body.id, name: body.name, language: "en", ...more });

test("a superuser makes a body, which covers its areas at once", async () => {
  const [actor, area] = [await superuser(), await makeArea()];
  const id = await createBody(
    actor,
    NewBody.parse({ name: " Saltby  Council", slug: "saltby", areaIds: `${area.id}` }),
  );
  expect(await readBody(actor, id)).toMatchObject({
    name: "Saltby Council",
    slug: "saltby",
    retired: false,
    areas: [{ id: area.id, retired: false }],
  });
  expect(await audit("bodies.create", id)).toMatchObject([
    { after: { name: "Saltby Council", areas: [area.slug] } },
  ]);
  const again = createBody(actor, NewBody.parse({ name: "Other", slug: "saltby" }));
  await expect(again).rejects.toMatchObject({ code: "invalid", fields: { slug: expect.any(String) } });
  const gone = createBody(actor, NewBody.parse({ name: "Other", slug: "other", areaIds: ["999999"] }));
  await expect(gone).rejects.toMatchObject({ code: "invalid", fields: { areaIds: expect.any(String) } });
});

test("only superusers and jobs make, retire and revive bodies and say what they cover", async () => {
  const body = await makeBody();
  const verbs = [
    (actor: Actor) =>
      createBody(actor, NewBody.parse({ name: "New", slug: `new-${Math.random()}`.replace(".", "") })),
    (actor: Actor) => retireBody(actor, { bodyId: body.id, note: "" }),
    (actor: Actor) => reviveBody(actor, { bodyId: body.id, note: "" }),
    (actor: Actor) => coverAreas(actor, { bodyId: body.id, areaIds: [] }),
  ];
  const others = [anonymous, { kind: "citizen", userId: 1 } as const, await staffOf(body.id)];
  for (const verb of verbs) {
    for (const actor of others) await expect(verb(actor)).rejects.toMatchObject({ code: "forbidden" });
    for (const actor of [await superuser(), job("test")]) await verb(actor);
  }
});

test("a body's administrator changes what it is; the books tell what was before", async () => {
  const body = await makeBody({ name: "Saltby" });
  const actor = await staffOf(body.id);
  await saveBody(
    actor,
    settings(body, {
      name: "Saltby Town Council",
      externalUrl: "https://saltby.example/",
      replyTo: "Help@Saltby.example",
      accent: "#7A1F5C",
      requireSecondFactor: "on",
    }),
  );
  expect(await readBody(actor, body.id)).toMatchObject({
    name: "Saltby Town Council",
    slug: body.slug,
    replyTo: "help@saltby.example",
    accent: "#7a1f5c",
    requireSecondFactor: true,
  });
  expect(await audit("bodies.edit", body.id)).toMatchObject([
    {
      userId: actor.userId,
      before: { name: "Saltby", externalUrl: null, replyTo: null, accent: null, requireSecondFactor: false },
      after: { name: "Saltby Town Council", accent: "#7a1f5c", requireSecondFactor: true },
    },
  ]);
  // The same again is no change, and no entry.
  const same = { externalUrl: "https://saltby.example/", replyTo: "help@saltby.example", accent: "#7a1f5c" };
  await saveBody(
    actor,
    settings({ ...body, name: "Saltby Town Council" }, { ...same, requireSecondFactor: "on" }),
  );
  expect(await audit("bodies.edit", body.id)).toHaveLength(1);
});

test("another body's staff, and who may not edit, change and see nothing of a body", async () => {
  const [body, other] = [await makeBody(), await makeBody()];
  const limited = { ...(await staffOf(body.id)), categoryIds: [1] };
  const without = await staffOf(
    body.id,
    staffPermissions.filter((permission) => permission !== "body:edit"),
  );
  for (const actor of [anonymous, await staffOf(other.id), without, limited]) {
    const verbs = [
      saveBody(actor, settings(body, { name: "Mine now" })),
      saveRouting(actor, Routing.parse({ bodyId: body.id })),
      saveOfficeHours(actor, OfficeHoursInput.parse({ bodyId: body.id })),
      readBody(actor, body.id),
      openDeliveriesOf(actor, body.id),
      outlinesOf(actor, body.id),
    ];
    for (const verb of verbs) await expect(verb).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await db.auditEntry.count({ where: { bodyId: body.id } })).toBe(0);
});

test("a slug is the superuser's to change, and stays unique", async () => {
  const [body, other] = [await makeBody(), await makeBody()];
  const actor = await staffOf(body.id);
  await expect(saveBody(actor, settings(body, { slug: "mine" }))).rejects.toMatchObject({
    code: "forbidden",
  });
  await saveBody(actor, settings(body, { slug: body.slug }));
  await saveBody(await superuser(), settings(body, { slug: "moved" }));
  expect(await db.body.findUniqueOrThrow({ where: { id: body.id } })).toMatchObject({ slug: "moved" });
  await expect(saveBody(await superuser(), settings(body, { slug: other.slug }))).rejects.toMatchObject({
    code: "invalid",
    fields: { slug: expect.any(String) },
  });
});

test("updates are credited to an account of the body, made if it is new, never to a stranger's", async () => {
  const body = await makeBody();
  const [actor, stranger, colleague] = [
    await staffOf(body.id),
    await makeUser(),
    await makeUser({ bodyId: body.id }),
  ];
  const saved = () => db.body.findUniqueOrThrow({ where: { id: body.id }, include: { updatesUser: true } });
  await expect(saveBody(actor, settings(body, { updatesUser: stranger.email }))).rejects.toMatchObject({
    code: "invalid",
    fields: { updatesUser: expect.any(String) },
  });
  await saveBody(actor, settings(body, { updatesUser: colleague.email }));
  expect((await saved()).updatesUserId).toBe(colleague.id);
  await saveBody(actor, settings(body, { updatesUser: "Works@saltby.example" }));
  expect((await saved()).updatesUser).toMatchObject({
    email: "works@saltby.example",
    name: body.name,
    bodyId: null,
  });
  // Whom it already credits may stay, whoever they work for.
  await saveBody(actor, settings(body, { name: "Renamed", updatesUser: "works@saltby.example" }));
  await saveBody(await superuser(), settings(body, { updatesUser: stranger.email }));
  expect((await saved()).updatesUserId).toBe(stranger.id);
  await saveBody(actor, settings(body));
  expect((await saved()).updatesUserId).toBeNull();
});

test("a new default connection is saved once its categories were seen, and not at all where one could not work", async () => {
  const body = await makeBody();
  const actor = await staffOf(body.id);
  const byMail = await makeContact({ bodyId: body.id, destination: "roads@saltby.example" });
  const open311 = await makeConnection({
    bodyId: body.id,
    method: "open311",
    settings: { endpoint: "https://o311.saltby.example" },
  });
  const change = { bodyId: body.id, defaultConnectionId: open311.id, canBeDevolved: false };
  await expect(saveRouting(actor, { ...change, seen: true })).rejects.toMatchObject({
    code: "invalid",
    fields: { [`contact.${byMail.id}`]: expect.stringContaining("roads@saltby.example") },
  });
  await db.contact.update({ where: { id: byMail.id }, data: { destination: "RD-1" } });
  await expect(saveRouting(actor, { ...change, seen: false })).rejects.toMatchObject({
    code: "invalid",
    fields: { seen: expect.any(String) },
  });
  expect(await readBody(actor, body.id)).toMatchObject({ defaultConnectionId: null });
  await saveRouting(actor, { ...change, seen: true });
  expect(await readBody(actor, body.id)).toMatchObject({ defaultConnectionId: open311.id });
  expect(await audit("bodies.edit", body.id)).toMatchObject([
    {
      connectionId: open311.id,
      before: { defaultConnection: null },
      after: { defaultConnection: open311.slug },
    },
  ]);
  // Back to e-mail, the service code is no address.
  const back = { bodyId: body.id, defaultConnectionId: null, canBeDevolved: false, seen: true };
  await expect(saveRouting(actor, back)).rejects.toMatchObject({ code: "invalid" });
});

test("a connection of another body, or none, is no body's default", async () => {
  const [body, strange] = [await makeBody(), await makeConnection()];
  const change = { bodyId: body.id, canBeDevolved: false, seen: true };
  for (const defaultConnectionId of [strange.id, 999_999]) {
    const saved = saveRouting(await superuser(), { ...change, defaultConnectionId });
    await expect(saved).rejects.toMatchObject({ code: "invalid" });
  }
});

test("the devolve switch, where it moves nobody's reports, is saved without a word", async () => {
  const body = await makeBody();
  await makeContact({ bodyId: body.id });
  const actor = await staffOf(body.id);
  await saveRouting(actor, { bodyId: body.id, defaultConnectionId: null, canBeDevolved: true, seen: false });
  expect(await readBody(actor, body.id)).toMatchObject({ canBeDevolved: true });
});

test("retiring and reviving are written down once each, with the reason", async () => {
  const [actor, body] = [await superuser(), await makeBody()];
  await makeDelivery({ bodyId: body.id });
  await makeDelivery({ bodyId: body.id, state: "sent" });
  expect(await openDeliveriesOf(actor, body.id)).toBe(1);
  for (const _ of [1, 2]) await retireBody(actor, { bodyId: body.id, note: "Merged with the county." });
  expect(await readBody(actor, body.id)).toMatchObject({ retired: true });
  for (const _ of [1, 2]) await reviveBody(actor, { bodyId: body.id, note: "" });
  expect(await readBody(actor, body.id)).toMatchObject({ retired: false });
  expect(await audit("bodies.retire", body.id)).toMatchObject([{ note: "Merged with the county." }]);
  expect(await audit("bodies.revive", body.id)).toHaveLength(1);
  await expect(retireBody(actor, { bodyId: 999_999, note: "" })).rejects.toMatchObject({ code: "not_found" });
});

test("areas are covered from now on: a report keeps those it was made in", async () => {
  const [actor, one, two] = [await superuser(), await makeArea(), await makeArea()];
  const body = await makeBody({ areas: [one] });
  const delivery = await makeDelivery({ bodyId: body.id });
  await db.reportArea.create({ data: { reportId: delivery.reportId, areaId: one.id } });
  await coverAreas(actor, { bodyId: body.id, areaIds: [two.id] });
  expect((await readBody(actor, body.id)).areas).toMatchObject([{ id: two.id }]);
  expect(await db.reportArea.findMany({ where: { reportId: delivery.reportId } })).toMatchObject([
    { areaId: one.id },
  ]);
  expect(await audit("bodies.areas", body.id)).toMatchObject([
    { before: { areas: [one.slug] }, after: { areas: [two.slug] } },
  ]);
  await db.area.updateMany({ where: { id: { in: [one.id, two.id] } }, data: { deletedAt: new Date() } });
  // A retired area stays with whoever has it, nobody begins with it.
  await coverAreas(actor, { bodyId: body.id, areaIds: [two.id] });
  const begun = coverAreas(actor, { bodyId: body.id, areaIds: [one.id, two.id] });
  await expect(begun).rejects.toMatchObject({ code: "invalid" });
  expect(await outlinesOf(actor, body.id)).toEqual([]);
});

test("office hours are kept as written, told wrong at their own day, and taken away", async () => {
  const body = await makeBody();
  const actor = await staffOf(body.id);
  const hours = (more: object) =>
    OfficeHoursInput.parse({
      bodyId: body.id,
      has: "on",
      timeZone: "Europe/London",
      monday: "8-12, 13 to 17.30",
      ...more,
    });
  await saveOfficeHours(actor, hours({ holidays: "2026-12-25 2026-12-26", message: "Ring 0800." }));
  expect((await readBody(actor, body.id)).officeHours).toMatchObject({
    open: {
      monday: [
        { from: "08:00", to: "12:00" },
        { from: "13:00", to: "17:30" },
      ],
      sunday: [],
    },
    holidays: ["2026-12-25", "2026-12-26"],
    message: "Ring 0800.",
  });
  const wrong = saveOfficeHours(
    actor,
    hours({ friday: "17:00-09:00", holidays: "tomorrow", timeZone: "Nowhere" }),
  );
  await expect(wrong).rejects.toMatchObject({
    code: "invalid",
    fields: { friday: expect.any(String), holidays: expect.any(String), timeZone: expect.any(String) },
  });
  const never = saveOfficeHours(actor, hours({ monday: "" }));
  await expect(never).rejects.toMatchObject({ fields: { monday: expect.any(String) } });
  await saveOfficeHours(actor, OfficeHoursInput.parse({ bodyId: body.id }));
  expect((await readBody(actor, body.id)).officeHours).toEqual({});
  expect(await audit("bodies.hours", body.id)).toHaveLength(2);
});
