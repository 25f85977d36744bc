import { Prisma } from "@/lib/db";

/** It was not the item's fault: the same may succeed the next time. */
export class Passing extends Error {
  override readonly name = "Passing";
}

/** Prisma's codes for a database that is busy, away, or has two transactions in each other's way. */
const passing: ReadonlySet<string> = new Set([
  ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034", "P2037"],
]);

/** PostgreSQL's classes: connection lost, transaction rolled back, resources short, operator's intervention, system error. */
const passingClasses = /"(?:08|40|53|57|58)[0-9A-Z]{3}"/;

/** Whether an error says nothing about what was to be written. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Passing) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return passing.has(error.code) || passingClasses.test(JSON.stringify(error.meta ?? {}));
  }
  return (
    error instanceof Prisma.PrismaClientInitializationError ||
    error instanceof Prisma.PrismaClientRustPanicError
  );
}

/** Does it again when it failed for a passing reason, at most three times in all. */
export async function tryAgain<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 3 || !isPassing(error)) throw error;
      // Two that were in each other's way are not to meet again at once.
      await new Promise((resolve) => setTimeout(resolve, tries * (20 + Math.random() * 80)));
    }
  }
}
