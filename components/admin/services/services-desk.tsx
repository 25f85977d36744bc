"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { DecideButtons } from "@/components/admin/services/decide-buttons";
import { DiffView } from "@/components/admin/services/diff-view";
import { HeldNotice } from "@/components/admin/services/held-notice";
import { ServicesState } from "@/components/admin/services/services-state";
import type { FormActionOf } from "@/components/admin/use-form";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormState } from "@/lib/forms";
import type { Preview } from "@/lib/sync/services/preview-sync";
import type { FollowedServices } from "@/lib/sync/services/services-of";
import type { SyncDiff } from "@/lib/sync/services/sync-diff";

type LookState = FormState & { preview?: Preview };
export type ApplyState = FormState & { diff?: SyncDiff };
type Props = {
  services: FollowedServices;
  look: (previous: LookState, form: FormData) => Promise<LookState>;
  apply: (previous: ApplyState, form: FormData) => Promise<ApplyState>;
  dismiss: FormActionOf;
};

/** How a back end's service list is followed, what it would change, and what a person says to that. */
export function ServicesDesk({ services, look, apply, dismiss }: Props) {
  const t = useTranslations("adminServices");
  const [looked, post] = useActionState(look, {});
  // What applying answered is newer than the look before it, and older than the next one.
  const [answered, setAnswered] = useState<{ after: LookState; diff: SyncDiff | null } | null>(null);
  const { held, connectionId, refused } = services;
  const isAnswered = answered?.after === looked;
  const preview = isAnswered ? undefined : looked.preview;
  const fresh = isAnswered ? answered.diff : preview?.ok ? preview.diff : null;
  const diff = fresh ?? held?.diff ?? null;
  const isHeld = diff !== null && held?.diff.fingerprint === diff.fingerprint;

  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-[75ch] text-ink-soft">{t("lead")}</p>
      <ServicesState services={services} />
      {refused ? (
        <Notice kind="warn" title={refused} />
      ) : (
        <form action={post} className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <input type="hidden" name="connectionId" value={connectionId} />
          <SubmitButton look="secondary" pending={t("look.running")}>
            {t("look.button")}
          </SubmitButton>
          <p className="text-ink-soft">{t("look.lead")}</p>
        </form>
      )}
      {!isAnswered && looked.message && <Notice kind="error" title={looked.message} announce />}
      {preview && !preview.ok && (
        <Notice kind="error" title={t("look.failed")} announce>
          <p className="break-words">{preview.reason}</p>
        </Notice>
      )}
      {preview?.ok && <Notice kind="info" title={t("look.done")} announce />}
      {isAnswered && answered.diff && <Notice kind="warn" title={t("apply.changed")} announce />}
      {isHeld && held && <HeldNotice held={held} />}
      {diff ? (
        <DiffView diff={diff} connectionId={connectionId}>
          <DecideButtons
            services={services}
            diff={diff}
            isHeld={isHeld}
            apply={apply}
            dismiss={dismiss}
            show={(next) => setAnswered({ after: looked, diff: next })}
          />
        </DiffView>
      ) : (
        <EmptyState title={t("diff.nothing")}>{t("diff.nothingLead")}</EmptyState>
      )}
    </div>
  );
}
