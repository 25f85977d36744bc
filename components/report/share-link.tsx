"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import type { Messages } from "@/lib/messages";

type Words = Messages["report"]["actions"];
type Said = "copied" | "copyFailed" | null;

const never = () => () => {};
const canShare = () => typeof navigator.share === "function";

/** Copying the address, and handing it to the device's own share sheet where there is one. Nothing of it without scripts. */
export function ShareLink({ url, title, words }: { url: string; title: string; words: Words }) {
  const [said, setSaid] = useState<Said>(null);
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const shares = useSyncExternalStore(never, canShare, () => false);
  if (!ready) return null;

  const copy = async () => {
    const done = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    setSaid(done ? "copied" : "copyFailed");
  };
  // Closing the share sheet again is no fault.
  const share = () => navigator.share({ title, url }).catch(() => {});

  return (
    <div className="flex flex-wrap items-center gap-3 print:hidden">
      <Button onClick={copy}>{words.copy}</Button>
      {shares && <Button onClick={share}>{words.share}</Button>}
      <span role="status" className="text-small text-ink-soft">
        {said && words[said]}
      </span>
    </div>
  );
}
