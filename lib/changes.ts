import { isDeepStrictEqual } from "node:util";
import type { Prisma } from "@/lib/db";

export type Changes = { before: Prisma.InputJsonObject; after: Prisma.InputJsonObject };

/** As JSON would give it back: no keys without a value. */
const tidy = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/**
 * What of a thing really changed, for the audit's before and after; null when nothing did. Only what `after` mentions is looked
 * at; both are plain data without secrets.
 */
export function changesBetween(before: object, after: object): Changes | null {
  const was = before as Record<string, unknown>;
  const changed = Object.entries(after).filter(
    ([key, value]) => value !== undefined && !isDeepStrictEqual(tidy(value), tidy(was[key])),
  );
  if (changed.length === 0) return null;
  return {
    before: tidy(
      Object.fromEntries(changed.map(([key]) => [key, was[key] ?? null])),
    ) as Prisma.InputJsonObject,
    after: tidy(Object.fromEntries(changed)) as Prisma.InputJsonObject,
  };
}
