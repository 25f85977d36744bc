import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseDocument } from "@/lib/open311/read/document";
import { readDefinition, readServices } from "@/lib/open311/read/services";
import { decodeBody } from "@/lib/open311/read/text";
import { planSync } from "@/lib/sync/services/plan-sync";
import type { ServiceList } from "@/lib/sync/services/service-list";
import { syncDiff } from "@/lib/sync/services/sync-diff";
import type { KnownContact, SyncPlan } from "@/lib/sync/services/sync-plan";

// Lists of real cities. They are not ours to copy, so they lie beside the checkout, or nowhere.
const folder = path.resolve(import.meta.dirname, "../../../../shared/fixtures/open311/cities");
const why = existsSync(folder) ? "" : " (skipped: no recorded answers beside this checkout)";
const recorded = test.skipIf(why !== "");

const load = (name: string) => {
  const text = decodeBody(readFileSync(path.join(folder, name)), null);
  const document = parseDocument(text.replace(/^HTTP\/1\.1[^<[{]*/, ""));
  if (!document) throw new Error(`${name} cannot be parsed`);
  return document;
};

function listOf(name: string): ServiceList {
  const read = readServices(load(name));
  const services =
    read?.rows.map((service) => ({ ...service, definition: { kind: "unsaid" as const } })) ?? [];
  return { services, unread: [] };
}

/** The contacts as they are once a plan was carried out. */
const carriedOut = ({ changes }: SyncPlan): KnownContact[] =>
  changes.flatMap(({ kind, fields, questions }, id): KnownContact[] => {
    if (kind !== "create") return [];
    const asked = (questions ?? []).map((question, place) => ({ ...question, id: place }));
    const fresh = { id, version: String(id), ours: true, protected: false, idField: "fixmystreet_id" };
    return [{ ...fields, ...fresh, stateBeforeRetired: null, questions: asked }];
  });

const usual = { useGroups: true, neverRetire: false };

recorded.each(["dc-services.xml", "san_francisco_services.xml", "service_list.json", "services_giessen.xml"])(
  `every service of %s is accounted for, and the second time nothing is to be done${why}`,
  (name) => {
    const list = listOf(name);
    const first = planSync(list, [], usual);
    expect(list.services.length).toBeGreaterThan(0);
    expect(first.changes.length + first.left.length).toBe(list.services.length);
    expect(syncDiff(first).counts).toMatchObject({ create: first.changes.length, left: first.left.length });
    const contacts = carriedOut(first);
    const second = planSync(list, contacts, usual);
    expect(second.changes).toEqual([]);
    expect(second.unchanged.length + second.left.length).toBe(list.services.length);
  },
);

recorded(`what a real service asks becomes questions that stay as they are${why}`, () => {
  const definition = readDefinition(load("dc-services-S0301.xml"), "S0301");
  const attributes = definition?.attributes ?? [];
  expect(attributes.length).toBeGreaterThan(0);
  const asking = { kind: "read", attributes, unread: 0 } as const;
  const [service] = listOf("dc-services.xml").services;
  if (!service) throw new Error("The list has a service.");
  const list = { services: [{ ...service, definition: asking }], unread: [] };
  const first = planSync(list, [], usual);
  expect(first.changes[0]?.questions?.length).toBe(attributes.length - first.remarks.length);
  expect(planSync(list, carriedOut(first), usual).changes).toEqual([]);
});
