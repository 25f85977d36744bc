"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Button } from "@/components/ui/button";

/** Tells the table's keys. */
export function KeyHelp({
  dialog,
  selects,
  opens,
}: {
  dialog: RefObject<HTMLDialogElement | null>;
  selects: boolean;
  opens: boolean;
}) {
  const t = useTranslations("admin.keys");
  const keys = [
    ["j", t("down")],
    ["k", t("up")],
    ...(selects ? [["x", t("select")] as const] : []),
    ...(opens ? [["Enter", t("open")] as const] : []),
    ["?", t("help")],
    ["Ctrl K", t("palette")],
  ] as const;
  return (
    <>
      <button
        type="button"
        onClick={() => dialog.current?.showModal()}
        className="min-h-9 cursor-pointer rounded px-3 text-small font-semibold text-ink-soft hover:bg-sunken max-md:hidden"
      >
        {t("title")}
      </button>
      <dialog ref={dialog} aria-labelledby="key-help" className="admin-dialog">
        <h2 id="key-help" className="text-large">
          {t("title")}
        </h2>
        <dl className="my-4 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-2">
          {keys.map(([key, does]) => (
            <div key={key} className="contents">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Button onClick={() => dialog.current?.close()}>{t("close")}</Button>
      </dialog>
    </>
  );
}
