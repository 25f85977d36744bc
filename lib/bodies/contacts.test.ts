import "@/lib/testing/database";
import { expect, test } from "vitest";
import { type Actor, anonymous, job } from "@/lib/actor";
import { type ContactChange, changeContact } from "@/lib/bodies/change-contact";
import { changeContacts } from "@/lib/bodies/change-contacts";
import { bodiesWithContacts, contactChoices } from "@/lib/bodies/contact-choices";
import { contactHistory } from "@/lib/bodies/contact-history";
import { createContact, type NewContact } from "@/lib/bodies/create-contact";
import { findContact } from "@/lib/bodies/find-contact";
import { db } from "@/lib/db";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

const machine = job("test");

async function staffOf(bodyId: number, more: Partial<Actor & { kind: "staff" }> = {}) {
  const { id } = await makeUser({ bodyId, name: "Grace" });
  const actor: Actor = {
    kind: "staff",
    userId: id,
    superuser: false,
    bodyId,
    permissions: ["contact:edit"],
    ...more,
  };
  return actor;
}

const entered = (more: Partial<NewContact> & Pick<NewContact, "bodyId" | "category">): NewContact => ({
  destination: "roads@quill.example",
  state: "confirmed",
  groups: [],
  keywords: [],
  private: false,
  protected: false,
  idField: "fixmystreet_id",
  serviceType: "realtime",
  hint: "",
  note: "",
  connectionId: null,
  ...more,
});

/** The page's form as it stands, with what somebody typed into it. */
async function form(
  actor: Actor,
  contactId: number,
  typed: Partial<ContactChange> = {},
): Promise<ContactChange> {
  const found = await findContact(actor, contactId);
  const { category, destination, state, groups, keywords, connectionId, version } = found;
  const { idField, hint } = found;
  return {
    contactId,
    version,
    category,
    destination,
    state,
    groups,
    keywords,
    connectionId,
    private: found.private,
    protected: found.protected,
    idField,
    serviceType: "realtime",
    hint,
    moveReports: false,
    note: "As agreed.",
    ...typed,
  };
}

const faultsOf = (promise: Promise<unknown>) =>
  promise.then(
    () => ({}),
    (error: { fields?: Record<string, string> }) => error.fields,
  );

async function town(more: Parameters<typeof makeBody>[0] = {}) {
  const area = await makeArea();
  const body = await makeBody({ areas: [area], ...more });
  return { area, body, grace: await staffOf(body.id) };
}

test("a contact is made for a category that is new or that others have, and is in the books", async () => {
  const { body, grace } = await town();
  const shared = await makeCategory();
  const id = await createContact(
    grace,
    entered({ bodyId: body.id, category: "Loose kerb", note: "Asked for" }),
  );
  await createContact(grace, entered({ bodyId: body.id, category: shared.name }));
  expect(await db.category.count({ where: { name: shared.name } })).toBe(1);
  const { items } = await contactHistory(grace, id);
  expect(items).toMatchObject([{ who: "Grace", action: "contacts.create", note: "Asked for" }]);
  expect(items[0]?.changes).toContainEqual({ what: "destination", was: null, is: "roads@quill.example" });
  const again = createContact(grace, entered({ bodyId: body.id, category: "Loose kerb" }));
  expect(await faultsOf(again)).toEqual({ category: expect.stringContaining("Loose kerb") });
});

test("a change is told with before, after and why; what has not changed is not", async () => {
  const { body, grace } = await town();
  const { id } = await makeContact({ bodyId: body.id, destination: "old@quill.example", private: true });
  await changeContact(
    grace,
    await form(grace, id, {
      destination: "new@quill.example",
      private: false,
      groups: ["Roads"],
      note: "Moved",
    }),
  );
  const [entry] = (await contactHistory(grace, id)).items;
  expect(entry).toMatchObject({ note: "Moved", who: "Grace" });
  expect(entry?.changes).toEqual([
    { what: "destination", was: "old@quill.example", is: "new@quill.example" },
    { what: "groups", was: "nothing", is: "Roads" },
    { what: "private", was: "yes", is: "no" },
  ]);
  expect(await db.contact.findUnique({ where: { id } })).toMatchObject({ note: "Moved", groups: ["Roads"] });
});

