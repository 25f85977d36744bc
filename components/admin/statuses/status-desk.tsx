"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useSay } from "@/components/admin/say";
import { AddWord } from "@/components/admin/statuses/add-word";
import { type Changes, meansOf, stillChanged, toSave } from "@/components/admin/statuses/means";
import { StatusConflict } from "@/components/admin/statuses/status-conflict";
import { StatusTable } from "@/components/admin/statuses/status-table";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { useUnsavedWarning } from "@/components/admin/use-unsaved-warning";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { MappedWord, StatusMapView } from "@/lib/sync/status-map/read-status-map";

/**
 * What a connection's words mean, changed in a table and saved as a whole. Kept here is only what differs from what was read, so that
 * it stays when the page is read anew, also after somebody else has saved.
 */
export function StatusDesk({ view, save }: { view: StatusMapView; save: FormActionOf }) {
  const t = useTranslations("adminStatuses");
  const say = useSay();
  const { refresh } = useRouter();
  const head = useRef<HTMLHeadingElement>(null);
  const [changes, setChanges] = useState<Changes>({});
  const [added, setAdded] = useState<readonly MappedWord[]>([]);
  const [solved, setSolved] = useState<unknown>(null);
  const form = useForm(save, { said: t("saved") });
  const rows = [...view.words, ...added.filter(({ word }) => !view.words.some((one) => one.word === word))];
  const count = Object.keys(stillChanged(view, changes)).length;
  useUnsavedWarning(count > 0);
  useEffect(() => setChanges((current) => stillChanged(view, current)), [view]);

  const refused = form.message !== undefined && solved !== form.problems;
  const load = (keep: boolean) => {
    if (!keep) drop();
    setSolved(form.problems);
    say(t(keep ? "conflict.kept" : "conflict.dropped"));
    head.current?.focus();
    refresh();
  };
  const drop = () => {
    setChanges({});
    setAdded([]);
  };
  // The button that is pressed goes away, hence the keyboard's new place.
  const undo = () => {
    drop();
    head.current?.focus();
  };
  return (
    <section aria-labelledby="words" className="flex flex-col gap-4">
      <div>
        <h2 id="words" ref={head} tabIndex={-1} className="text-large outline-none">
          {t("title")}
        </h2>
        <p className="max-w-[75ch] text-ink-soft">{t("lead")}</p>
      </div>
      <StatusTable
        rows={rows}
        states={view.states}
        meansOf={(row) => changes[row.word] ?? meansOf(row)}
        focusOn={added.at(-1)?.word}
        change={(word, means) => setChanges({ ...changes, [word]: means })}
      />
      <AddWord
        known={rows.map(({ word }) => word)}
        add={(row) => {
          setAdded([...added, row]);
          say(t("add.said", { word: row.word }));
        }}
      />
      <Card className="flex flex-col gap-4">
        {refused &&
          (form.errorOf("version") ? (
            <StatusConflict load={load} />
          ) : (
            <Notice kind="error" title={form.message} announce>
              {form.problems.map(({ field, message }) => field !== "" && <p key={field}>{message}</p>)}
            </Notice>
          ))}
        <form action={form.post} className="flex flex-wrap items-center gap-4">
          <input type="hidden" name="connectionId" value={view.connectionId} />
          <input type="hidden" name="version" value={view.version} />
          <input type="hidden" name="words" value={JSON.stringify(toSave(view, changes))} />
          <SubmitButton pending={t("saving")}>{t("save")}</SubmitButton>
          {count > 0 && <Button onClick={undo}>{t("undo")}</Button>}
          <span className="text-ink-soft">{count > 0 ? t("unsaved", { count }) : t("nothing")}</span>
        </form>
      </Card>
    </section>
  );
}
