import { isToBeSent } from "@/lib/delivery/to-be-sent";
import { takesUpdates, type WayFacts } from "@/lib/delivery/updates/way";
import type {
  DeliveryState,
  ReportState,
  SendMethod,
  UpdateOrigin,
  Visibility,
} from "@/prisma/generated/enums";

/** Who of those that write updates is passed on: people here, not a back end, nor this site by itself. */
const passedOnOrigins: readonly UpdateOrigin[] = ["citizen", "reporter", "staff", "questionnaire"];

export type Judged = {
  update: { origin: UpdateOrigin; visibility: Visibility; categoryChange: boolean };
  report: { visibility: Visibility; state: ReportState };
  delivery: WayFacts & {
    state: DeliveryState;
    method: SendMethod;
    firstSentAt: Date | null;
    externalId: string | null;
    customerReference: string | null;
    connection: (NonNullable<WayFacts["connection"]> & { settings: unknown }) | null;
  };
};

/** Why an update does not go to a body; the words stand in the messages `deliveryReasons.update`. */
export type SkipReason = "hidden" | "reportHidden" | "notGoing" | "noReference" | "noWay";

/**
 * What is done about one update for one body that has its report, or is to get it. `none`: it is not for this body at all, so nothing
 * is written down. `held`: it waits until the report is there. The same judgement is passed when the update is made, when its turn
 * comes and when it is looked at again. Source: spec/integration.md 6.1, 6.2; AC-109, AC-110.
 */
export type Decision = { kind: "none" | "due" | "held" } | { kind: "skipped"; reason: SkipReason };

export function decideUpdate({ update, report, delivery }: Judged): Decision {
  if (!passedOnOrigins.includes(update.origin)) return { kind: "none" };
  if (update.categoryChange && !sendsCategoryChanges(delivery.connection)) return { kind: "none" };
  if (update.visibility !== "public") return { kind: "skipped", reason: "hidden" };
  if (report.visibility === "hidden" || report.visibility === "unconfirmed")
    return { kind: "skipped", reason: "reportHidden" };
  // By which way it will go is not known before it has gone.
  if (!hasReport(delivery))
    return mayStillGo(delivery, report) ? { kind: "held" } : { kind: "skipped", reason: "notGoing" };
  if (!takesUpdates(delivery)) return { kind: "none" };
  if (delivery.connection?.method === "open311" && !knownAs(delivery))
    return { kind: "skipped", reason: "noReference" };
  return { kind: "due" };
}

/** While it is sent once more, the body's reference and the way may be about to change. */
const hasReport = ({ state, firstSentAt }: Judged["delivery"]): boolean =>
  state === "sent" || state === "received" || (state === "skipped" && firstSentAt !== null);

/** What was sent before, may be there already or is seen to by a person is not given up, whatever became of the report. */
const mayStillGo = ({ state, firstSentAt }: Judged["delivery"], report: Judged["report"]): boolean =>
  firstSentAt !== null || (state === "due" || state === "held" ? isToBeSent(report) : state !== "skipped");

type Flags = { useCustomerReference?: unknown; sendCategoryChanges?: unknown };

const flagsOf = (connection: { settings: unknown } | null): Flags => (connection?.settings ?? {}) as Flags;

const sendsCategoryChanges = (connection: { settings: unknown } | null): boolean =>
  flagsOf(connection).sendCategoryChanges === true;

/** By which number the back end knows the report, if it told any that it is posted under. */
function knownAs({ externalId, customerReference, connection }: Judged["delivery"]): string | null {
  return externalId || (flagsOf(connection).useCustomerReference === true ? customerReference : null);
}