test("somebody else's change in between is not overwritten, a mark of the machine's is no such change", async () => {
  const { body, grace } = await town();
  const { id } = await makeContact({ bodyId: body.id });
  const mine = await form(grace, id, { hint: "Mine" });
  await db.contact.update({ where: { id }, data: { bouncedAt: new Date(), bounceReason: "No such user" } });
  await changeContact(machine, await form(machine, id, { hint: "Theirs" }));
  await expect(changeContact(grace, mine)).rejects.toMatchObject({ code: "conflict" });
  expect(await findContact(grace, id)).toMatchObject({ hint: "Theirs", bounced: { reason: "No such user" } });
  await changeContact(grace, await form(grace, id, { hint: "Mine" }));
});

test("mail that came back came back from the address as it was: with another one it is seen to", async () => {
  const { body, grace } = await town();
  const { id } = await makeContact({ bodyId: body.id, bouncedAt: new Date(), bounceReason: "No such user" });
  await changeContact(grace, await form(grace, id, { hint: "Still" }));
  expect(await findContact(grace, id)).toMatchObject({ bounced: { reason: "No such user" } });
  await changeContact(grace, await form(grace, id, { destination: "right@quill.example" }));
  expect(await findContact(grace, id)).toMatchObject({ bounced: null });
});

test("B2.2 an own connection is taken only where the body lets contacts be devolved, and only one of the body's", async () => {
  const { body, grace } = await town();
  const { id } = await makeContact({ bodyId: body.id });
  const own = await makeConnection({ bodyId: body.id });
  const strange = await makeConnection();
  const take = async (connectionId: number) =>
    faultsOf(changeContact(grace, await form(grace, id, { connectionId })));
  expect(await take(own.id)).toEqual({ connectionId: expect.stringContaining("does not let") });
  await db.body.update({ where: { id: body.id }, data: { canBeDevolved: true } });
  expect(await take(strange.id)).toEqual({ connectionId: expect.stringContaining("no such connection") });
  expect(await take(own.id)).toEqual({});
  expect(await findContact(grace, id)).toMatchObject({ devolved: true, way: own.slug });
});

test("TRAP-05 a connection of its own that cannot work is refused with the reason, and the contact stays as it was", async () => {
  const { body, grace } = await town({ canBeDevolved: true });
  const { id } = await makeContact({ bodyId: body.id, destination: "KRB-7", state: "inactive" });
  const broken = await makeConnection({ bodyId: body.id, method: "open311", settings: {} });
  const whole = await makeConnection({
    bodyId: body.id,
    method: "open311",
    settings: { endpoint: "https://o311.example/" },
  });
  const change = async (typed: Partial<ContactChange>) =>
    faultsOf(changeContact(grace, await form(grace, id, typed)));
  expect(await change({ connectionId: broken.id, state: "confirmed" })).toEqual({
    connectionId: expect.stringContaining("endpoint"),
  });
  expect(
    await change({ connectionId: whole.id, state: "confirmed", destination: "a@quill.example" }),
  ).toEqual({
    destination: expect.stringContaining("e-mail address"),
  });
  expect(await findContact(grace, id)).toMatchObject({ connectionId: null, state: "inactive" });
  expect(await change({ connectionId: whole.id, state: "confirmed" })).toEqual({});
});

test("what is not touched is not judged, but what comes into use is", async () => {
  const { body, grace } = await town();
  const { id } = await makeContact({ bodyId: body.id, destination: "KRB-7" });
  await changeContact(grace, await form(grace, id, { hint: "Only where a car fits in." }));
  expect(await findContact(grace, id)).toMatchObject({ fault: expect.stringContaining("KRB-7") });
  await changeContact(grace, await form(grace, id, { state: "inactive" }));
  const back = changeContact(grace, await form(grace, id, { state: "confirmed" }));
  expect(await faultsOf(back)).toEqual({ destination: expect.stringContaining("KRB-7") });
});

