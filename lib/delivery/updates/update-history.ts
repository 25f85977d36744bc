import { z } from "zod";
import { Prisma } from "@/lib/db";
import type { Exchange } from "@/lib/open311/wire";

/** A call as it is kept. */
const Call = z.object({
  method: z.string(),
  url: z.string(),
  requestHeaders: z.record(z.string(), z.string()),
  requestBody: z.string().nullable(),
  status: z.number().nullable(),
  responseHeaders: z.record(z.string(), z.string()),
  responseBody: z.string().nullable(),
  startedAt: z.string(),
  durationMs: z.number(),
});

/** One entry of an update's history on its way to a body, newest last; fit for JSON. */
export const UpdateAttempt = z.object({
  /** Which attempt it was; null for something that a person did. */
  number: z.number().int().nullable(),
  /** Which send it belongs to: one more each time a person has it sent again. */
  round: z.number().int(),
  startedAt: z.string(),
  durationMs: z.number().nullable(),
  /** `waited`: a rule of the connection held it back. `again`: a person had it sent again. */
  outcome: z.enum(["sent", "failed", "unclear", "skipped", "waited", "again"]),
  reason: z.string().nullable(),
  externalId: z.string().nullable(),
  worker: z.string(),
  /** As sent and answered, secrets and personal data blanked. */
  exchanges: z.array(Call),
});
export type UpdateAttempt = z.infer<typeof UpdateAttempt>;

/** The same as it is written. */
export type NewUpdateAttempt = Omit<UpdateAttempt, "exchanges"> & { exchanges: readonly Exchange[] };

/** So many of the latest are kept. */
const kept = 20;

/** The history of `u` with one more entry, in place of one of the same attempt: what really came of it is better than a guess. */
export const withEntry = (number: Prisma.Sql, entry: Prisma.Sql): Prisma.Sql => Prisma.sql`
  jsonb_path_query_array(
    jsonb_path_query_array(u.history, '$[*] ? (@.number != $n)', jsonb_build_object('n', ${number})) || jsonb_build_array(${entry}),
    ${Prisma.raw(`'$[last - ${kept - 1} to last]'`)})`;

/** What of a history's end tells how often it was sent again. */
export const roundOf = Prisma.sql`coalesce((u.history -> -1 ->> 'round')::int, 1)`;
