import { formatLocale, timeZone } from "@/lib/locale";

const steps = [
  { unit: "year", seconds: 365.25 * 86_400 },
  { unit: "month", seconds: 30.44 * 86_400 },
  { unit: "week", seconds: 7 * 86_400 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/** "3 days ago", "in 5 minutes", "now", in the largest unit that fits at least once. */
export function relativeText(at: Date, now: Date): string {
  const format = new Intl.RelativeTimeFormat(formatLocale, { numeric: "auto" });
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  return step ? format.format(Math.trunc(seconds / step.seconds), step.unit) : format.format(0, "second");
}

/** "Tuesday 24 November 2026 at 14:56", on the site's own clock. */
export function exactText(at: Date): string {
  return new Intl.DateTimeFormat(formatLocale, { dateStyle: "full", timeStyle: "short", timeZone }).format(
    at,
  );
}

/** "24 November 2026", on the site's own clock. */
export const longDate = (at: Date): string =>
  new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeZone }).format(at);

/** A time as people say it, with the exact one in its title. `now` is for tests and for lists that share one. */
export function RelativeTime({ at, now = new Date() }: { at: Date; now?: Date }) {
  // A page from the cache was written some seconds before the browser reads it, so the two texts may differ by a step.
  return (
    <time dateTime={at.toISOString()} title={exactText(at)} suppressHydrationWarning>
      {relativeText(at, now)}
    </time>
  );
}
