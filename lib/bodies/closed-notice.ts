import { type OfficeHours, officeHoursOf } from "@/lib/bodies/office-hours";
import { isOutOfHours, opensAt } from "@/lib/bodies/out-of-hours";
import { formatLocale } from "@/lib/locale";
import { translator } from "@/lib/messages";

const WEEK_MS = 6 * 24 * 60 * 60_000;

/** What is said while nobody is at a body: until when, and what the body says itself; null while somebody is there. */
export function closedNotice(body: { name: string; officeHours: unknown }, now: Date): string | null {
  const hours = officeHoursOf(body.officeHours);
  if (!hours || !isOutOfHours(hours, now)) return null;
  const t = translator("officeHours");
  const until = opensAt(hours, now);
  const said = until
    ? t("closedUntil", { body: body.name, when: sayWhen(until, hours.timeZone, now) })
    : t("closed", { body: body.name });
  return hours.message ? `${said} ${hours.message}` : said;
}

/** The same about a report that was sent, for as long as nobody was there since. */
export function closedSince(
  body: { name: string; officeHours: unknown },
  sentAt: Date,
  now: Date,
): string | null {
  const hours = officeHoursOf(body.officeHours);
  return hours && isSameClosure(hours, sentAt, now) ? closedNotice(body, now) : null;
}

const isSameClosure = (hours: OfficeHours, sentAt: Date, now: Date): boolean =>
  isOutOfHours(hours, sentAt) &&
  isOutOfHours(hours, now) &&
  opensAt(hours, sentAt)?.getTime() === opensAt(hours, now)?.getTime();

/** "Monday 08:00"; with the date where the weekday alone would not tell which. */
function sayWhen(at: Date, timeZone: string, now: Date): string {
  const far = at.getTime() - now.getTime() > WEEK_MS;
  return new Intl.DateTimeFormat(formatLocale, {
    ...{ timeZone, weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...(far && { day: "numeric", month: "long" }),
  })
    .format(at)
    .replace(/ at |, /, " ");
}
