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
  if (!message) return null;
  const ofFields = problems.filter(({ field }) => field !== "");
  if (ofFields.length === 0) return <Notice kind="error" title={message} announce />;
  return <ErrorSummary title={message} problems={ofFields} />;
}
