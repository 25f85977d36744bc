"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { startSession } from "@/app/_server/session";
import { DomainError } from "@/lib/errors";
import { confirmReport } from "@/lib/reports/confirm";

/** The button of the confirming page: confirms, signs the reporter in, and shows the report. */
export async function confirm(form: FormData): Promise<void> {
  const token = String(form.get("token"));
  const confirmed = await confirmReport(token).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  // A link that broke in the meantime: the page itself says so, and what to do.
  if (!confirmed) redirect(`/confirm/${encodeURIComponent(token)}` as Route);
  if (confirmed.mayStartSession) await startSession(confirmed.userId);
  redirect(`/report/${confirmed.reportId}?confirmed=1` as Route);
}
