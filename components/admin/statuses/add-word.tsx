"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { addedWord } from "@/components/admin/statuses/means";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import type { MappedWord } from "@/lib/sync/status-map/read-status-map";

/** Adds a word to the table, which has its meaning chosen there. */
export function AddWord({ known, add }: { known: readonly string[]; add: (row: MappedWord) => void }) {
  const t = useTranslations("adminStatuses.add");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const added = addedWord(typed, known);
    if (!added.ok) return setFault(t(added.fault, { word: added.word }));
    setFault(undefined);
    setTyped("");
    add(added.row);
  };
  return (
    <form onSubmit={send} noValidate className="flex flex-wrap items-end gap-3">
      <div className="w-full max-w-96">
        <Field name="word" label={t("label")} hint={t("hint")} error={fault}>
          {(wiring) => (
            <Input
              {...wiring}
              className="font-mono"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Button type="submit">{t("button")}</Button>
    </form>
  );
}
