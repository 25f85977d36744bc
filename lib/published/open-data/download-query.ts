import { z } from "zod";
import { timeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import { parseDate } from "@/lib/open311/dates";
import type { PublishedFilter } from "@/lib/published/reports/published-filter";
import { type StateKind, stateKinds, statesOfKinds } from "@/lib/reports/states";

const t = () => translator("openData");
const most = 50;

/** Comma lists and repeated names mean the same; an empty field of a plain form is as if it were not there. */
const list = z
  .union([z.string().max(2_000), z.array(z.string().max(2_000)).max(most)])
  .default("")
  .transform((given) =>
    [given]
      .flat()
      .flatMap((value) => value.split(","))
      .map((value) => value.trim())
      .filter(Boolean),
  );

const isKind = (word: string): word is StateKind => stateKinds.some((kind) => kind === word);
const isId = (word: string): boolean => /^[1-9]\d{0,8}$/.test(word);

const day = z
  .union([z.iso.date({ error: () => t()("faults.day") }), z.literal("")])
  .optional()
  .transform((text) => (text ? text : undefined));

/**
 * What of all reports a download holds, as it stands in the address: `status` (open, progress, fixed, closed) and `category`
 * (numbers) as lists, `from` and `to` (days on the site's clock, both included, on which a report was published). Unlike a list on the
 * screen, which passes over what it does not know, a file with more in it than was asked for would go unnoticed: that is refused.
 */
export const DownloadQuery = z.object({
  status: list.refine((words) => words.every(isKind), { error: () => t()("faults.status") }),
  category: list.refine((words) => words.length <= most && words.every(isId), {
    error: () => t()("faults.category"),
  }),
  from: day,
  to: day,
  /** A body's slug, for the plain form, which cannot put it into the path. */
  body: z.string().trim().max(200).optional(),
});
export type DownloadQuery = z.output<typeof DownloadQuery>;

/** The same for the reading of reports. `bodyId`: only what was passed to this body. */
export function downloadFilter(
  { status, category, from, to }: DownloadQuery,
  bodyId: number | null,
): PublishedFilter {
  const kinds = status.filter(isKind);
  return {
    ...(kinds.length > 0 && { states: statesOfKinds(kinds) }),
    ...(category.length > 0 && { categoryIds: category.map(Number) }),
    ...(bodyId !== null && { bodyIds: [bodyId] }),
    ...(from && { confirmedFrom: beginningOf(from) }),
    ...(to && { confirmedBefore: beginningOf(dayAfter(to)) }),
  };
}

const beginningOf = (date: string): Date | undefined => parseDate(date, timeZone);

const dayAfter = (date: string): string =>
  new Date(new Date(date).getTime() + 86_400_000).toISOString().slice(0, 10);
