import { z } from "zod";
import { DeliveryState, SendMethod } from "@/prisma/generated/enums";

/** Every state of a delivery, those that a person may have to see to first. */
export const deliveryStates = [
  "unclear",
  "due",
  "sending",
  "held",
  "acknowledged",
  "sent",
  "skipped",
  "received",
] as const satisfies readonly DeliveryState[];

/** What the list shows unless told otherwise: what is under way or needs a person. */
export const openStates = ["unclear", "due", "sending", "held"] as const satisfies readonly DeliveryState[];

/** In which of the states the last attempt may have failed without anything being settled. */
export const failingStates = [
  "unclear",
  "due",
  "sending",
  "acknowledged",
] as const satisfies readonly DeliveryState[];

/** An address may carry anything: what it says wrongly is taken for not said. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const id = lenient(z.coerce.number().int().positive().max(2_147_483_647));
const day = lenient(z.iso.date());

export const deliverySorts = ["-id", "id", "due", "-due"] as const;

/** Which deliveries a list, an export or a bulk action is about; the parameters of its address. */
export const DeliveryFilter = z.object({
  /** One state, or `all`; absent = `openStates`. */
  state: lenient(z.enum([...Object.values(DeliveryState), "all"])),
  body: id,
  connection: id,
  category: id,
  method: lenient(z.enum(SendMethod)),
  /** Only what was tried and did not arrive. */
  failing: lenient(z.literal("1")),
  /** The first and the last day, on the site's clock, on which it was planned. */
  since: day,
  until: day,
});
export type DeliveryFilter = z.output<typeof DeliveryFilter>;

export const DeliveryQuery = DeliveryFilter.extend({
  sort: z.enum(deliverySorts).default("-id").catch("-id"),
  cursor: z.string().optional(),
});
export type DeliveryQuery = z.output<typeof DeliveryQuery>;

/** The states that a filter asks for. */
export function statesOf({ state, failing }: DeliveryFilter): DeliveryState[] {
  const asked: readonly DeliveryState[] =
    state === "all" ? deliveryStates : state ? [state] : failing ? failingStates : openStates;
  const may: readonly DeliveryState[] = failing ? failingStates : asked;
  return asked.filter((one) => may.includes(one));
}
