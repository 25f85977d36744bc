import { attempt } from "@/lib/delivery/attempt";
import { type Claim, claimDeliveries } from "@/lib/delivery/claim";
import { reportLeases } from "@/lib/delivery/lease";
import type { Line } from "@/lib/delivery/line";
import { recordOutcome } from "@/lib/delivery/record";
import { groupClaims } from "@/lib/delivery/together";

/** Reports on their way to bodies. */
export const reportLine: Line<Claim> = {
  leases: reportLeases,
  async claim(worker, now, options) {
    const { claims, ...claimed } = await claimDeliveries(worker, now, options);
    return { ...claimed, groups: groupClaims(claims) };
  },
  attempt,
  record: async (attempted) => ({ recorded: await recordOutcome(attempted), more: false }),
  rowOf: ({ delivery }) => delivery.id,
  wayOf: ({ connection }) => connection,
  about: ({ delivery, method }) => ({ deliveryId: delivery.id, reportId: delivery.reportId, method }),
};