test("a new name is this body's only: the others keep theirs, and past reports follow only if asked", async () => {
  const { body, grace, area } = await town();
  const county = await makeBody({ areas: [area] });
  const { id: categoryId } = await makeCategory();
  const { id } = await makeContact({ bodyId: body.id, categoryId });
  await makeContact({ bodyId: county.id, categoryId });
  const sent = { state: "sent" as const, contactId: id, bodyId: body.id };
  const [own, both] = [await makeReport({ categoryId }), await makeReport({ categoryId })];
  for (const { id: reportId } of [own, both]) await makeDelivery({ ...sent, reportId });
  await makeDelivery({ reportId: both.id, bodyId: county.id, state: "sent" });
  const categories = async () =>
    (await db.report.findMany({ where: { id: { in: [own.id, both.id] } }, orderBy: { id: "asc" } })).map(
      (one) => one.categoryId,
    );

  await changeContact(grace, await form(grace, id, { category: "Blocked gully" }));
  expect(await categories()).toEqual([categoryId, categoryId]);
  await changeContact(grace, await form(grace, id, { category: "Gully" }));
  const old = await db.contact.update({ where: { id }, data: { categoryId } });
  await changeContact(grace, await form(grace, old.id, { category: "Gully", moveReports: true }));
  const { id: gully } = await db.category.findUniqueOrThrow({ where: { name: "Gully" } });
  expect(await categories()).toEqual([gully, categoryId]);
  expect(await db.contact.count({ where: { bodyId: county.id, categoryId } })).toBe(1);
  const [entry] = (await contactHistory(grace, id)).items;
  expect(entry?.changes).toMatchObject([{ what: "category", is: "Gully" }]);
});

test("a new name loses nothing: waiting reports, unsent deliveries, service codes and limited staff follow", async () => {
  const { body, grace, area } = await town();
  const { id: categoryId } = await makeCategory();
  const { id } = await makeContact({ bodyId: body.id, categoryId });
  const connection = await makeConnection({ bodyId: body.id });
  await db.serviceCodeMatch.create({ data: { connectionId: connection.id, code: "G1", categoryId } });
  const limited = await makeUser({ bodyId: body.id });
  await db.userCategory.create({ data: { userId: limited.id, categoryId } });
  const waiting = await makeReport({ categoryId, visibility: "unconfirmed" });
  await db.reportArea.create({ data: { reportId: waiting.id, areaId: area.id } });
  const due = await makeDelivery({
    bodyId: body.id,
    contactId: id,
    reportId: (await makeReport({ categoryId })).id,
  });

  await changeContact(grace, await form(grace, id, { category: "Silted gully" }));
  const now = await db.category.findUniqueOrThrow({ where: { name: "Silted gully" } });
  expect(await db.report.findUnique({ where: { id: waiting.id } })).toMatchObject({ categoryId: now.id });
  expect(await db.delivery.findUnique({ where: { id: due.id } })).toMatchObject({ overrideContactId: id });
  expect(await db.serviceCodeMatch.findFirst({ where: { code: "G1" } })).toMatchObject({
    categoryId: now.id,
  });
  expect(await db.userCategory.count({ where: { userId: limited.id } })).toBe(2);
});

test("a report that waits stays with the category while another body would get it", async () => {
  const { body, grace, area } = await town();
  const county = await makeBody({ areas: [area] });
  const { id: categoryId } = await makeCategory();
  const { id } = await makeContact({ bodyId: body.id, categoryId });
  await makeContact({ bodyId: county.id, categoryId });
  const waiting = await makeReport({ categoryId, visibility: "unconfirmed" });
  await db.reportArea.create({ data: { reportId: waiting.id, areaId: area.id } });
  await changeContact(grace, await form(grace, id, { category: "Other name" }));
  expect(await db.report.findUnique({ where: { id: waiting.id } })).toMatchObject({ categoryId });
});

test("a name that the body has already, or that the service list would undo, is refused", async () => {
  const { body, grace } = await town();
  const other = await makeCategory();
  await makeContact({ bodyId: body.id, categoryId: other.id, state: "deleted" });
  const { id } = await makeContact({ bodyId: body.id });
  const rename = async (typed: Partial<ContactChange>) =>
    faultsOf(changeContact(grace, await form(grace, id, typed)));
  expect(await rename({ category: other.name })).toEqual({ category: expect.stringContaining("retired") });
  await makeConnection({ bodyId: body.id, asDefault: true, syncServices: true });
  expect(await rename({ category: "Free name" })).toEqual({ category: expect.stringContaining("Protected") });
  expect(await rename({ category: "Free name", protected: true })).toEqual({});
});

