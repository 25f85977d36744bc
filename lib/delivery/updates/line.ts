import type { Line } from "@/lib/delivery/line";
import { attemptUpdate } from "@/lib/delivery/updates/attempt-update";
import { claimUpdates, type UpdateClaim } from "@/lib/delivery/updates/claim-updates";
import { updateLeases } from "@/lib/delivery/updates/leases";
import { recordUpdate } from "@/lib/delivery/updates/record-updates";

/** Updates on their way to bodies that have their reports; each is a call of its own. */
export const updateLine: Line<UpdateClaim> = {
  leases: updateLeases,
  async claim(worker, now, options) {
    const { claims, ...claimed } = await claimUpdates(worker, now, options);
    return { ...claimed, groups: claims.map((claim) => [claim]) };
  },
  attempt: (group, worker) => Promise.all(group.map((claim) => attemptUpdate(claim, worker))),
  record: recordUpdate,
  rowOf: ({ row }) => row.id,
  wayOf: ({ connection }) => connection,
  about: ({ row, method }) => ({ updateDeliveryId: row.id, updateId: row.updateId, method }),
};
