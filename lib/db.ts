import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { Prisma, PrismaClient } from "@/prisma/generated/client";

export { Prisma };

/** Somebody else's transaction: a function that takes it first neither opens nor commits one. */
export type Tx = Prisma.TransactionClient;

function connect(): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env.DATABASE_URL,
      max: env.DATABASE_POOL,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
    }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}

// Next reloads modules in development; the pool stays.
const store = globalThis as { mendlineDb?: PrismaClient | undefined };

/** The database, connected when first used, so that a build needs none. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get(_, name) {
    store.mendlineDb ??= connect();
    const value = Reflect.get(store.mendlineDb, name) as unknown;
    return typeof value === "function" ? value.bind(store.mendlineDb) : value;
  },
});

/** Closes every connection, so that a process can end. */
export async function disconnect(): Promise<void> {
  await store.mendlineDb?.$disconnect();
  store.mendlineDb = undefined;
}

/** True when the database refused a second row of something that must be unique, on these columns if given. */
export function isUniqueViolation(error: unknown, ...columns: string[]): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const told = JSON.stringify(error.meta ?? {});
  // P2010: a statement of our own, of which only PostgreSQL's code is told.
  if (error.code !== "P2002" && !(error.code === "P2010" && told.includes('"23505"'))) return false;
  return columns.every((column) => told.includes(column));
}

/** Words to search for as they are: PostgreSQL, and so Prisma's `contains`, takes `%` and `_` for "anything". */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