test("several are changed alike or none, and what is so already is left alone", async () => {
  const { body, grace } = await town();
  const [a, b, c] = [
    await makeContact({ bodyId: body.id, state: "unconfirmed" }),
    await makeContact({ bodyId: body.id, state: "confirmed", groups: ["Roads"] }),
    await makeContact({ bodyId: body.id, state: "inactive", destination: "not an address" }),
  ];
  const ids = [a.id, b.id, c.id];
  const set = (change: Parameters<typeof changeContacts>[1]["change"], contactIds = ids) =>
    changeContacts(grace, { contactIds, change, note: "All checked" });
  await expect(set({ do: "state", state: "confirmed" })).rejects.toThrow("“not” is not");
  expect(await db.contact.count({ where: { id: { in: ids }, state: "confirmed" } })).toBe(1);
  expect(await set({ do: "state", state: "confirmed" }, [b.id, a.id])).toBe(1);
  expect(await set({ do: "add-group", group: "Roads" })).toBe(2);
  expect(await set({ do: "remove-group", group: "Roads" }, [b.id])).toBe(1);
  const groups = await db.contact.findMany({
    where: { id: { in: ids } },
    orderBy: { id: "asc" },
    select: { groups: true },
  });
  expect(groups.map((one) => one.groups)).toEqual([["Roads"], [], ["Roads"]]);
  const { items } = await contactHistory(grace, a.id);
  expect(items.map(({ note, changes }) => [note, changes[0]?.what])).toEqual([
    ["All checked", "groups"],
    ["All checked", "state"],
  ]);
});

test("authorisation: another body's staff, a role without the right, limits to categories and strangers", async () => {
  const { body } = await town();
  const { id, categoryId } = await makeContact({ bodyId: body.id });
  const change = await form(machine, id, { hint: "x" });
  const actors: [Actor, boolean][] = [
    [await staffOf(body.id), true],
    [await staffOf((await makeBody()).id, { superuser: true, permissions: [] }), true],
    [await staffOf(body.id, { categoryIds: [categoryId] }), true],
    [await staffOf(body.id, { categoryIds: [(await makeCategory()).id] }), false],
    [await staffOf(body.id, { permissions: ["body:edit", "template:edit", "audit:view"] }), false],
    [await staffOf((await makeBody()).id), false],
    [{ kind: "citizen", userId: 1 }, false],
    [anonymous, false],
  ];
  for (const [actor, allowed] of actors) {
    const verbs = [
      () => findContact(actor, id),
      () => contactHistory(actor, id),
      () => changeContacts(actor, { contactIds: [id], change: { do: "add-group", group: "G" }, note: "n" }),
      () => changeContact(actor, change),
    ];
    for (const verb of verbs) {
      const refused = verb().then(
        () => null,
        (error: { code?: string }) => error.code,
      );
      // Whoever may, is only told that somebody was faster.
      expect(await refused).toBe(allowed ? (verb === verbs[3] ? "conflict" : null) : "forbidden");
    }
  }
  const elsewhere = await makeBody();
  await expect(
    createContact(await staffOf(body.id), entered({ bodyId: elsewhere.id, category: "X" })),
  ).rejects.toMatchObject({ code: "forbidden" });
  const limited = await staffOf(body.id, { categoryIds: [categoryId] });
  await expect(
    createContact(limited, entered({ bodyId: body.id, category: "New one" })),
  ).rejects.toMatchObject({
    code: "forbidden",
  });
  const renamed = changeContact(limited, await form(limited, id, { category: "Beyond the limits" }));
  await expect(renamed).rejects.toMatchObject({ code: "forbidden" });
  expect(await db.category.count({ where: { name: "Beyond the limits" } })).toBe(0);
});

test("staff choose among their own body's things, superusers among all", async () => {
  const { body, grace } = await town();
  const other = await makeBody();
  const connection = await makeConnection({ bodyId: body.id });
  const contact = await makeContact({ bodyId: body.id, groups: ["Zoo", "Ants"] });
  expect(await bodiesWithContacts(grace)).toEqual([{ id: body.id, name: body.name }]);
  expect((await bodiesWithContacts(machine)).length).toBeGreaterThan(1);
  expect(await contactChoices(grace, other.id)).toBeNull();
  expect(await contactChoices(grace, body.id)).toMatchObject({
    groups: ["Ants", "Zoo"],
    limited: false,
    connections: [{ id: connection.id }],
  });
  const limited = await staffOf(body.id, { categoryIds: [contact.categoryId] });
  expect((await contactChoices(limited, body.id))?.categories).toHaveLength(1);
  await expect(contactChoices(anonymous, body.id)).rejects.toMatchObject({ code: "forbidden" });
});
