"use client";

import { useMemo } from "react";
import { ErrorSummary, type FieldProblem } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";

/** What keeps a dashboard form from being saved: a line per field that leads to it, or one sentence about the whole. */
export function FormProblems({
  message,
  problems,
}: {
  message: string | undefined;
  problems: readonly FieldProblem[];
}) {
  // The same list as long as the problems are the same: the summary takes the keyboard at each new one.
  const ofFields = useMemo(() => problems.filter(({ field }) => field !== ""), [problems]);
  if (!message) return null;
  if (ofFields.length === 0) return <Notice kind="error" title={message} announce />;
  return <ErrorSummary title={message} problems={ofFields} />;
}
