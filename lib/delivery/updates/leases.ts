import { createLeases } from "@/lib/delivery/leases";

/** Those on updates on their way. */
export const updateLeases = createLeases("UpdateDelivery");
