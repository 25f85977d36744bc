import { z } from "zod";
import { accentContrast, leastContrast, nearestReadable } from "@/lib/bodies/accent";
import { translator } from "@/lib/messages";

const t = translator("adminBodies");

/** A body's theme as its row keeps it; without an accent it looks as the site does. */
export const Theme = z.object({
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, t("faults.color"))
    .superRefine((accent, context) => {
      if (!/^#[0-9a-f]{6}$/.test(accent) || accentContrast(accent) >= leastContrast) return;
      const message = t("faults.contrast", {
        contrast: accentContrast(accent).toFixed(1),
        least: leastContrast,
        nearest: nearestReadable(accent),
      });
      context.addIssue({ code: "custom", message });
    })
    .optional(),
});
export type Theme = z.infer<typeof Theme>;

/** A body's row to its accent; null where it has none, or one that was never checked. */
export function accentOf(theme: unknown): string | null {
  return Theme.safeParse(theme).data?.accent ?? null;
}
