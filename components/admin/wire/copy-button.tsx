"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSay } from "@/components/admin/say";

/** Puts a text into the clipboard, and says so. */
export function CopyButton({
  text,
  said,
  children,
}: {
  text: () => string;
  said: string;
  children: ReactNode;
}) {
  const t = useTranslations("adminDeliveries.wire");
  const say = useSay();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      say(said);
    } catch {
      say(t("copyFailed"));
    }
  };
  return (
    <button
      type="button"
      onClick={copy}
      className="inline-flex min-h-9 cursor-pointer items-center rounded px-2 text-small font-semibold text-accent underline hover:bg-accent-wash"
    >
      {children}
    </button>
  );
}
