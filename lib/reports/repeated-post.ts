import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@/lib/db";
import { roundPoint } from "@/lib/geo/point";
import type { Checked } from "@/lib/reports/check";
import type { NewReport } from "@/lib/reports/new-report";

/**
 * A form was posted a second time. The same again, or a report that is confirmed: that report is the answer. But somebody who
 * went back to correct the form, a mistyped e-mail address for one, means what they sent last: then the unconfirmed report
 * makes way, its photos are free to be attached again, and null asks the caller to write the new one.
 */
export async function withdrawDraft(
  tx: Tx,
  input: NewReport,
  checked: Checked,
): Promise<{ reportId: number; needsConfirmation: boolean } | null> {
  await tx.$queryRaw`select id from "Report" where "formKey" = ${input.formKey} for update`;
  const report = await tx.report.findUnique({
    where: { formKey: input.formKey },
    include: { reporter: { select: { email: true } }, photos: { select: { id: true } } },
  });
  if (!report) return null;
  const needsConfirmation = report.visibility === "unconfirmed";
  const { lat, lon } = roundPoint(input.point);
  const keys = ["categoryId", "title", "detail", "name", "phone", "showName"] as const;
  const same =
    keys.every((key) => report[key] === input[key]) &&
    report.lat === lat &&
    report.lon === lon &&
    report.reporter?.email === input.email &&
    sameSet(
      report.photos.map(({ id }) => id),
      input.photoIds,
    ) &&
    isDeepStrictEqual(report.answers, checked.answers);
  if (same || !needsConfirmation) return { reportId: report.id, needsConfirmation };
  await tx.photo.updateMany({ where: { reportId: report.id }, data: { reportId: null } });
  await tx.report.delete({ where: { id: report.id } });
  return null;
}

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((id) => right.includes(id));
