import { sendUpdateBy } from "@/lib/delivery/drivers/registry";
import type { Attempted } from "@/lib/delivery/line";
import type { Outcome, UpdateParcel } from "@/lib/delivery/parcel";
import type { UpdateClaim } from "@/lib/delivery/updates/claim-updates";
import { updateLeases } from "@/lib/delivery/updates/leases";
import { loadUpdateParcel } from "@/lib/delivery/updates/load-update-parcel";
import { failure, settingsOf, words } from "@/lib/delivery/way-settings";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import type { SendMethod } from "@/prisma/generated/enums";

const t = translator("deliveryReasons");

/** Attempts one claimed update, marked as on its way just before it leaves. */
export async function attemptUpdate(claim: UpdateClaim, worker: string): Promise<Attempted<UpdateClaim>> {
  const startedAt = new Date();
  const prepared = prepare(claim);
  if ("kind" in prepared) return { claim, startedAt, outcome: prepared };
  const { row, connection, evenIfPaused } = claim;
  const leased = {
    ...{ id: row.id, attempts: row.attempts, wasUnclear: false },
    connectionId: evenIfPaused ? null : (connection?.id ?? null),
  };
  if (!(await updateLeases.mark({ leased, worker, startedAt }))) {
    await updateLeases.giveBack(leased, worker);
    return { claim, startedAt, outcome: "taken" };
  }
  const { method, parcel, settings } = prepared;
  const outcome = await sendUpdateBy(method, parcel, settings).catch((error) => broken(error, claim));
  return { claim, startedAt, outcome };
}

type Prepared = { method: SendMethod; parcel: UpdateParcel; settings: unknown };

/** What is needed to send, or why it cannot be sent: nothing has left in that case. */
function prepare(claim: UpdateClaim): Prepared | Outcome {
  const { connection, method } = claim;
  try {
    const parcel = loadUpdateParcel(claim);
    // On staging nothing leaves for a real body: the e-mail driver writes to the reporter instead.
    if (env.STAGING) return { method: "email", parcel, settings: {} };
    const settings = connection ? settingsOf(connection) : {};
    return typeof settings === "string" ? failure(settings, true) : { method, parcel, settings };
  } catch (error) {
    log.error({ err: error, updateDeliveryId: claim.row.id }, "update could not be prepared");
    return failure(t("ours", { reason: words(error) }), true);
  }
}

/** A driver that throws has a fault of its own. What left before that may have arrived; asking about a token sends nothing. */
function broken(error: unknown, { row }: UpdateClaim): Outcome {
  log.error({ err: error, updateDeliveryId: row.id }, "passing on an update broke");
  return failure(t("ours", { reason: words(error) }), true, row.token === null);
}
