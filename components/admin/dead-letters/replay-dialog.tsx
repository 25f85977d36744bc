"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import type { ReplayAction } from "@/components/admin/dead-letters/came";
import { ReplayOutcome } from "@/components/admin/dead-letters/replay-outcome";
import { useReplay } from "@/components/admin/dead-letters/use-replay";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = { ids: readonly string[]; replay: ReplayAction; done: () => void; closed: () => void };

/** Asks before several items are tried again, and stays to tell what came of each. */
export function ReplayDialog({ ids, replay, done, closed }: Props) {
  const t = useTranslations("adminDeadLetters.replay");
  const words = useTranslations("admin.dialog");
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const { post, message, came } = useReplay(replay);
  const count = ids.length;
  useEffect(() => box.current?.showModal(), []);
  const finish = () => {
    if (came) done();
    closed();
  };
  return (
    <dialog ref={box} aria-labelledby={id} className="admin-dialog" onClose={finish}>
      <h2 id={id} className="text-large">
        {came ? t("outcome") : t("many", { count })}
      </h2>
      <form action={post} className="mt-3 flex flex-col gap-4">
        {message && <Notice kind="error" title={message} announce />}
        {came ? <ReplayOutcome came={came} /> : <p>{t("means")}</p>}
        {ids.map((one) => (
          <input key={one} type="hidden" name="ids" value={one} />
        ))}
        <div className="flex flex-wrap gap-3">
          {!came && <SubmitButton pending={t("working")}>{t("confirm", { count })}</SubmitButton>}
          <Button onClick={() => box.current?.close()}>{came ? t("close") : words("cancel")}</Button>
        </div>
      </form>
    </dialog>
  );
}
