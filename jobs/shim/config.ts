import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { rawEnv } from "@/lib/env";
import { datatypes } from "@/lib/open311/documents";

/** `env:NAME` takes a secret from the environment, so that the file can be shown to others. */
const secret = z.string().transform((text, context) => {
  const name = /^env:(\w+)$/.exec(text)?.[1];
  if (name === undefined) return text;
  const value = rawEnv()[name];
  if (!value) context.addIssue({ code: "custom", message: `The environment has no ${name}` });
  return value ?? "";
});

const Attribute = z.strictObject({
  code: z.string().min(1),
  description: z.string().default(""),
  datatype: z.enum(datatypes).default("string"),
  datatypeDescription: z.string().optional(),
  required: z.boolean().default(false),
  variable: z.boolean().default(true),
  automated: z.enum(["server_set", "hidden_field"]).optional(),
  values: z.array(z.strictObject({ key: z.string(), name: z.string() })).default([]),
});

/** A kind of report that we offer under `code`, and what the closed system calls it. */
const OfferedService = z.strictObject({
  code: z.string().min(1),
  name: z.string().min(1),
  description: z.string().default(""),
  group: z.string().default(""),
  sendAs: z.string().min(1),
  attributes: z.array(Attribute).default([]),
});

/** A call to the closed system. Texts in braces are filled in; see `fill-template.ts`. */
const OutgoingCall = z.strictObject({
  method: z.enum(["GET", "POST", "PUT"]).default("POST"),
  path: z.string().default(""),
  headers: z.record(z.string(), z.string()).default({}),
  /** JSON: an object whose texts are filled in. XML: the whole document as text. */
  body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
});

/** Where something stands in an answer, JSON or XML alike: names from the outside in, with dots. */
const place = z.string().min(1);

const Answered = OutgoingCall.extend({
  /** The closed system's number of the job; missing or empty = not known yet. */
  reference: place,
  /** What to ask with later, when the number comes later. */
  ticket: place.optional(),
  /** When something stands here, the answer is a refusal, whatever its status. */
  error: place.optional(),
});

const Changes = OutgoingCall.extend({
  /** The repeated element that stands for one change. */
  rows: place,
  /** Inside it. Without `id`, reference and time together are one. */
  id: place.optional(),
  reference: place,
  status: place,
  text: place.optional(),
  at: place,
});

export const ShimConfig = z.strictObject({
  port: z.number().int().min(0).max(65_535).default(4400),
  host: z.string().default("127.0.0.1"),
  /** What callers must present to post. */
  apiKey: secret.pipe(z.string().min(8, "Must have at least 8 characters")),
  /** Beside the configuration unless it says otherwise. */
  stateFile: z.string().default("shim-state.json"),
  services: z.array(OfferedService).min(1),
  closedSystem: z.strictObject({
    url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
    format: z.enum(["json", "xml"]),
    headers: z.record(z.string(), secret).default({}),
    timeoutMs: z.number().int().positive().default(60_000),
    create: Answered,
    /** Asked again and again for the number of a job whose ticket we have. */
    check: Answered.optional(),
    /** Looks a job up by our number, before one that was perhaps made would be made again. */
    find: Answered.optional(),
    changes: Changes.optional(),
  }),
  /** `now`: the caller waits for the number. `later`: it gets a token at once and asks again. */
  answer: z.enum(["now", "later"]).default("now"),
  /** Answers in the closed system's words: what is filled in -> ours -> theirs, as `{ "attribute.size": { "lg": "3" } }`. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** The closed system's status -> GeoReport's word; null = not worth telling. What is not listed is told as `open`. */
  statuses: z.record(z.string(), z.string().nullable()).default({}),
  /** How long to wait before a failed or unfinished job is tried or asked again. */
  retryMs: z.number().int().positive().default(60_000),
  /** How often changes are asked for. */
  pollMs: z.number().int().positive().default(60_000),
});
export type ShimConfig = z.output<typeof ShimConfig>;

/** Reads a configuration. @throws Error that lists every fault */
export function readConfig(file: string): ShimConfig {
  const result = ShimConfig.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`${file} cannot be used:\n${faults.join("\n")}`);
  }
  return { ...result.data, stateFile: path.resolve(path.dirname(file), result.data.stateFile) };
}
