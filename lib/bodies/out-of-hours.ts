import { minutesOf, type OfficeHours, type Weekday } from "@/lib/bodies/office-hours";

/** Closing time is told this long before it comes: nobody starts on a report in the last minutes. */
const EARLY_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Whether nobody is there. True from five minutes before closing time until opening time. Nothing is ever delayed by it: it
 * only decides what people are told. Source: spec/integration.md 2.11.
 */
export const isOutOfHours = (hours: OfficeHours, now: Date): boolean =>
  !isOpen(hours, now) || !isOpen(hours, new Date(now.getTime() + EARLY_MS));

/** When somebody is there again, for a body that is out of hours; null when not within a year. */
export function opensAt(hours: OfficeHours, now: Date): Date | null {
  // Five minutes before closing time the body still is open: it is the next opening that counts.
  const from = isOpen(hours, now) ? new Date(now.getTime() + EARLY_MS) : now;
  const today = Date.parse(`${wallClock(hours.timeZone, from).date}T00:00:00Z`);
  for (let days = 0; days <= 366; days++) {
    const date = new Date(today + days * DAY_MS).toISOString().slice(0, 10);
    for (const period of periodsOn(hours, date)) {
      const start = instantOf(hours.timeZone, date, minutesOf(period.from));
      if (start > from) return start;
    }
  }
  return null;
}

function isOpen(hours: OfficeHours, at: Date): boolean {
  const { date, minutes } = wallClock(hours.timeZone, at);
  return periodsOn(hours, date).some(({ from, to }) => minutesOf(from) <= minutes && minutes < minutesOf(to));
}

function periodsOn({ open, holidays }: OfficeHours, date: string): OfficeHours["open"][Weekday] {
  return holidays.includes(date) ? [] : open[weekdayOf(date)];
}

const sundayFirst = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const weekdayOf = (date: string): Weekday =>
  sundayFirst[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday";

/** What calendar and clock say there: ISO date, and minutes after midnight. */
function wallClock(timeZone: string, at: Date): { date: string; minutes: number } {
  const parts = new Intl.DateTimeFormat("en", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit" },
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    minutes: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

/** The moment at which the clock there shows this; where it shows it never (spring), the one that comes as long after. */
function instantOf(timeZone: string, date: string, minutes: number): Date {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  const shift = (at: number) => {
    const shown = wallClock(timeZone, new Date(at));
    return Date.parse(`${shown.date}T00:00:00Z`) + shown.minutes * 60_000 - at;
  };
  // The second look corrects the first where the clocks change in between.
  return new Date(asUtc - shift(asUtc - shift(asUtc)));
}
