import { fieldsOf, type SettingsField } from "@/lib/bodies/settings-form";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import type { SendMethod } from "@/prisma/generated/enums";

/** The name of the check box that removes a stored secret. */
export const clearName = (key: string): string => `clear.${key}`;

/**
 * What a settings form brought, as `packSettings` takes it. An input is named by its setting's key. A secret that was left empty is
 * left out, so that the stored one stays; the box `clear.KEY` beside it removes it.
 * @param values text inputs by name; a box that is not ticked is missing
 * @throws DomainError `invalid` with a fault per key, for text that cannot be read as what it should be
 */
export function readSettingsForm(
  method: SendMethod,
  values: Readonly<Record<string, string | readonly string[]>>,
): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const field of fieldsOf(method)) {
    const given = values[field.key];
    const text = (typeof given === "string" ? given : (given?.[0] ?? "")).trim();
    if (field.secret && text === "") {
      if (clearName(field.key) in values) raw[field.key] = field.kind === "pairs" ? {} : "";
      continue;
    }
    const read = fromText(field, text);
    if ("fault" in read) faults[field.key] = read.fault;
    else if (read.value !== undefined) raw[field.key] = read.value;
  }
  if (Object.keys(faults).length > 0) throw invalid(translator("bodies")("settings"), faults);
  return raw;
}

type Read = { value: unknown } | { fault: string };

function fromText({ kind, required }: SettingsField, text: string): Read {
  const t = translator("connectionSettings");
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  switch (kind) {
    case "flag":
      return { value: text !== "" && text !== "false" };
    case "list":
      return { value: lines };
    case "pairs": {
      const bad = lines.find((line) => !/^[^:\s][^:]*:/.test(line));
      if (bad) return { fault: t("badPair", { line: bad }) };
      return {
        value: Object.fromEntries(
          lines.map((line) => {
            const at = line.indexOf(":");
            return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
          }),
        ),
      };
    }
    case "json":
      try {
        return { value: text === "" ? undefined : JSON.parse(text) };
      } catch (error) {
        return { fault: t("badJson", { reason: (error as Error).message }) };
      }
    case "number":
      return { value: text === "" ? undefined : Number(text) };
    case "email":
      return { value: text === "" ? undefined : text };
    default:
      return { value: text === "" && kind === "choice" && !required ? undefined : text };
  }
}
