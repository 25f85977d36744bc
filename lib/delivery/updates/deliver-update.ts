import type { Delivered } from "@/lib/delivery/line";
import { Sender } from "@/lib/delivery/sender";
import { updateLine } from "@/lib/delivery/updates/line";

type Options = {
  worker: string;
  now?: Date;
  /** Also before its time: a person asked for it. */
  early?: boolean;
  /** Also through a pause: a person wants exactly this one sent. */
  evenIfPaused?: boolean;
};

/** Attempts to pass on exactly one update to one body, as everything that is due is; never before an earlier one of its report. */
export async function deliverUpdate(
  updateDeliveryId: number,
  { worker, now = new Date(), early = false, evenIfPaused = false }: Options,
): Promise<Delivered> {
  let delivered: Delivered = "taken";
  const sender = new Sender(updateLine, {
    worker,
    wanted: { ids: [updateDeliveryId], early, evenIfPaused, notTriedSince: new Date() },
    now: () => now,
    onDelivered: (_, outcome) => {
      delivered = outcome;
    },
  });
  sender.wake();
  await sender.idle();
  return delivered;
}
