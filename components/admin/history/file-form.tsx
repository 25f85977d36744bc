"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, startTransition, useState } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { type KeepPiece, sendPieces } from "@/components/admin/history/send-pieces";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { FileInput, Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = { connectionId: number; today: string; action: FormActionOf; keep: KeepPiece };

/** Sends a file of old items and has it looked at. With a script it goes in pieces; without one it goes with the form, up to 40 MB. */
export function FileForm({ connectionId, today, action, keep }: Props) {
  const t = useTranslations("adminHistory.start");
  const kinds = useTranslations("adminHistory.kind");
  const dialog = useTranslations("admin.dialog");
  const form = useForm(action, { said: t("fileDone") });
  const { part, fault, onSubmit } = useSending({ connectionId, keep, post: form.post });
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-large">{t("fileTitle")}</h2>
      <p className="max-w-[66ch]">{t("fileLead")}</p>
      <form action={form.post} onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
        <input type="hidden" name="connectionId" value={connectionId} />
        <FormProblems message={form.message} problems={form.problems} />
        {fault !== null && <Notice kind="error" title={t("failed", { reason: fault })} />}
        <Field name="file" id="history-file" label={t("file")} error={form.errorOf("file")}>
          {(wiring) => <FileInput {...wiring} accept=".json,.ndjson,.jsonl,.xml,.csv,.txt" />}
        </Field>
        <div className="flex flex-wrap gap-4">
          <div className="w-full max-w-64">
            <Field name="kind" id="history-kind" label={t("kind")} error={form.errorOf("kind")}>
              {(wiring) => (
                <Select {...wiring} defaultValue={form.typed("kind", "requests")}>
                  <option value="requests">{kinds("requests")}</option>
                  <option value="updates">{kinds("updates")}</option>
                </Select>
              )}
            </Field>
          </div>
          <div className="w-full max-w-64">
            <Field
              name="from"
              id="file-from"
              label={t("from")}
              hint={t("windowLead")}
              error={form.errorOf("from")}
            >
              {(wiring) => <Input {...wiring} type="date" max={today} defaultValue={form.typed("from")} />}
            </Field>
          </div>
        </div>
        {part !== null && (
          <p role="status" className="tabular-nums">
            {t("sending", { percent: part })}
          </p>
        )}
        <div>
          <SubmitButton look="secondary" pending={dialog("working")} disabled={part !== null}>
            {t("send")}
          </SubmitButton>
        </div>
      </form>
    </Card>
  );
}

/** Sends the chosen file piece by piece, then the form with its number instead of the file. */
function useSending({
  connectionId,
  keep,
  post,
}: Pick<Props, "connectionId" | "keep"> & { post: (form: FormData) => void }) {
  const [part, setPart] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    // Without a file the verb says what is missing.
    if (!(file instanceof File) || file.size === 0) return;
    event.preventDefault();
    setFault(null);
    setPart(0);
    try {
      const uploadId = await sendPieces(file, { connectionId, keep, onPart: setPart });
      form.delete("file");
      form.set("uploadId", String(uploadId));
      startTransition(() => post(form));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
    setPart(null);
  };
  return { part, fault, onSubmit };
}
