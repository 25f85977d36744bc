import { z } from "zod";
import { RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { oneLine, severalLines } from "@/lib/plain-text";

const t = translator("deliveryActions");

/** Why, for colleagues; may be empty where the action does not need it (`needsNote`). */
export const Note = z
  .string()
  .transform(severalLines)
  .pipe(z.string().max(1000, t("refused.noteLong")))
  .default("");

/** A note that must be given. */
export const RequiredNote = z
  .string({ error: t("refused.note") })
  .transform(severalLines)
  .pipe(z.string().min(1, t("refused.note")).max(1000, t("refused.noteLong")));

/** The body's own reference; empty = none is known. */
export const Reference = z
  .string()
  .transform(oneLine)
  .pipe(z.string().max(100, t("refused.referenceLong")))
  .nullish()
  .transform((text) => text || null);

export const ActOnDelivery = z.object({ deliveryId: RowId, note: Note });
export const ExplainedAct = z.object({ deliveryId: RowId, note: RequiredNote });
export const MarkAsSent = ExplainedAct.extend({ reference: Reference });
export const EditReference = ActOnDelivery.extend({ reference: Reference });
export const ResolveUnclear = ActOnDelivery.extend({
  arrived: z.union([z.boolean(), z.enum(["yes", "no"]).transform((word) => word === "yes")]),
  reference: Reference,
});
export const SendOnceAs = ActOnDelivery.extend({
  contactId: RowId,
});

export type ActOnDelivery = z.input<typeof ActOnDelivery>;
export type ExplainedAct = z.input<typeof ExplainedAct>;
export type MarkAsSent = z.input<typeof MarkAsSent>;
export type EditReference = z.input<typeof EditReference>;
export type ResolveUnclear = z.input<typeof ResolveUnclear>;
export type SendOnceAs = z.input<typeof SendOnceAs>;
