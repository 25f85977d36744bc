import type { z } from "zod";
import type { connectionSettings } from "@/lib/bodies/connection-settings";
import { emailDriver } from "@/lib/delivery/drivers/email";
import { open311Driver } from "@/lib/delivery/drivers/open311";
import { blackholeDriver, holdDriver, refusedDriver, triageDriver } from "@/lib/delivery/drivers/quiet";
import { webhookDriver } from "@/lib/delivery/drivers/webhook";
import type { Driver, Outcome, Parcel } from "@/lib/delivery/parcel";
import type { SendMethod } from "@/prisma/generated/enums";

type Settings<Method extends SendMethod> = z.output<(typeof connectionSettings)[Method]["schema"]>;

/** Every send method and what does it. A method that is added is one file, its settings schema and one line here. */
const drivers = {
  email: emailDriver,
  open311: open311Driver,
  webhook: webhookDriver,
  hold: holdDriver,
  refused: refusedDriver,
  blackhole: blackholeDriver,
  triage: triageDriver,
} satisfies { [Method in SendMethod]: Driver<Settings<Method>> };

/** Sends by a method, with settings that its own schema has read. */
export function sendBy(method: SendMethod, parcel: Parcel, settings: unknown): Promise<Outcome> {
  // Method and settings come from one connection row, and the schema of that method parsed them.
  return (drivers[method] as Driver<unknown>).send(parcel, settings);
}
