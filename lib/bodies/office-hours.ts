import { z } from "zod";
import { timeZone as siteTimeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import { severalLines } from "@/lib/plain-text";

const t = translator("officeHours");

/** In the order of a working week; the keys of `OfficeHours.open`. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** "HH:MM" to minutes after midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, t("faults.time"));
const EndTime = z.union([Time, z.literal("24:00")], { error: t("faults.time") });

/** When somebody is there: wall-clock times of the body's time zone, the end not included. */
const Period = z
  .object({ from: Time, to: EndTime })
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), { path: ["to"], error: t("faults.period") });

const Day = z
  .array(Period)
  .default([])
  .transform((periods) => [...periods].sort((a, b) => minutesOf(a.from) - minutesOf(b.from)))
  .refine(
    (periods) =>
      periods.every(({ from }, n) => n === 0 || minutesOf(from) >= minutesOf(periods[n - 1]?.to ?? "")),
    t("faults.overlap"),
  );

/** As `Body.officeHours` keeps them. */
export const OfficeHours = z.object({
  /** IANA name. */
  timeZone: z.string().refine(isTimeZone, t("faults.timeZone")).default(siteTimeZone),
  /** Periods per weekday; a day without any is closed. */
  open: z
    .object({
      monday: Day,
      tuesday: Day,
      wednesday: Day,
      thursday: Day,
      friday: Day,
      saturday: Day,
      sunday: Day,
    })
    .refine((days) => weekdays.some((day) => days[day].length > 0), t("faults.never")),
  /** Closed all day: ISO dates. */
  holidays: z
    .array(z.iso.date(t("faults.holiday")))
    .default([])
    .transform((days) => [...new Set(days)].sort()),
  /** What the form says while closed, such as a number for emergencies. */
  message: z
    .string()
    .transform(severalLines)
    .pipe(z.string().max(500, t("faults.message")))
    .default(""),
});
export type OfficeHours = z.output<typeof OfficeHours>;

/** A body's row to its hours; null = never closed, also where what stands there cannot be read. */
export const officeHoursOf = (column: unknown): OfficeHours | null =>
  OfficeHours.safeParse(column).data ?? null;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
