import type { SettingsOf } from "@/lib/bodies/connection-settings";
import type { Found, Parcel } from "@/lib/delivery/parcel";
import type { Open311Client } from "@/lib/open311/client";
import { findOwn } from "@/lib/open311/find-own";
import { requestsOfWindow } from "@/lib/open311/whole-window";

const day = 24 * 60 * 60_000;

/**
 * Looks in the back end's list of requests for a report that was perhaps taken at `since`. A day is asked for on either side, as
 * clocks and zones of back ends are not to be trusted.
 */
export async function lookUpRequest(
  client: Pick<Open311Client, "requests">,
  parcel: Parcel,
  { lookUp, listDelayMs }: Pick<SettingsOf<"open311">, "lookUp" | "listDelayMs">,
  since: Date,
): Promise<Found> {
  if (lookUp === "none") {
    return { kind: "unknown", reason: "This connection is not set to look reports up.", exchanges: [] };
  }
  const now = Date.now();
  const code = parcel.contact.destination;
  const list = await requestsOfWindow(client, {
    window: {
      start: new Date(since.getTime() - day),
      end: new Date(Math.max(now, since.getTime()) + day),
    },
    statuses: ["open", "closed"],
    // A list of codes is parted by commas, so a code that has one cannot be asked for.
    ...(!code.includes(",") && { serviceCodes: [code] }),
  });
  const { exchanges } = list;
  if (!list.ok) return { kind: "unknown", reason: list.reason, exchanges };
  const own = { reportId: String(parcel.reportId), idField: parcel.contact.idField, url: parcel.url };
  const found = findOwn(list, own, since, parcel.round > 1);
  if (found.kind === "found") return { kind: "found", externalId: found.serviceRequestId, exchanges };
  if (found.kind === "unknown") return { ...found, exchanges };
  if (Math.abs(now - since.getTime()) < listDelayMs) {
    const reason = `It does not list the report yet, but new ones may take ${Math.round(listDelayMs / 1000)} seconds to appear.`;
    return { kind: "unknown", reason, exchanges };
  }
  return { kind: "absent", exchanges };
}
