import type { Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { postgresStore } from "@/lib/photos/postgres-store";
import { s3Settings, s3Store } from "@/lib/photos/s3-store";

export type PhotoSize = "full" | "thumb";

/**
 * Where photos' bytes lie, by the hash of the full-size picture. What has the same name has the same bytes, so a second
 * `put` changes nothing. `tx` is the transaction that writes or deletes the row they belong to.
 */
export type PhotoStore = {
  put(tx: Tx, hash: string, size: PhotoSize, bytes: Uint8Array): Promise<void>;
  /** Null when there is nothing by that name. */
  get(hash: string, size: PhotoSize): Promise<Uint8Array | null>;
  remove(tx: Tx, hash: string): Promise<void>;
};

/** An object store when one is configured, else the database: both hosts reach it, and one backup holds all. */
export function photoStore(): PhotoStore {
  const settings = s3Settings(env);
  return settings ? s3Store(settings) : postgresStore;
}
