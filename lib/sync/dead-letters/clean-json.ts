import type { Prisma } from "@/lib/db";

/** A value that came from outside as JSON that PostgreSQL can keep: it knows no NUL, and no halves of characters. */
export function cleanJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === "string" ? one.replace(/\p{Surrogate}|\0/gu, "\ufffd") : one,
  ) as Prisma.InputJsonObject;
}
