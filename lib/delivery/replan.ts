import type { EarlierSend } from "@/lib/delivery/act-writes";
import type { Planned } from "@/lib/delivery/plan";
import type { DeliveryState, SendMethod } from "@/prisma/generated/enums";

/** A delivery that a report has already. */
export type Existing = {
  id: number;
  bodyId: number;
  state: DeliveryState;
  method: SendMethod;
  connectionId: number | null;
  /** The body has it, and will tell its reference later. */
  token: string | null;
  previous: unknown;
  /** Not empty where a person decided what became of it. */
  note: string;
};

/** What becomes of one body's delivery when a report's category changes. */
export type Change =
  /** The body has not had it yet, and gets it. */
  | { kind: "add"; planned: Planned }
  /** Not sent yet: it goes the new category's way. */
  | { kind: "reroute"; id: number; planned: Planned }
  /** Sent, but by a way that does not reach whoever does the work now. */
  | { kind: "resend"; id: number; planned: Planned }
  /** Not sent yet, and no longer this body's. */
  | { kind: "drop"; id: number }
  | { kind: "keep"; id: number };

/**
 * Who gets a report after its category has changed, body by body: a body that had no part in it gets it; one that was told by
 * another way than the new category's is told again, by that way; one that has it already is not; one that is no longer concerned
 * keeps what it was sent, and gets nothing more. Source: spec/integration.md 2.9, AC-030, AC-031.
 */
export function replan(existing: readonly Existing[], planned: readonly Planned[]): Change[] {
  const known = new Map(existing.map((delivery) => [delivery.bodyId, delivery]));
  const wanted = new Map(planned.map((plan) => [plan.bodyId, plan]));
  return [
    ...existing.map((delivery) => changeOf(delivery, wanted.get(delivery.bodyId))),
    ...planned
      .filter(({ bodyId }) => !known.has(bodyId))
      .map((plan): Change => ({ kind: "add", planned: plan })),
  ];
}

function changeOf(delivery: Existing, planned: Planned | undefined): Change {
  const { id } = delivery;
  const keep = { kind: "keep", id } as const;
  switch (delivery.state) {
    case "due":
    case "held":
      if (delivery.token !== null) return sentChange(delivery, planned);
      return planned ? { kind: "reroute", id, planned } : { kind: "drop", id };
    case "unclear":
    case "acknowledged":
      // It may be there, or somebody sees to it: not for us to send.
      return planned ? keep : { kind: "drop", id };
    case "skipped":
      // A person's word stands; a body that refused the old category may take the new one.
      return planned && planned.state !== "skipped" && delivery.note === ""
        ? { kind: "reroute", id, planned }
        : keep;
    case "sent":
      return sentChange(delivery, planned);
    default:
      return keep;
  }
}

const sentChange = (delivery: Existing, planned: Planned | undefined): Change =>
  planned && isOtherWay(delivery, planned)
    ? { kind: "resend", id: delivery.id, planned }
    : { kind: "keep", id: delivery.id };

/** Whether the new way reaches somebody whom none of the sends so far has. Waiting and refusing reach nobody. */
function isOtherWay(delivery: Existing, planned: Planned): boolean {
  if (planned.method === "hold" || planned.method === "refused") return false;
  const earlier = (Array.isArray(delivery.previous) ? delivery.previous : []) as EarlierSend[];
  const used = [delivery.method, ...earlier.map(({ method }) => method)];
  return (
    !used.includes(planned.method) ||
    // The same method to another system of the body's.
    (planned.method === delivery.method && planned.connectionId !== delivery.connectionId)
  );
}
