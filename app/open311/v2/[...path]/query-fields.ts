import { z } from "zod";
import { timeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import { parseDate } from "@/lib/open311/dates";
import { rowIdIn } from "@/lib/row-id";

const t = translator("open311Requests");
const mostIds = 1000;

/** What a text is read as; undefined or null is a fault. */
export const read = <Value>(fault: string, reader: (text: string) => Value | null | undefined) =>
  z.string().transform((text, context): Value => {
    const value = reader(text);
    if (value !== undefined && value !== null) return value;
    context.addIssue({ code: "custom", message: fault });
    return z.NEVER;
  });

/** A moment; one without a zone is on the site's clock. */
export const moment = read(t("faults.date"), (text) => parseDate(text, timeZone)).optional();

/** A comma list of requests' numbers. What can be none of ours is left out, as what is nobody's is. */
export const requestIds = read(t("faults.ids", { most: mostIds }), (text) => {
  const parts = text.split(",");
  return parts.length > mostIds ? null : parts.map(rowIdIn).filter((id) => id !== null);
}).optional();

/** A number written in digits, perhaps with a fraction or an exponent. */
export const between = (least: number, most: number, fault: string) =>
  read(fault, (text) => {
    const value = /^[-+]?\d*\.?\d+(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : null;
  }).optional();

/** `true`, `1` or `yes`, `false`, `0` or `no`, in any case; null for any other word. */
export function yesOrNo(text: string): boolean | null {
  if (/^(true|1|yes)$/i.test(text)) return true;
  return /^(false|0|no)$/i.test(text) ? false : null;
}
