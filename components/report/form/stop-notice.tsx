"use client";

import { useWords } from "@/components/report/form/words";
import { Notice } from "@/components/ui/notice";

/** Why the form cannot go on, and what to do instead. */
export function StopNotice({ stop }: { stop: string }) {
  const words = useWords();
  return (
    <Notice kind="warn" title={words.questions.stop} announce>
      <p className="whitespace-pre-line">{stop}</p>
    </Notice>
  );
}
