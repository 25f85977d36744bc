/** How an end point wants its dates: `…Z` (UTC), `…+01:00` (its own zone), or its own zone without saying so. */
export type DateStyle = "z" | "offset" | "none";

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timezone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone: timezone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(timezone, formatter);
  }
  return formatter;
}

function wallClock(instant: number, timezone: string): Parts {
  const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatterFor(timezone).formatToParts(instant)) {
    if (type in parts) parts[type as keyof Parts] = Number(value);
  }
  return parts;
}

const asUtc = (p: Parts): number => Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second);

/** How far the zone's clock is ahead of UTC at that instant, in milliseconds. */
function offsetAt(instant: number, timezone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return asUtc(wallClock(whole, timezone)) - whole;
}

/** The instant at which clocks in the zone show these digits; the earlier one when they show them twice. */
function fromWallClock(shown: number, timezone: string): number {
  const dayBefore = offsetAt(shown - 86_400_000, timezone);
  const dayAfter = offsetAt(shown + 86_400_000, timezone);
  const candidates = [shown - dayBefore, shown - dayAfter].sort((a, b) => a - b);
  return candidates.find((instant) => instant + offsetAt(instant, timezone) === shown) ?? shown - dayBefore;
}

const two = (n: number): string => String(n).padStart(2, "0");

/**
 * Writes a date as back ends accept it: whole seconds, never milliseconds (several refuse them).
 * `timezone` is an IANA name and only matters for `offset` and `none`.
 */
export function formatDate(date: Date, style: DateStyle, timezone: string): string {
  if (style === "z") return `${date.toISOString().slice(0, 19)}Z`;
  const instant = Math.floor(date.getTime() / 1000) * 1000;
  const offset = offsetAt(instant, timezone);
  const local = new Date(instant + offset).toISOString().slice(0, 19);
  if (style === "none") return local;
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const isoLike =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|\s\d{2}:\d{2})?$/i;

function zoneOffset(zone: string): number {
  if (/^(z|utc|gmt)$/i.test(zone)) return 0;
  // A plus sign sent raw in a query or form arrives as a blank.
  const sign = zone.startsWith("-") ? -1 : 1;
  const digits = zone.replace(/\D/g, "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || 0)) * 60_000;
}

/**
 * Reads the dates found in the field: no zone (then `timezone`, an IANA name, decides), blank instead of `T`,
 * fractions, no seconds, date only, `+0000`, `-05`, one-digit days, seconds or milliseconds since 1970.
 * Undefined when it is none of these, so that nobody mistakes a guess for a date.
 */
export function parseDate(text: string | null | undefined, timezone: string): Date | undefined {
  const trimmed = text?.trim() ?? "";
  if (/^\d{12,14}$/.test(trimmed)) return new Date(Number(trimmed));
  if (/^\d{9,10}$/.test(trimmed)) return new Date(Number(trimmed) * 1000);
  const match = isoLike.exec(trimmed);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const millis = match[7] ? Math.floor(Number(`0.${match[7]}`) * 1000) : 0;
  const shown = asUtc({ year, month, day, hour, minute, second: Math.min(second, 59) });
  const check = new Date(shown);
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const zone = match[8];
  const instant = zone ? shown - zoneOffset(zone) : fromWallClock(shown, timezone);
  return new Date(instant + millis);
}
