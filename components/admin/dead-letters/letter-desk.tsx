"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ReplayAction } from "@/components/admin/dead-letters/came";
import { DismissDialog } from "@/components/admin/dead-letters/dismiss-dialog";
import type { LetterState } from "@/components/admin/dead-letters/letter-state";
import { ReplayOutcome } from "@/components/admin/dead-letters/replay-outcome";
import { useReplay } from "@/components/admin/dead-letters/use-replay";
import type { FormActionOf } from "@/components/admin/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { PollKind } from "@/prisma/generated/enums";

type Props = {
  letter: { id: number; kind: PollKind; state: LetterState };
  mayAct: boolean;
  replay: ReplayAction;
  dismiss: FormActionOf;
};

/** What can be done about one item, and what came of it when it was tried again: that stays when the page is read anew. */
export function LetterDesk({ letter: { id, kind, state }, mayAct, replay, dismiss }: Props) {
  const t = useTranslations("adminDeadLetters");
  const { post, message, came } = useReplay(replay);
  const [asked, setAsked] = useState(false);
  const waits = state === "open" || state === "dismissed";
  const mayReplay = waits && kind !== "services";
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-large">{t("detail.do")}</h2>
      {message && <Notice kind="error" title={message} announce />}
      {came && <ReplayOutcome came={came} />}
      {!mayAct && <p className="text-ink-soft">{t("detail.mayNotAct")}</p>}
      {mayAct && !waits && <p className="text-ink-soft">{t("detail.nothingToDo")}</p>}
      {mayAct && waits && (
        <>
          <p className="text-ink-soft">{t(mayReplay ? "replay.one" : "detail.otherKind")}</p>
          <div className="flex flex-wrap gap-3">
            {mayReplay && (
              <form action={post}>
                <input type="hidden" name="ids" value={id} />
                <SubmitButton pending={t("replay.working")}>{t("replay.label")}</SubmitButton>
              </form>
            )}
            {state === "open" && <Button onClick={() => setAsked(true)}>{t("dismiss.label")}</Button>}
          </div>
        </>
      )}
      {asked && (
        <DismissDialog ids={[String(id)]} dismiss={dismiss} done={() => {}} closed={() => setAsked(false)} />
      )}
    </Card>
  );
}
