import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import type { ServiceAttribute } from "@/lib/open311/documents";
import { syncServices } from "@/lib/sync/services/sync-services";
import type { Council } from "@/lib/testing/council";
import type { CouncilService } from "@/lib/testing/council/services";
import { makeBody, makeConnection, makeContact } from "@/lib/testing/factories";

let last = 0;
/** Names of categories are everybody's. */
export const mark = (): number => ++last;

/** One of the fake council's. */
export const offered = (
  serviceCode: string,
  serviceName: string,
  more: Partial<CouncilService> = {},
): CouncilService => ({
  serviceCode,
  serviceName,
  keywords: [],
  groups: [],
  attributes: [],
  ...more,
});
export const asking = (
  code: string,
  description: string,
  more: Partial<ServiceAttribute> = {},
): ServiceAttribute => ({
  variable: true,
  code,
  description,
  datatype: "string",
  required: false,
  order: 1,
  values: [],
  ...more,
});

/** A body whose categories follow the council's list; `settled`: they have been in step before. */
export async function following(
  council: Council,
  settings: object = {},
  { settled = true, ...columns }: { settled?: boolean; pausedAt?: Date } = {},
) {
  const body = await makeBody();
  const connection = await makeConnection({
    bodyId: body.id,
    asDefault: true,
    method: "open311",
    syncServices: true,
    ...packSettings("open311", {
      endpoint: council.url,
      apiKey: council.apiKey,
      timeoutMs: 10_000,
      ...settings,
    }),
    ...columns,
  });
  if (settled) {
    const inStep = { connectionId: connection.id, kind: "services" as const, readUpTo: new Date() };
    await db.watermark.create({ data: inStep });
  }
  const contact = async (destination: string, name: string, more: object = {}) => {
    const category = await db.category.upsert({ where: { name }, update: {}, create: { name } });
    return makeContact({ bodyId: body.id, categoryId: category.id, destination, ...more });
  };
  const sync = () => syncServices({ connectionId: connection.id, now: new Date(), worker: "w" });
  return { body, connection, contact, sync };
}

export const contactsOf = async (bodyId: number) =>
  (
    await db.contact.findMany({
      where: { bodyId },
      orderBy: { id: "asc" },
      include: { category: true, questions: { orderBy: { order: "asc" } } },
    })
  ).map(({ category, ...contact }) => ({ ...contact, category: category.name }));
export const entriesOf = (bodyId: number) =>
  db.auditEntry.findMany({ where: { bodyId, contactId: { not: null } }, orderBy: { id: "asc" } });
export const pollsOf = (connectionId: number) =>
  db.poll.findMany({ where: { connectionId, kind: "services" }, orderBy: { id: "asc" } });
export const markOf = (connectionId: number) =>
  db.watermark.findUniqueOrThrow({ where: { connectionId_kind: { connectionId, kind: "services" } } });
