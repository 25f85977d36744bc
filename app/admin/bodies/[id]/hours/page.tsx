import type { Metadata } from "next";
import { BodyFrame, type BodyParams, bodyOf } from "@/app/admin/bodies/[id]/body-frame";
import { saveOfficeHoursAction } from "@/app/admin/bodies/actions";
import { HoursForm } from "@/components/admin/bodies/hours-form";
import { officeHoursOf } from "@/lib/bodies/office-hours";
import { datesText, periodsText } from "@/lib/bodies/office-hours-text";
import { isOutOfHours, opensAt } from "@/lib/bodies/out-of-hours";
import { timeZone } from "@/lib/locale";

export async function generateMetadata(props: BodyParams): Promise<Metadata> {
  return { title: (await bodyOf(props)).body.name };
}

/** When somebody is there, and what the form says when nobody is. */
export default async function BodyHoursPage(props: BodyParams) {
  const { actor, body } = await bodyOf(props);
  const hours = officeHoursOf(body.officeHours);
  const now = new Date();
  const closed = hours !== null && isOutOfHours(hours, now);
  return (
    <BodyFrame actor={actor} body={body} tab="hours">
      <HoursForm
        bodyId={body.id}
        action={saveOfficeHoursAction}
        hours={
          hours && {
            timeZone: hours.timeZone,
            days: Object.fromEntries(
              Object.entries(hours.open).map(([day, open]) => [day, periodsText(open)]),
            ),
            holidays: datesText(hours),
            message: hours.message,
          }
        }
        siteTimeZone={timeZone}
        now={hours && { open: !closed, opens: closed ? (opensAt(hours, now)?.toISOString() ?? null) : null }}
      />
    </BodyFrame>
  );
}
