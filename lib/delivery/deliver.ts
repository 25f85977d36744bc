import { readSettings } from "@/lib/bodies/connections";
import { type Claim, claimDelivery, markInFlight, type NotClaimed, whileLeased } from "@/lib/delivery/claim";
import { sendBy } from "@/lib/delivery/drivers/registry";
import { loadParcel } from "@/lib/delivery/load-parcel";
import type { Outcome } from "@/lib/delivery/parcel";
import { type Recorded, recordOutcome } from "@/lib/delivery/record";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

export type Delivered = Recorded | NotClaimed;

/**
 * Attempts one delivery: claim with a lease, parcel, driver, record; one commit per step that others must know
 * of, so that a crash at any point loses nothing and sends nothing twice. The only writer of a delivery's outcome.
 */
export async function deliver(
  deliveryId: number,
  { worker, now = new Date(), early = false }: { worker: string; now?: Date; early?: boolean },
): Promise<Delivered> {
  const claim = await claimDelivery(deliveryId, worker, now, { early });
  if (typeof claim === "string") return claim;
  const startedAt = new Date();
  const outcome = await whileLeased(deliveryId, worker, () => attempt(claim, worker));
  if (outcome === "taken") return outcome;
  const recorded = await recordOutcome(claim, outcome, { worker, startedAt });
  log.info(
    { deliveryId, reportId: claim.delivery.reportId, method: claim.method, outcome: recorded },
    "delivery attempted",
  );
  return recorded;
}

async function attempt(
  { delivery, contact, connection, method }: Claim,
  worker: string,
): Promise<Outcome | "taken"> {
  if (!contact) {
    const reason = `${delivery.body.name} has no contact for the category “${delivery.report.category.name}”.`;
    return { kind: "failed", reason, retry: false, ambiguous: false };
  }
  let left = false;
  try {
    const parcel = loadParcel({ ...delivery }, contact);
    const settings = connection ? readSettings(connection) : {};
    // On staging nothing leaves for a real body: the e-mail driver writes to the reporter instead.
    const [way, told] =
      env.STAGING && method !== "refused" ? (["email", {}] as const) : ([method, settings] as const);
    // Asking for the id behind a token sends nothing, and may be done again at any time.
    if (!delivery.token && !(await markInFlight(delivery, worker))) return "taken";
    left = !delivery.token;
    return await sendBy(way, parcel, told);
  } catch (error) {
    log.error({ err: error, deliveryId: delivery.id }, "delivery broke");
    const reason = `Something went wrong on our side: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: "failed", reason, retry: true, ambiguous: left };
  }
}
