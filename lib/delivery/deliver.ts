import type { Delivered } from "@/lib/delivery/line";
import { reportLine } from "@/lib/delivery/report-line";
import { Sender } from "@/lib/delivery/sender";

type Options = {
  worker: string;
  now?: Date;
  /** Also before its time: a person asked for it. */
  early?: boolean;
  /** Also through a pause: a person wants exactly this one sent. */
  evenIfPaused?: boolean;
};

/**
 * Attempts one delivery, in the same way as everything that is due is sent: claim with a lease, parcel, driver, record; one commit per
 * step that others must know of, so that a crash at any point loses nothing and sends nothing twice.
 */
export async function deliver(
  deliveryId: number,
  { worker, now = new Date(), early = false, evenIfPaused = false }: Options,
): Promise<Delivered> {
  let delivered: Delivered = "taken";
  const sender = new Sender(reportLine, {
    worker,
    wanted: { ids: [deliveryId], early, evenIfPaused },
    now: () => now,
    onDelivered: (id, outcome) => {
      if (id === deliveryId) delivered = outcome;
    },
  });
  sender.wake();
  await sender.idle();
  return delivered;
}
