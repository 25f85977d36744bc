import { publishedReference } from "@/lib/open311/published-reference";
import type { DeliveryState } from "@/prisma/generated/enums";

/** What the public may know of a delivery. */
export type PublicDelivery = {
  state: DeliveryState;
  externalId: string | null;
  customerReference: string | null;
  firstSentAt: Date | null;
  attempts: number;
  body: { name: string };
  connection: { settings: unknown } | null;
};

/** One line of the report page's journey per body; the words stand in the message files. */
export type DeliveryChapter = { body: string } & (
  | { kind: "sent"; minutesLater: number; sentAt: Date; reference: string | null }
  /** On its way: `tried` once an attempt has failed. */
  | { kind: "waiting"; tried: boolean }
  /** The body may have it already; a person looks into it. */
  | { kind: "unclear" }
  | { kind: "held" }
  | { kind: "refused" }
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
      return { body, kind: "sent", minutesLater, sentAt: delivery.firstSentAt, reference };
    }
    switch (delivery.state) {
      case "held":
        return { body, kind: "held" };
      case "skipped":
        return { body, kind: "refused" };
      case "unclear":
      case "acknowledged":
        return { body, kind: "unclear" };
      default:
        return { body, kind: "waiting", tried: delivery.attempts > 0 };
    }
  });
}
