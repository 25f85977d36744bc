"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState, useEffect } from "react";
import { WireView } from "@/components/admin/wire/wire-view";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormState } from "@/lib/forms";
import type { Tried } from "@/lib/webhooks/try-webhook";

export type TryState = FormState & { tried?: Tried };
type Action = (previous: TryState, form: FormData) => Promise<TryState>;

/** Sends a test when asked to, and shows what was answered. */
export function TryWebhook({ webhookId, action }: { webhookId: number; action: Action }) {
  const t = useTranslations("adminWebhooks.trial");
  const [{ message, tried }, post] = useActionState(action, {});
  const { refresh } = useRouter();
  const queries = useQueryClient();
  // The test stands in the log, and tells how the webhook fares.
  useEffect(() => {
    if (!tried) return;
    void queries.invalidateQueries();
    refresh();
  }, [tried, queries, refresh]);
  return (
    <section aria-labelledby="try" className="flex flex-col gap-3">
      <h2 id="try" className="text-large">
        {t("title")}
      </h2>
      <form action={post} className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input type="hidden" name="webhookId" value={webhookId} />
        <SubmitButton look="secondary" pending={t("running")}>
          {t("run")}
        </SubmitButton>
        <p className="max-w-[75ch] text-ink-soft">{t("lead")}</p>
      </form>
      {message && <Notice kind="error" title={message} announce />}
      {tried && (
        <>
          <Notice
            kind={tried.taken ? "success" : "error"}
            title={tried.taken ? t("taken") : t("notTaken", { reason: tried.reason ?? "" })}
            announce
          />
          <WireView exchange={tried.exchange} name={t("wire")} />
        </>
      )}
    </section>
  );
}
