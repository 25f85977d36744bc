import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous, job } from "@/lib/actor";
import { staffPermissions } from "@/lib/auth/permissions";
import { importCouncilFile } from "@/lib/bodies/council-file/import";
import { listTemplates, readTemplate, templateChoices } from "@/lib/bodies/list-templates";
import { retireTemplate, reviveTemplate } from "@/lib/bodies/retire-template";
import { saveTemplate, TemplateInput } from "@/lib/bodies/save-template";
import { db } from "@/lib/db";
import { makeBody, makeCategory, makeContact, makeUser } from "@/lib/testing/factories";

type Body = Awaited<ReturnType<typeof makeBody>>;
type Contact = Awaited<ReturnType<typeof makeContact>>;

let body: Body;
let lights: Contact;
let roads: Contact;
let admin: Actor & { kind: "staff" };

beforeAll(async () => {
  body = await makeBody();
  lights = await makeContact({ bodyId: body.id, categoryId: (await makeCategory({ name: "Lights" })).id });
  roads = await makeContact({ bodyId: body.id, categoryId: (await makeCategory({ name: "Roads" })).id });
  const { id: userId } = await makeUser({ bodyId: body.id });
  admin = { kind: "staff", userId, superuser: false, bodyId: body.id, permissions: staffPermissions };
});

let number = 0;
const input = (more: object = {}) =>
  TemplateInput.parse({ bodyId: body.id, title: `Template ${++number}`, text: "Thank you.", ...more });
const save = (more: object = {}, actor: Actor = admin) => saveTemplate(actor, input(more));
const refused = (field: string) => ({ code: "invalid", fields: { [field]: expect.any(String) } });

test("a template is kept as written, and the books tell what was before", async () => {
  const id = await save({
    title: "Seen",
    emailText: "",
    externalStatusCode: " 17   b ",
    contactIds: [`${roads.id}`],
  });
  expect(await readTemplate(admin, id)).toMatchObject({
    title: "Seen",
    text: "Thank you.",
    emailText: null,
    externalStatusCode: "17 b",
    contacts: [{ id: roads.id, category: "Roads" }],
    mayChange: true,
  });
  const change = { templateId: id, title: "Seen", text: "We have seen it.", externalStatusCode: "17 b" };
  await save({ ...change, contactIds: [`${lights.id}`, `${roads.id}`] });
  await save({ ...change, contactIds: [`${lights.id}`, `${roads.id}`] });
  const entries = await db.auditEntry.findMany({
    where: { bodyId: body.id, action: { startsWith: "templates." } },
    orderBy: { id: "asc" },
  });
  expect(entries).toMatchObject([
    { action: "templates.create", userId: admin.userId, after: { title: "Seen", categories: ["Roads"] } },
    {
      action: "templates.edit",
      before: { text: "Thank you.", categories: ["Roads"] },
      after: { text: "We have seen it.", categories: ["Lights", "Roads"] },
    },
  ]);
});

test("what cannot be is refused at its field", async () => {
  await save({ title: "Once" });
  await expect(save({ title: "Once" })).rejects.toMatchObject(refused("title"));
  expect(TemplateInput.safeParse({ bodyId: 1, title: "x", text: " " }).success).toBe(false);
  await expect(save({ state: "planned", externalStatusCode: "7" })).rejects.toMatchObject(
    refused("externalStatusCode"),
  );
  await expect(save({ autoResponse: "on" })).rejects.toMatchObject(refused("autoResponse"));
  const strange = await makeContact();
  await expect(save({ contactIds: [`${strange.id}`] })).rejects.toMatchObject(refused("contactIds"));
  await expect(save({ templateId: 999_999 })).rejects.toMatchObject({ code: "not_found" });
});

test("one automatic answer per state or code and category; a particular one stands beside the general one", async () => {
  const auto = { autoResponse: "on", state: "investigating" };
  const general = await save(auto);
  await expect(save(auto)).rejects.toMatchObject(refused("autoResponse"));
  const particular = await save({ ...auto, contactIds: [`${lights.id}`] });
  const both = { ...auto, contactIds: [`${lights.id}`, `${roads.id}`] };
  await expect(save(both)).rejects.toMatchObject(refused("autoResponse"));
  await save({ ...auto, contactIds: [`${roads.id}`] });
  // By hand, for another state, or by a code it is no rival; nor is it one of itself.
  await save({ state: "investigating" });
  await save({ ...auto, state: "in_progress" });
  await save({ autoResponse: "on", externalStatusCode: "INV" });
  await save({ ...auto, templateId: general, text: "Changed." });
  // A retired one has left its place.
  await retireTemplate(admin, { templateId: particular });
  const next = await save({ ...auto, contactIds: [`${lights.id}`] });
  await expect(reviveTemplate(admin, { templateId: particular })).rejects.toMatchObject({ code: "invalid" });
  await retireTemplate(admin, { templateId: next });
  await reviveTemplate(admin, { templateId: particular });
});

