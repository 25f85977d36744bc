import { expect, test } from "vitest";
import { reasonsToHold } from "@/lib/sync/services/hold-back";
import { syncDiff } from "@/lib/sync/services/sync-diff";
import { asks, attribute, contact, plan, question, service } from "@/lib/testing/service-lists";

test.each<[string, { retire: number; stay: number; was: number | null; inStep?: boolean }, string[]]>([
  ["a third of the contacts goes", { retire: 1, stay: 2, was: 3 }, []],
  ["more than a third goes", { retire: 2, stay: 3, was: null }, ["many"]],
  ["the list has lost more than a third", { retire: 1, stay: 5, was: 10 }, ["shrunk"]],
  ["it is the first time", { retire: 0, stay: 1, was: null, inStep: false }, ["first"]],
])("what waits for a person: %s", (_, { retire, stay, was, inStep = true }, reasons) => {
  const contacts = Array.from({ length: retire + stay }, (_one, n) => contact(`S-${n}`, `Service ${n}`));
  const services = contacts.slice(retire).map(({ destination, category }) => service(destination, category));
  const planned = plan(
    services.map((one, n) => (n === 0 ? { ...one, groups: ["Changed"] } : one)),
    contacts,
  );
  expect(reasonsToHold(planned, services.length, { wasInStep: inStep, services: was })).toEqual(reasons);
});

test("where nothing would be changed nobody is asked", () => {
  expect(reasonsToHold(plan([], []), 1, { wasInStep: false, services: 100 })).toEqual([]);
});

test("the differences are told in words, before and after, and their fingerprint tells two of them apart", () => {
  const known = contact("A-1", "Old name", { questions: [question(1, "a")] });
  const of = (name: string) =>
    syncDiff(plan([service("A-1", name, asks(attribute("a", { required: true })))], [known]));
  const { fingerprint, changes, counts } = of("New name");
  expect(changes).toEqual([
    {
      kind: "update",
      contactId: known.id,
      category: "Old name",
      code: "A-1",
      changes: [
        { what: "category", was: "Old name", is: "New name" },
        { what: "Question a, needed", was: "no", is: "yes" },
      ],
    },
  ]);
  expect(counts).toMatchObject({ update: 1, create: 0 });
  expect(of("New name").fingerprint).toBe(fingerprint);
  expect(of("Newer name").fingerprint).not.toBe(fingerprint);
});
