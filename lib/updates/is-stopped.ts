import type { Tx } from "@/lib/db";
import { judgeAtGate } from "@/lib/delivery/gate";

/** Whether the gate that hides somebody's reports hides what they write about others' as well. */
export async function isStopped(
  tx: Tx,
  { reportId, text }: { reportId: number; text: string },
  author: { email: string | null; phone: string | null },
): Promise<boolean> {
  const judged = await judgeAtGate(tx, [{ id: reportId, title: text, phone: "", reporter: author }]);
  return judged.has(reportId);
}
