import type { Claim } from "@/lib/delivery/claim";
import { createLeases, type Leased } from "@/lib/delivery/leases";

/** Those on reports' deliveries. */
export const reportLeases = createLeases("Delivery");

const leasedOf = ({ delivery, connection, evenIfPaused, wasUnclear }: Claim): Leased => ({
  ...{ id: delivery.id, attempts: delivery.attempts, wasUnclear },
  connectionId: evenIfPaused ? null : (connection?.id ?? null),
});

type Mark = { claim: Claim; worker: string; startedAt: Date };

/** Says, just before a report leaves, that it is on its way; false when nothing may leave. */
export const markInFlight = ({ claim, ...mark }: Mark): Promise<boolean> =>
  reportLeases.mark({ leased: leasedOf(claim), ...mark });

/** Gives back a claim that nothing was done with, as if it had never been. */
export const giveBack = (claim: Claim, worker: string): Promise<void> =>
  reportLeases.giveBack(leasedOf(claim), worker);
