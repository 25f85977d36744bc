import { expect, test } from "vitest";
import { type AffectableContact, affectedBy, contactFault } from "@/lib/bodies/contact-fault";

const open311 = { id: 1, method: "open311" as const, settings: { endpoint: "https://o311.example/v2" } };
const byMail = { id: 2, method: "email" as const, settings: {} };
const hook = { id: 3, method: "webhook" as const, settings: { url: "https://hooks.example/x" } };

test.each([
  ["roads@quill.example", null],
  ["a@quill.example, b@quill.example", null],
  [" a@quill.example;b@quill.example ", null],
  ["", "e-mail address"],
  ["KRB-7", "“KRB-7” is not"],
  ["a@quill.example, nobody@", "“nobody@” is not"],
  ["refused", null],
])("by e-mail, the destination %j is told right", (destination, fault) => {
  for (const connection of [null, byMail]) {
    const told = contactFault({ destination }, connection);
    if (fault === null) expect(told).toBeNull();
    else expect(told).toContain(fault);
  }
});

test.each([
  ["KRB-7", null],
  ["001", null],
  ["Mayor's 24 Hour Hotline:Needle Pickup", null],
  ["REFUSED", null],
  ["", "service code"],
  ["   ", "service code"],
  ["KRB\n7", "line breaks"],
  ["roads@quill.example", "e-mail address"],
  ["a@quill.example, b@quill.example", "e-mail address"],
  ["https://quill.example/x", "web address"],
])("by Open311, the destination %j is told right", (destination, fault) => {
  const told = contactFault({ destination }, open311);
  if (fault === null) expect(told).toBeNull();
  else expect(told).toContain(fault);
});

test("a webhook takes any destination, so do the ways that call nobody", () => {
  for (const connection of [hook, { method: "hold" as const, settings: {} }])
    for (const destination of ["", "x", "roads@quill.example"])
      expect(contactFault({ destination }, connection)).toBeNull();
});

test("TRAP-05 a connection of its own inherits nothing: without an end point it cannot work", () => {
  const told = contactFault({ destination: "KRB-7" }, { method: "open311", settings: {} });
  expect(told).toContain("endpoint");
  expect(contactFault({ destination: "x" }, { method: "webhook", settings: { secret: "s" } })).toContain(
    "url",
  );
});

const contact = (id: number, destination: string, connection: AffectableContact["connection"] = null) => ({
  id,
  category: `Category ${id}`,
  destination,
  connection,
});
const body = (defaultConnection: AffectableContact["connection"], canBeDevolved = false) => ({
  canBeDevolved,
  defaultConnection,
});

test("a switch to Open311 names each category that goes another way, and why it cannot where it cannot", () => {
  const contacts = [contact(1, "roads@quill.example"), contact(2, "KRB-7"), contact(3, "REFUSED")];
  expect(affectedBy(contacts, body(null), body(open311))).toEqual([
    {
      contactId: 1,
      category: "Category 1",
      from: "email",
      to: "open311",
      fault: expect.stringContaining("e-mail address"),
    },
    { contactId: 2, category: "Category 2", from: "email", to: "open311", fault: null },
  ]);
});

test("a contact with a connection of its own is touched only when devolving itself changes", () => {
  const own = [contact(1, "KRB-7", { ...open311, id: 9 })];
  expect(affectedBy(own, body(byMail, true), body(hook, true))).toEqual([]);
  expect(affectedBy(own, body(byMail, true), body(byMail))).toMatchObject([
    { from: "open311", to: "email", fault: expect.stringContaining("“KRB-7” is not") },
  ]);
});

test("the same way again affects nobody", () => {
  expect(affectedBy([contact(1, "KRB-7")], body(open311), body(open311))).toEqual([]);
});
