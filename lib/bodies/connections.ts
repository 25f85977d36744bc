import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { decryptJson, encryptJson } from "@/lib/auth/secrets";
import { connectionSettings, type SettingsOf } from "@/lib/bodies/connection-settings";
import type { Prisma } from "@/lib/db";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import type { SendMethod } from "@/prisma/generated/enums";

type Values = Record<string, unknown>;

/** What of a connection row holds its settings. */
export type SettingsRow<Method extends SendMethod = SendMethod> = {
  method: Method;
  settings: unknown;
  secrets: string | null;
};

/** The columns that settings are kept in: open ones as JSON, secret ones as one encrypted object. */
export type SettingsColumns = { settings: Prisma.InputJsonObject; secrets: string | null };

/**
 * Settings as they came from a form or file, checked and parted into their columns.
 * @param kept the row as it is: its secrets stay where `raw` names none, and its other settings are not looked at
 * @throws DomainError `invalid` with a fault per key
 */
export function packSettings(
  method: SendMethod,
  raw: unknown,
  kept: Pick<SettingsRow, "method" | "secrets"> | null = null,
): SettingsColumns {
  const same = kept?.method === method ? kept : null;
  const before = same ? secretsOf(same) : {};
  const given = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? { ...before, ...raw } : raw;
  const { schema } = connectionSettings[method];
  const parsed: Values = parseInput<z.ZodObject>(schema, given, translator("bodies")("settings"));
  const secret: Values = {};
  const open: Values = {};
  for (const [key, value] of Object.entries(parsed)) {
    if (!isSecret(method, key)) open[key] = value;
    else if (!isEmpty(value)) secret[key] = value;
  }
  return {
    settings: open as Prisma.InputJsonObject,
    // Encrypting is never twice the same: what has not changed keeps its text, so that the row stays as it is.
    secrets: isDeepStrictEqual(secret, before) ? (same?.secrets ?? null) : encryptOrNull(secret),
  };
}

/**
 * Settings with their secrets, as a driver or poller takes them. A key that this version does not know any more is
 * left out; one that the row does not hold has its default.
 * @throws when SECRET has changed since, or the row is not what its method needs
 */
export function readSettings<Method extends SendMethod>(row: SettingsRow<Method>): SettingsOf<Method> {
  const schema: z.ZodObject = connectionSettings[row.method].schema;
  return schema.strip().parse({ ...(row.settings as Values), ...secretsOf(row) }) as SettingsOf<Method>;
}

/** Settings fit to be shown: a secret that is set is four dots, one that is not is empty. */
export function redactedSettings(row: SettingsRow): Values {
  const names: readonly string[] = connectionSettings[row.method].secrets;
  const secrets = secretsOf(row);
  const shown = names.map((name) => [name, name in secrets ? "••••" : ""] as const);
  return { ...(row.settings as Values), ...Object.fromEntries(shown) };
}

/** The secret settings in the clear; for `readSettings`, and for an export that asks for them. */
export function secretsOf({ secrets }: Pick<SettingsRow, "secrets">): Values {
  return secrets === null ? {} : (decryptJson(secrets) as Values);
}

function isSecret(method: SendMethod, key: string): boolean {
  const names: readonly string[] = connectionSettings[method].secrets;
  return names.includes(key);
}

const isEmpty = (value: unknown): boolean =>
  value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

const encryptOrNull = (secret: Values): string | null =>
  Object.keys(secret).length === 0 ? null : encryptJson(secret);
