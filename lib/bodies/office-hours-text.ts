import type { OfficeHours } from "@/lib/bodies/office-hours";

type Period = { from: string; to: string };

/** `08:00–12:00, 13:00–17:30`, as people write and read a day's hours. */
export const periodsText = (periods: readonly Period[]): string =>
  periods.map(({ from, to }) => `${from}–${to}`).join(", ");

/**
 * A day's hours as written: periods apart by commas or semicolons, with any dash or "to" between the times, `8` and `8.30` for
 * 08:00 and 08:30. What cannot be read stays as it is, for the schema to refuse (lib/bodies/office-hours.ts).
 */
export function readPeriods(text: string): Period[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [from = "", to = ""] = part.split(/\s*(?:[-–—−]|\bto\b)\s*/);
      return { from: time(from), to: time(to) };
    });
}

function time(text: string): string {
  const [, hours, minutes = "00"] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  return hours === undefined ? text : `${hours.padStart(2, "0")}:${minutes}`;
}

/** One ISO date a line, or apart by commas or blanks. */
export const readDates = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

export const datesText = (hours: Pick<OfficeHours, "holidays">): string => hours.holidays.join("\n");
