"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { startSession } from "@/app/_server/session";
import { DomainError } from "@/lib/errors";
import { confirmReport } from "@/lib/reports/confirm";
import { confirmUpdate } from "@/lib/updates/confirm";
import { reportPath, saidPath } from "@/lib/urls";

/** The button of the confirming page: confirms, signs whoever wrote in, and shows the report. */
export async function confirm(form: FormData): Promise<void> {
  const token = String(form.get("token"));
  const report = await unlessRefused(confirmReport(token));
  const update = report ? null : await unlessRefused(confirmUpdate(token));
  const confirmed = report ?? update;
  // A link that broke in the meantime: the page itself says so, and what to do.
  if (!confirmed) redirect(`/confirm/${encodeURIComponent(token)}` as Route);
  if (confirmed.mayStartSession) await startSession(confirmed.userId);
  const { reportId } = confirmed;
  redirect((update ? saidPath(reportId, update.updateId) : `${reportPath(reportId)}?confirmed=1`) as Route);
}

async function unlessRefused<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
}
