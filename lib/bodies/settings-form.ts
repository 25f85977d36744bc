import { z } from "zod";
import { connectionSettings } from "@/lib/bodies/connection-settings";
import { settingsGroups } from "@/lib/bodies/settings-groups";
import { translator } from "@/lib/messages";
import type connectionWords from "@/messages/en/connection-settings.json";
import type { SendMethod } from "@/prisma/generated/enums";

type Words = typeof connectionWords;
export type SettingKey = keyof Words["fields"];
export type SettingsGroup = keyof Words["groups"];

/**
 * How a setting is asked for: `list` is one item a line, `pairs` one `name: value` a line, `json` anything else. A `secret` is never
 * shown: its input starts empty, and what is left empty stays as it is stored.
 */
export type FieldKind =
  | "text"
  | "url"
  | "email"
  | "number"
  | "flag"
  | "choice"
  | "secret"
  | "list"
  | "pairs"
  | "json";

export type SettingsField = {
  key: SettingKey;
  kind: FieldKind;
  /** Write-only; also true of `pairs` that are kept as one secret. */
  secret: boolean;
  required: boolean;
  /** As it stands in a text input; for a flag "on" or "". */
  default: string;
  choices: { value: string; label: string }[];
  min?: number;
  max?: number;
  label: string;
  hint: string;
  group: SettingsGroup;
  groupLabel: string;
  /** Few need it: to be folded away. */
  advanced: boolean;
};

const t = translator("connectionSettings");

type JsonSchema = {
  type?: string;
  format?: string;
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | false;
};

/** The settings of a send method as fields of a form, with their words, in order and by group. From its schema alone; pure. */
export function fieldsOf(method: SendMethod): SettingsField[] {
  const { schema, secrets } = connectionSettings[method];
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const properties = (json.properties ?? {}) as Record<string, JsonSchema>;
  const names: readonly string[] = secrets;
  return settingsGroups[method].flatMap(({ group, keys, advanced = false }) =>
    keys.flatMap((key) => {
      const property = properties[key];
      if (!property) return [];
      const secret = names.includes(key);
      const kind = kindOf(property, secret);
      return [
        {
          key,
          kind,
          secret,
          required: (json.required ?? []).includes(key),
          default: toText(kind, property.default),
          choices: choicesOf(key, property.enum ?? []),
          ...limitsOf(kind, property),
          label: t(`fields.${key}.label`),
          hint: t(`fields.${key}.hint`),
          group,
          groupLabel: t(`groups.${group}`),
          advanced,
        },
      ];
    }),
  );
}

/** A send method in words. */
export const methodWords = (method: SendMethod): { label: string; hint: string } => ({
  label: t(`methods.${method}.label`),
  hint: t(`methods.${method}.hint`),
});

function kindOf(property: JsonSchema, secret: boolean): FieldKind {
  if (property.type === "object" && isText(property.additionalProperties || undefined)) return "pairs";
  if (secret) return "secret";
  if (property.enum) return "choice";
  if (property.type === "boolean") return "flag";
  if (property.type === "integer" || property.type === "number") return "number";
  if (property.type === "array") return isText(property.items) ? "list" : "json";
  if (property.format === "uri") return "url";
  if (property.format === "email") return "email";
  return property.type === "string" ? "text" : "json";
}

const isText = (schema: JsonSchema | undefined): boolean => schema?.type === "string";

function limitsOf(kind: FieldKind, { minimum, maximum }: JsonSchema): { min?: number; max?: number } {
  if (kind !== "number") return {};
  // What JSON schema says of an integer without a limit is only how far numbers reach.
  return {
    ...(minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && { min: minimum }),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { max: maximum }),
  };
}

function choicesOf(key: SettingKey, values: readonly string[]): SettingsField["choices"] {
  const path = (value: string) => `fields.${key}.choices.${value || "none"}` as Parameters<typeof t>[0];
  return values.map((value) => ({ value, label: t(path(value)) }));
}

/** A stored value as text in its input. */
export function toText(kind: FieldKind, value: unknown): string {
  if (value === undefined || value === null) return "";
  switch (kind) {
    case "flag":
      return value === true ? "on" : "";
    case "list":
      return (value as string[]).join("\n");
    case "pairs":
      return Object.entries(value as Record<string, string>)
        .map(([name, text]) => `${name}: ${text}`)
        .join("\n");
    case "json":
      return Array.isArray(value) && value.length === 0 ? "" : JSON.stringify(value, null, 2);
    default:
      return String(value);
  }
}
