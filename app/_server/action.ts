import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { currentActor } from "@/app/_server/session";
import type { Actor } from "@/lib/actor";
import { type FormState, parseInput, refusal, textValues } from "@/lib/forms";
import { log, withLogContext } from "@/lib/log";
import { translator } from "@/lib/messages";

type Door<Schema extends z.ZodType> = {
  schema: Schema;
  /** How the form becomes what the schema reads; its text fields by name unless told. */
  read?: (form: FormData) => unknown;
  /** Stands above the form when a field is wrong. */
  message?: string;
  /** Calls the verb; answers the path to go to, nothing to stay, or what the form is to show once (`values`). */
  run: (actor: Actor, input: z.output<Schema>, form: FormData) => Promise<string | FormState | undefined>;
};

/**
 * A form's server action, for `useActionState`: FormData → schema → verb → where to go, or the form again with what is wrong and
 * what was typed. Works before and without JavaScript. Next refuses posts that come from other sites.
 */
export function formAction<Schema extends z.ZodType>(door: Door<Schema>) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    const outcome = await attempt(form, async () => {
      const read = door.read ?? textValues;
      const message = door.message ?? translator("refusals")("form");
      const input = parseInput(door.schema, read(form), message);
      return door.run(await currentActor(), input, form);
    });
    if (typeof outcome === "string") {
      // Where it leads may be the page one is on, which the browser would not read again for that.
      refresh();
      redirect(outcome as Route);
    }
    return outcome ?? {};
  };
}

/** The verb's answer, or the refusal as the form shows it. What is no refusal is logged and goes on as an error. */
async function attempt(
  form: FormData,
  work: () => Promise<string | FormState | undefined>,
): Promise<string | FormState | undefined> {
  return withLogContext({ request: crypto.randomUUID() }, async () => {
    try {
      return await work();
    } catch (error) {
      try {
        return refusal(error, form);
      } catch {
        log.error({ err: error }, "a form could not be handled");
        throw error;
      }
    }
  });
}

/** A verb that leaves its form where it is, as a form's `run`. */
export const staying =
  <Input>(verb: (actor: Actor, input: Input) => Promise<void>) =>
  async (actor: Actor, input: Input): Promise<undefined> => {
    await verb(actor, input);
  };
