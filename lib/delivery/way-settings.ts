import { ZodError } from "zod";
import { readSettings } from "@/lib/bodies/connections";
import type { Connection } from "@/lib/delivery/decide-claim";
import type { Outcome } from "@/lib/delivery/parcel";
import { translator } from "@/lib/messages";

const t = translator("deliveryReasons");

/** Settings as they were read last, by connection: reading decrypts and checks, and a flood of reports has the same ones. */
const read = new Map<number, { from: string; settings: object }>();

/** A connection's settings, or what is wrong with them. */
export function settingsOf(connection: Connection): object | string {
  const from = JSON.stringify([connection.method, connection.settings, connection.secrets]);
  const known = read.get(connection.id);
  if (known?.from === from) return known.settings;
  try {
    const settings = readSettings(connection);
    read.set(connection.id, { from, settings });
    return settings;
  } catch (error) {
    const faults =
      error instanceof ZodError
        ? error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")
        : words(error);
    return t("settings", { connection: connection.slug, faults });
  }
}

/** An attempt that came to nothing before anything was answered. */
export const failure = (reason: string, retry: boolean, ambiguous = false): Outcome & { kind: "failed" } => ({
  kind: "failed",
  reason,
  retry,
  ambiguous,
});

export const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
