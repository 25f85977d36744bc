"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { confirmAlert } from "@/lib/alerts/confirm";
import { DomainError } from "@/lib/errors";

/** The button of the page that a mailed link opens: whoever presses it follows the report. The page then says so. */
export async function confirm(form: FormData): Promise<void> {
  const token = String(form.get("token"));
  await confirmAlert(token).catch((error: unknown) => {
    // A link that broke in the meantime: the page itself says so.
    if (!(error instanceof DomainError)) throw error;
  });
  redirect(`/alert/confirm/${encodeURIComponent(token)}` as Route);
}
