"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { stopAlert } from "@/lib/alerts/stop";
import { DomainError } from "@/lib/errors";

/** The button of the page that each alert's mail leads to: it ends these mails. The page then says so. */
export async function stop(form: FormData): Promise<void> {
  const token = String(form.get("token"));
  await stopAlert(token).catch((error: unknown) => {
    // A link that broke in the meantime: the page itself says so.
    if (!(error instanceof DomainError)) throw error;
  });
  redirect(`/alert/stop/${encodeURIComponent(token)}` as Route);
}
