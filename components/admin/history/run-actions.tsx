"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { Wired } from "@/components/admin/list-query";
import type { FormActionOf } from "@/components/admin/use-form";
import type { ShownRun } from "@/lib/sync/history/list-runs";

export type RunVerbs = Record<
  "read" | "pause" | "goOn" | "takeBack" | "lookAtFile" | "lookAtBackEnd",
  FormActionOf
>;

const verbs = ["read", "goOn", "lookAgain", "pause", "takeBack"] as const;
const looks = {
  read: "primary",
  goOn: "primary",
  lookAgain: "secondary",
  pause: "secondary",
  takeBack: "danger",
} as const;

/** What can be done with a run now, each with a second thought. */
export function RunActions({ run, actions }: { run: Wired<ShownRun>; actions: RunVerbs }) {
  const t = useTranslations("adminHistory");
  const would = run.outcomes.find(({ outcome }) => outcome === "created")?.count ?? 0;
  const about = { id: String(run.id), count: run.task === "look" ? would : run.reports };
  return (
    <div className="flex flex-wrap gap-3">
      {verbs
        .filter((verb) => run.can[verb])
        .map((verb) => (
          <ConfirmButton
            key={verb}
            label={t(`${verb}.button`)}
            title={t(`${verb}.title`, about)}
            confirm={t(`${verb}.confirm`)}
            said={t(`${verb}.done`)}
            {...(verb === "lookAgain"
              ? lookingAgain(run, actions)
              : { action: actions[verb], fields: { runId: String(run.id) } })}
            look={looks[verb]}
          >
            <p className="max-w-[60ch]">{t(`${verb}.body`, about)}</p>
          </ConfirmButton>
        ))}
    </div>
  );
}

/** As the forms of a first look post it. */
function lookingAgain(
  { connection, uploadId, kind, windowStart }: Wired<ShownRun>,
  { lookAtFile, lookAtBackEnd }: RunVerbs,
): { action: FormActionOf; fields: Record<string, string> } {
  const fields = {
    connectionId: String(connection.id),
    ...(windowStart !== null && { from: windowStart.slice(0, 10) }),
  };
  return uploadId === null
    ? { action: lookAtBackEnd, fields }
    : { action: lookAtFile, fields: { ...fields, kind, uploadId: String(uploadId) } };
}
