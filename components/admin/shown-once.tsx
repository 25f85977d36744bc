"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/admin/wire/copy-button";
import { Notice } from "@/components/ui/notice";

type Props = {
  secret: string;
  title: string;
  /** What the button says, and what is said when it was pressed. */
  copy: { label: string; said: string };
  /** That it is shown only now, and what to do with it. */
  children: ReactNode;
};

/** A secret that has just been made, to be copied now or never. */
export function ShownOnce({ secret, title, copy, children }: Props) {
  return (
    <Notice kind="success" title={title} announce>
      <p>{children}</p>
      <p className="my-2">
        <code data-secret className="rounded bg-surface px-2 py-1 font-mono break-all select-all">
          {secret}
        </code>
      </p>
      <CopyButton text={() => secret} said={copy.said}>
        {copy.label}
      </CopyButton>
    </Notice>
  );
}
