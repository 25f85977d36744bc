import { db } from "@/lib/db";
import { translator } from "@/lib/messages";

/**
 * Pulls that a lost worker left running are over as soon as its lease is: whoever looks sees at once that they were cut off, and not
 * only when it is the connection's turn again.
 * @returns how many
 */
export const endLostPolls = (): Promise<number> =>
  // By the database's clock, as leases are.
  db.$executeRaw`
    update "Poll" p set state = 'failed', error = ${translator("pulls")("failed.cutOff")}
    from "Watermark" w
    where p."connectionId" = w."connectionId" and p.kind = w.kind and p.state = 'running' and p.trigger <> 'push'
      and (w."leasedUntil" is null or w."leasedUntil" < now())`;
