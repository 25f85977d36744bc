import { z } from "zod";

const Posted = z.object({
  /** The report's page at whoever posted it. */
  url: z.string().default(""),
  deviceId: z.string().default(""),
  accountId: z.string().default(""),
  /** What no question of ours asks for, by code. */
  attributes: z.record(z.string(), z.array(z.string())).default({}),
});
const Extra = z.object({ posted: Posted });

export type PostedExtra = z.output<typeof Posted>;

/** What was posted with a report beside what every report has (lib/reports/post-request.ts keeps it); null = nothing. */
export function postedExtraOf(extra: unknown): PostedExtra | null {
  return Extra.safeParse(extra).data?.posted ?? null;
}