test("two that are saved at once do not both answer", async () => {
  const auto = { autoResponse: "on", state: "unable_to_fix" };
  const outcomes = await Promise.allSettled([save(auto), save(auto), save(auto)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("staff see and change the templates of their own body, and of their categories when limited", async () => {
  const other = await makeBody();
  const [general, mine, shared] = [
    await save(),
    await save({ contactIds: [`${roads.id}`] }),
    await save({ contactIds: [`${roads.id}`, `${lights.id}`] }),
  ];
  const lightsOnly = await save({ contactIds: [`${lights.id}`] });
  const limited: Actor = { ...admin, categoryIds: [roads.categoryId] };
  const strangers = [anonymous, { ...admin, bodyId: other.id }, { ...admin, permissions: [] }] as Actor[];
  for (const actor of strangers) {
    for (const verb of [
      () => saveTemplate(actor, input({ templateId: mine })),
      () => saveTemplate(actor, input()),
      () => retireTemplate(actor, { templateId: mine }),
      () => reviveTemplate(actor, { templateId: mine }),
      () => readTemplate(actor, mine),
    ]) {
      await expect(verb()).rejects.toMatchObject({ code: "forbidden" });
    }
  }
  expect((await listTemplates({ ...admin, bodyId: other.id }, {})).items).toEqual([]);
  for (const id of [general, shared, lightsOnly]) {
    await expect(retireTemplate(limited, { templateId: id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(save({ templateId: id, contactIds: [`${roads.id}`] }, limited)).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  // Nor may one's own be made everybody's.
  await expect(save({ templateId: mine }, limited)).rejects.toMatchObject({ code: "forbidden" });
  await save({ templateId: mine, contactIds: [`${roads.id}`] }, limited);
  expect(await readTemplate(limited, general)).toMatchObject({ mayChange: false });
  await expect(readTemplate(limited, lightsOnly)).rejects.toMatchObject({ code: "forbidden" });
  const seen = (await listTemplates(limited, {})).items.map(({ id }) => id);
  expect(seen).toEqual(expect.arrayContaining([general, mine, shared]));
  expect(seen).not.toContain(lightsOnly);
  expect(await templateChoices(limited)).toMatchObject({
    bodies: [{ id: body.id, contacts: [{ category: "Roads" }] }],
  });
});

test("the list is filtered, and paged by title", async () => {
  const far = await makeBody();
  const contact = await makeContact({ bodyId: far.id });
  const actor = job("test");
  const make = (more: object) => saveTemplate(actor, input({ bodyId: far.id, ...more }));
  for (let n = 0; n < 52; n++) await make({ title: `Far ${String(n).padStart(2, "0")}` });
  const auto = await make({
    title: "Zebra",
    state: "planned",
    autoResponse: "on",
    contactIds: [`${contact.id}`],
  });
  const of = async (query: object) =>
    (await listTemplates(actor, { body: far.id, ...query })).items.map(({ id }) => id);
  expect(await of({ auto: "1" })).toEqual([auto]);
  expect(await of({ state: "planned" })).toEqual([auto]);
  expect(await of({ q: "zeb" })).toEqual([auto]);
  expect(await of({ sort: "-title" }).then((ids) => ids[0])).toBe(auto);
  expect(await of({ category: contact.categoryId, sort: "-title" }).then((ids) => ids[0])).toBe(auto);
  const first = await listTemplates(actor, { body: far.id });
  const second = await listTemplates(actor, { body: far.id, cursor: first.next });
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 3, null]);
  await retireTemplate(actor, { templateId: auto });
  expect(await of({ retired: "1" })).toEqual([auto]);
  expect(await of({ q: "zeb" })).toEqual([]);
});

test("a council file is held to the same rules", async () => {
  const template = { text: "Done.", state: "closed", autoResponse: true };
  const file = (...templates: object[]) =>
    importCouncilFile(job("test"), { bodies: [{ slug: "filed", name: "Filed", templates }] });
  await expect(
    file(
      { title: "One", ...template },
      { title: "Two", ...template },
      { title: "Three", text: "x", autoResponse: true },
    ),
  ).rejects.toMatchObject({
    code: "invalid",
    fields: {
      "bodies[0].templates[1].autoResponse": expect.stringContaining("One"),
      "bodies[0].templates[2].autoResponse": expect.any(String),
    },
  });
  await file({ title: "One", ...template });
  await expect(file({ title: "Two", ...template })).rejects.toMatchObject({ code: "invalid" });
  await file({ title: "One", retired: true }, { title: "Two", ...template });
});
