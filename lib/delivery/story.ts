import { publishedReference } from "@/lib/open311/published-reference";
import type { DeliveryState, SendMethod } from "@/prisma/generated/enums";

/** What the public may know of a delivery. */
export type PublicDelivery = {
  state: DeliveryState;
  method: SendMethod;
  externalId: string | null;
  customerReference: string | null;
  firstSentAt: Date | null;
  attempts: number;
  body: { name: string };
  /** What is said while nobody is at the body and nobody was since it was sent; null otherwise. */
  closed: string | null;
  connection: { settings: unknown } | null;
};

/** One line of the report page's journey per body; the words stand in the message files. */
export type DeliveryChapter = { body: string } & (
  | { kind: "sent"; minutesLater: number; sentAt: Date; reference: string | null; closed: string | null }
  /** On its way: `tried` once an attempt has failed. */
  | { kind: "waiting"; tried: boolean }
  /** The body may have it already; a person looks into it. */
  | { kind: "unclear" }
  /** Something stands in the way; a person knows. */
  | { kind: "stuck" }
  | { kind: "held" }
  /** The body takes no such reports. */
  | { kind: "refused" }
  /** Somebody decided that it is not for this body. */
  | { kind: "dropped" }
  /** Born in the body's own system. */
  | { kind: "own"; reference: string | null }
);

/**
 * What became of a report, body by body. Which reference is shown is the connection's choice: the body's own, the
 * customer reference it told us, or our report number.
 */
export function deliveryStory(
  report: { id: number; confirmedAt: Date },
  deliveries: readonly PublicDelivery[],
): DeliveryChapter[] {
  return deliveries.map((delivery): DeliveryChapter => {
    const body = delivery.body.name;
    const reference = publishedReference(report.id, delivery);
    if (delivery.state === "received") return { body, kind: "own", reference };
    if (delivery.firstSentAt) {
      const minutesLater = Math.max(
        0,
        Math.round((delivery.firstSentAt.getTime() - report.confirmedAt.getTime()) / 60_000),
      );
      return {
        ...{ body, kind: "sent", minutesLater, sentAt: delivery.firstSentAt, reference },
        closed: delivery.closed,
      };
    }
    switch (delivery.state) {
      case "held":
        return { body, kind: "held" };
      case "skipped":
        return { body, kind: delivery.method === "refused" ? "refused" : "dropped" };
      case "unclear":
        return { body, kind: "unclear" };
      case "acknowledged":
        return { body, kind: "stuck" };
      default:
        return { body, kind: "waiting", tried: delivery.attempts > 0 };
    }
  });
}
