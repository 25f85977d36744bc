import { z } from "zod";

/** What of an update's `extra` matters to a body; everything else in it is somebody else's. */
const Extra = z.looseObject({
  /** It tells that the report was put into another category. */
  categoryChange: z.boolean().default(false).catch(false),
  title: z.string().default("").catch(""),
  first_name: z.string().default("").catch(""),
  last_name: z.string().default("").catch(""),
  email_alerts_requested: z.unknown().optional(),
});

const read = (extra: unknown) => Extra.parse(typeof extra === "object" && extra !== null ? extra : {});

export const categoryChangeOf = (extra: unknown): boolean => read(extra).categoryChange;

/** The form of address and the names that the author gave, where the form asked for them. Source: spec/integration.md 6.4. */
export function personalOf(extra: unknown) {
  const { title, first_name, last_name, email_alerts_requested: wants } = read(extra);
  if (!title) return null;
  const wantsAlerts = wants === true || ["1", "true", "on"].includes(String(wants).toLowerCase());
  return { title, firstName: first_name, lastName: last_name, wantsAlerts };
}

/** Further answers that the form asked for, each sent as an attribute of its name: `fms_extra_x` as `x`. */
export function answersOf(extra: unknown): { code: string; value: string }[] {
  return Object.entries(read(extra)).flatMap(([code, value]) =>
    code.startsWith("fms_extra_") && ["string", "number", "boolean"].includes(typeof value)
      ? [{ code, value: String(value) }]
      : [],
  );
}
