"use server";

import { z } from "zod";
import { formAction, staying } from "@/app/_server/action";
import { RowId } from "@/lib/form-fields";
import { timeZone } from "@/lib/locale";
import { parseDate } from "@/lib/open311/dates";
import { AskNow, askNow, askWindow } from "@/lib/sync/pull/ask";

export const readNow = formAction({ schema: AskNow, run: staying(askNow) });

/** Browsers send times without a zone: they are meant by the site's clock. What is no time stays as it is, for the verb to refuse. */
const Moment = z
  .string()
  .default("")
  .transform((text) => parseDate(text, timeZone)?.toISOString() ?? text);

export const readWindow = formAction({
  schema: z.object({ connectionId: RowId, kind: AskNow.shape.kind, start: Moment, end: Moment }),
  run: staying(askWindow),
});
