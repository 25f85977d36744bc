import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import type { ServiceRequest } from "@/lib/open311/documents";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeUser,
} from "@/lib/testing/factories";

let last = 0;
const fresh = (what: string): string => `${what}-${++last}`;

/** A body that covers the demo town, whose back end's own problems are read, with a contact for the service code `KRB-7`. */
export async function makeImporting(settings: object = {}) {
  const area = await makeArea();
  const user = await makeUser();
  const body = await makeBody({ areas: [area], updatesUserId: user.id });
  const connection = await makeConnection({
    ...{ bodyId: body.id, asDefault: true, method: "open311", sendUpdates: true },
    ...packSettings("open311", { endpoint: "https://council.example/v2", ...settings }),
  });
  const category = await makeCategory();
  const contact = await makeContact({ bodyId: body.id, categoryId: category.id, destination: "KRB-7" });
  return { area, user, body, connection, category, contact };
}
export type Importing = Awaited<ReturnType<typeof makeImporting>>;

/** A request in the middle of the town, made at eight and changed half an hour later, of the code `KRB-7`. */
export function makeRequest(more: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    ...{ serviceRequestId: fresh("R"), status: "open", serviceCode: "KRB-7", serviceName: "Kerbs" },
    ...{ description: "Kerb is loose.", lat: 54.6, long: 2.3, mediaUrls: [], extras: {} },
    requestedDatetime: new Date("2026-05-12T08:00:00Z"),
    updatedDatetime: new Date("2026-05-12T08:30:00Z"),
    ...more,
  };
}

/** What stands of a request that was taken in. */
export const importedAs = (
  body: { id: number },
  { serviceRequestId }: Pick<ServiceRequest, "serviceRequestId">,
) =>
  db.delivery.findUnique({
    where: { bodyId_externalId: { bodyId: body.id, externalId: serviceRequestId } },
    include: { report: { include: { areas: true, mediaFetches: true, updates: true, alerts: true } } },
  });
