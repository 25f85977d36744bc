import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { lockBody } from "@/lib/bodies/lock-body";
import { OfficeHours, weekdays } from "@/lib/bodies/office-hours";
import { readDates, readPeriods } from "@/lib/bodies/office-hours-text";
import { changesBetween } from "@/lib/changes";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";

const Written = z.string().max(2000).default("");

/** Office hours as their form brings them: a line of text per day. */
export const OfficeHoursInput = z.object({
  bodyId: RowId,
  /** Not ticked: somebody is always there, nothing else counts. */
  has: Ticked,
  timeZone: Written,
  monday: Written,
  tuesday: Written,
  wednesday: Written,
  thursday: Written,
  friday: Written,
  saturday: Written,
  sunday: Written,
  holidays: Written,
  message: Written,
});
export type OfficeHoursInput = z.infer<typeof OfficeHoursInput>;

/**
 * Says when nobody is there at a body, and what its form says then.
 * @throws DomainError `invalid` with the fault at the day's own field; `not_found`, `forbidden`
 */
export async function saveOfficeHours(actor: Actor, input: OfficeHoursInput): Promise<void> {
  const { bodyId } = input;
  authorize(actor, "body:edit", { bodyIds: [bodyId] });
  const officeHours = input.has ? read(input) : {};
  await db.$transaction(async (tx) => {
    const row = await lockBody(tx, bodyId);
    const changes = changesBetween({ officeHours: row.officeHours }, { officeHours });
    if (!changes) return;
    await tx.body.update({ where: { id: bodyId }, data: { officeHours } });
    await record(tx, actor, "bodies.hours", { bodyId, subject: { slug: row.slug }, ...changes });
  });
}

function read(input: OfficeHoursInput): OfficeHours {
  const result = OfficeHours.safeParse({
    timeZone: input.timeZone.trim(),
    open: Object.fromEntries(weekdays.map((day) => [day, readPeriods(input[day])])),
    holidays: readDates(input.holidays),
    message: input.message,
  });
  if (result.success) return result.data;
  const faults: Record<string, string> = {};
  for (const { path, message } of result.error.issues) {
    // `open.friday.0.to` is told at Friday, `holidays.3` at the holidays, and "never open" where the week begins.
    const field = path[0] === "open" ? (path[1] ?? "monday") : path[0];
    faults[String(field)] ??= message;
  }
  throw invalid(translator("refusals")("form"), faults);
}
