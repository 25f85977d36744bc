"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { type DryRun, dryRun } from "@/lib/delivery/dry-run";
import { type ConnectionTrial, tryConnection } from "@/lib/delivery/try-connection";
import { orNull, RowId } from "@/lib/form-fields";
import type { FormState } from "@/lib/forms";
import { translator } from "@/lib/messages";

export type TrialState = FormState & { trial?: ConnectionTrial };
export type DryRunState = FormState & { dryRun?: DryRun };

/** Tries a connection and answers what came of each step. */
export async function tryOne(previous: TrialState, form: FormData): Promise<TrialState> {
  let trial: ConnectionTrial | undefined;
  const send = formAction({
    schema: z.object({ connectionId: RowId }),
    run: async (actor, input) => {
      trial = await tryConnection(actor, input);
      return undefined;
    },
  });
  const state = await send(previous, form);
  return trial ? { trial } : state;
}

const badNumber = translator("adminConnections")("dry.badNumber");

/** Answers what would be sent for a sample, a contact's sample (`contactId`) or a report (`reportId`). */
export async function dryRunOne(previous: DryRunState, form: FormData): Promise<DryRunState> {
  let shown: DryRun | undefined;
  const send = formAction({
    schema: z.object({
      connectionId: RowId,
      contactId: orNull(RowId),
      reportId: orNull(
        z.coerce
          .number({ error: badNumber })
          .int(badNumber)
          .positive(badNumber)
          .max(2_147_483_647, badNumber),
      ),
    }),
    run: async (actor, { connectionId, contactId, reportId }) => {
      shown = await dryRun(actor, {
        connectionId,
        ...(contactId !== null && { contactId }),
        ...(reportId !== null && { reportId }),
      });
      return undefined;
    },
  });
  const state = await send(previous, form);
  return shown ? { dryRun: shown } : state;
}
