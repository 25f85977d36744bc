import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/db";
import type { ReportEvent, UpdateEvent } from "@/lib/event-names";
import { enqueue } from "@/lib/queue";

export type Happening =
  | { event: ReportEvent; reportId: number }
  /** `gone`: the update is deleted in this transaction, so that its row cannot be referred to. */
  | { event: UpdateEvent; reportId: number; updateId: number; gone?: boolean };

/** Lets the webhooks that listen know of one thing that happened; see `announceAll`. */
export const announce = (tx: Tx, happening: Happening): Promise<void> => announceAll(tx, [happening]);

/**
 * Lets webhooks know what happened, in the transaction in which it does: for each that listens to the event, and whose body has the
 * report, a row that will be sent. What may not be seen when this is called makes no row, but for `hidden`, of which the caller knows
 * that it was public. Called last, when visibility, state and deliveries stand in their rows.
 *
 * Three statements, however many; where there is no webhook a single one that looks at nothing.
 */
export async function announceAll(tx: Tx, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0 || !(await isHeard(tx))) return;
  const events = happenings.map((happening, n) => ({
    ...{ n, id: randomUUID(), event: happening.event, report: happening.reportId },
    update: "updateId" in happening ? happening.updateId : null,
    gone: "gone" in happening && happening.gone === true,
    hidden: happening.event === "report.hidden" || happening.event === "update.hidden",
  }));
  const told = await tx.$executeRaw`
    insert into "WebhookDelivery" ("webhookId", event, "eventId", "reportId", "updateId", history)
    select w.id, e.event, e.id, e.report, case when not e.gone then e.update end,
      case when e.gone then jsonb_build_array(jsonb_build_object('gone', jsonb_build_object('updateId', e.update))) else '[]' end
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      as e(n int, id uuid, event text, report int, update int, gone boolean, hidden boolean)
    join "Webhook" w on e.event = any(w.events)
    where (w."bodyId" is null
        or exists (select from "Delivery" d where d."reportId" = e.report and d."bodyId" = w."bodyId"))
      and (e.event = 'report.hidden'
        or exists (select from "Report" r where r.id = e.report and r.visibility = 'public'))
      and (e.update is null or e.hidden
        or exists (select from "Update" u where u.id = e.update and u.visibility = 'public' and u."confirmedAt" is not null))
    order by e.n, w.id`;
  // Without a key: whoever announces waits for nobody else who does.
  if (told > 0) await enqueue(tx, "send-webhooks", {});
}

/** By itself, as planning the other statement costs more than most installations, which have no webhook, should pay each time. */
async function isHeard(tx: Tx): Promise<boolean> {
  const some = await tx.$queryRaw<unknown[]>`select 1 from "Webhook" limit 1`;
  return some.length > 0;
}
