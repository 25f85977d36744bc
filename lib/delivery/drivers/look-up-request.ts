import type { SettingsOf } from "@/lib/bodies/connection-settings";
import type { Found, Parcel } from "@/lib/delivery/parcel";
import type { Open311Client } from "@/lib/open311/client";
import { findOwn, type OwnFound } from "@/lib/open311/find-own";
import { requestsOfWindow } from "@/lib/open311/whole-window";
import type { Exchange } from "@/lib/open311/wire";

const day = 24 * 60 * 60_000;

/**
 * Looks in the back end's list of requests for a report that was perhaps taken at `since`. A day is asked for on either side, as
 * clocks and zones of back ends are not to be trusted; first in the category's own service, and before it is called absent in all of
 * them, as it may have been another category then.
 */
export async function lookUpRequest(
  client: Pick<Open311Client, "requests">,
  parcel: Parcel,
  { lookUp, listDelayMs }: Pick<SettingsOf<"open311">, "lookUp" | "listDelayMs">,
  since: Date,
): Promise<Found> {
  const exchanges: Exchange[] = [];
  if (lookUp === "none") {
    return { kind: "unknown", reason: "This connection is not set to look reports up.", exchanges };
  }
  const now = Date.now();
  const window = {
    start: new Date(since.getTime() - day),
    end: new Date(Math.max(now, since.getTime()) + day),
  };
  const own = { reportId: String(parcel.reportId), idField: parcel.contact.idField, url: parcel.url };

  async function among(serviceCodes: string[]): Promise<OwnFound> {
    const list = await requestsOfWindow(client, { window, statuses: ["open", "closed"], serviceCodes });
    exchanges.push(...list.exchanges);
    if (!list.ok) return { kind: "unknown", reason: list.reason };
    const rows = list.rows.filter(({ serviceRequestId: id }) => !parcel.earlier.includes(id));
    return findOwn({ ...list, rows }, own, since, parcel.round - 1 > parcel.earlier.length);
  }

  const code = parcel.contact.destination.trim();
  // A list of codes is parted by commas, so a code that has one cannot be asked for.
  const narrow = code.includes(",") ? null : await among([code]);
  const found = narrow && narrow.kind !== "absent" ? narrow : await among([]);
  if (found.kind === "found") return { kind: "found", externalId: found.serviceRequestId, exchanges };
  if (found.kind === "unknown") return { ...found, exchanges };
  if (Math.abs(now - since.getTime()) < listDelayMs) {
    const reason = `It does not list the report yet, but new ones may take ${Math.round(listDelayMs / 1000)} seconds to appear.`;
    return { kind: "unknown", reason, exchanges };
  }
  return { kind: "absent", exchanges };
}
