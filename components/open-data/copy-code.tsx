"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

type Words = { copy: string; copied: string; failed: string };

const never = () => () => {};

/** Puts the code into the clipboard. Nothing of it without scripts, where the text can still be marked and copied. */
export function CopyCode({ code, words }: { code: string; words: Words }) {
  const [said, setSaid] = useState<"copied" | "failed" | null>(null);
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!ready) return null;
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(code).then(
      () => true,
      () => false,
    );
    setSaid(done ? "copied" : "failed");
  };
  return (
    <>
      <Button onClick={copy}>{words.copy}</Button>
      <span role="status" className="text-small text-ink-soft">
        {said && words[said]}
      </span>
    </>
  );
}
