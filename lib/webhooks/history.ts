import { z } from "zod";
import type { Exchange } from "@/lib/open311/wire";

const Texts = z.record(z.string(), z.string());

const KeptExchange = z.object({
  method: z.string(),
  url: z.string(),
  requestHeaders: Texts,
  requestBody: z.string().nullable(),
  status: z.number().nullable(),
  responseHeaders: Texts,
  responseBody: z.string().nullable(),
  startedAt: z.coerce.date(),
  durationMs: z.number(),
}) satisfies z.ZodType<Exchange>;

/** One call to a receiver. */
export const Call = z.object({
  startedAt: z.coerce.date(),
  durationMs: z.number(),
  status: z.number().nullable(),
  /** Why it was not taken; null when it was. */
  reason: z.string().nullable(),
  exchange: KeptExchange,
});
export type Call = z.infer<typeof Call>;

/** Stands before the calls of an event whose update is deleted: nothing else tells its number any more. */
const Gone = z.object({ gone: z.object({ updateId: z.number() }) });

const History = z.array(z.union([Gone, Call]));

/** The calls of an event, oldest first, and the number of its update where that is deleted. */
export function readHistory(history: unknown): { calls: Call[]; goneUpdateId: number | null } {
  const entries = History.parse(history);
  const gone = entries.find((entry) => "gone" in entry);
  return {
    calls: entries.flatMap((entry) => ("gone" in entry ? [] : [entry])),
    goneUpdateId: gone?.gone.updateId ?? null,
  };
}
