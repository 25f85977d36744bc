"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { TrialSteps } from "@/components/admin/connections/trial-steps";
import { Notice } from "@/components/ui/notice";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ConnectionTrial } from "@/lib/delivery/try-connection";
import type { FormState } from "@/lib/forms";

type State = FormState & { trial?: ConnectionTrial };
type Action = (previous: State, form: FormData) => Promise<State>;

/** Tries a connection when asked to, and shows step by step what came of it. */
export function TrialForm({ connectionId, action }: { connectionId: number; action: Action }) {
  const t = useTranslations("adminConnections.trial");
  const [{ message, trial }, post] = useActionState(action, {});
  return (
    <section aria-label={t("run")} className="flex flex-col gap-4">
      <form action={post} className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input type="hidden" name="connectionId" value={connectionId} />
        <SubmitButton pending={t("running")}>{t("run")}</SubmitButton>
        <p className="text-ink-soft">{t("lead")}</p>
      </form>
      {message && <Notice kind="error" title={message} announce />}
      {trial && (
        <>
          <Notice kind={trial.ok ? "success" : "error"} title={t(trial.ok ? "well" : "notWell")} announce />
          <TrialSteps steps={trial.steps} />
          {trial.codes.length > 0 && <Codes codes={trial.codes} />}
        </>
      )}
    </section>
  );
}

function Codes({ codes }: { codes: ConnectionTrial["codes"] }) {
  const t = useTranslations("adminConnections.trial");
  return (
    <div>
      <h2 id="codes" className="mb-2 text-large">
        {t("codes")}
      </h2>
      <ScrollRegion label={t("codes")} className="admin-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("category")}</th>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("known")}</th>
            </tr>
          </thead>
          <tbody>
            {codes.map(({ contactId, category, destination, known }) => (
              <tr key={contactId}>
                <th scope="row">
                  <Link href={`/admin/contacts/${contactId}` as Route}>{category}</Link>
                </th>
                <td className="font-mono text-small">{destination}</td>
                <td className={known === false ? "font-semibold text-danger" : undefined}>
                  {t(known === null ? "unknown" : known ? "yes" : "no")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
