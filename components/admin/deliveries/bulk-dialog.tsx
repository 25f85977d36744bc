"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { type ActOnMany, type BulkOutcome, runBulk } from "@/components/admin/deliveries/bulk-run";
import { readJson } from "@/components/admin/list-query";
import { useSay } from "@/components/admin/say";
import { Button } from "@/components/ui/button";
import { Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { BulkAction } from "@/lib/delivery/act-on-many";

export type BulkOffer = { action: BulkAction; needsNote: boolean };

type Props = {
  /** Null = all that the filter shows. */
  ids: string[] | null;
  /** The filter's part of the address. */
  filter: string;
  offers: readonly BulkOffer[];
  action: BulkAction;
  actOnMany: ActOnMany;
  close: () => void;
  /** Called when something was done. */
  done: () => void;
};

/** More than this are not counted (lib/delivery/matching-deliveries.ts). */
const countedUpTo = 10_000;

/** Says what will be done to how many, asks, does it, and says what became of it. */
export function BulkDialog({ ids, filter, offers, action: first, actOnMany, close, done }: Props) {
  const t = useTranslations("adminDeliveries.bulk");
  const words = useTranslations("deliveryActions");
  const dialog = useTranslations("admin.dialog");
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const queries = useQueryClient();
  const say = useSay();
  const [action, setAction] = useState(first);
  const [progress, setProgress] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const counted = useQuery({
    queryKey: ["admin", "deliveries", "count", filter],
    queryFn: ({ signal }) => readJson<{ count: number }>(`/api/admin/deliveries/count?${filter}`, signal),
    enabled: ids === null,
  });
  const count = ids?.length ?? counted.data?.count;
  const many =
    count === undefined ? "…" : count > countedUpTo ? t("many", { count: countedUpTo }) : String(count);
  const needsNote = offers.find((offer) => offer.action === action)?.needsNote ?? false;

  useEffect(() => box.current?.showModal(), []);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (progress !== null) return;
    const form = new FormData(event.currentTarget);
    for (const one of ids ?? []) form.append("ids", one);
    if (ids === null) form.set("filter", filter);
    setProgress(0);
    const result = await runBulk(actOnMany, form, setProgress);
    setProgress(null);
    setOutcome(result);
    if (result.done > 0) {
      done();
      void queries.invalidateQueries({ queryKey: ["admin"] });
    }
    if (result.fault) return;
    say(t("done", { done: result.done, refused: result.refused.length }));
    if (result.refused.length === 0) close();
  };

  return (
    <dialog ref={box} aria-labelledby={`${id}title`} className="admin-dialog" onClose={close}>
      <h2 id={`${id}title`} className="text-large">
        {count === undefined || count > countedUpTo
          ? t("askMany", { action: words(`label.${action}`), count: many })
          : t(`ask.${action}`, { count })}
      </h2>
      <form onSubmit={send} noValidate className="mt-3 flex flex-col gap-4">
        {outcome?.fault?.message && <Notice kind="error" title={outcome.fault.message} announce />}
        {outcome && outcome.refused.length > 0 && <Refused refused={outcome.refused} />}
        <Field name="action" id={`${id}action`} label={t("which")} hint={words(`explained.${action}`)}>
          {(wiring) => (
            <Select
              {...wiring}
              value={action}
              onChange={(event) => setAction(event.currentTarget.value as BulkAction)}
            >
              {offers.map((offer) => (
                <option key={offer.action} value={offer.action}>
                  {words(`label.${offer.action}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <p className="text-small text-ink-soft">{t("skippedOnes")}</p>
        <Field
          name="note"
          id={`${id}note`}
          label={words("field.note")}
          hint={words("field.noteHint")}
          error={outcome?.fault?.fields?.note}
          {...(needsNote ? { required: true } : { optional: dialog("optional") })}
        >
          {(wiring) => <Textarea {...wiring} rows={2} className="min-h-16" />}
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" aria-disabled={progress !== null}>
            {progress === null
              ? t("confirm", { count: many })
              : t("progress", { done: progress, count: many })}
          </Button>
          <Button onClick={() => box.current?.close()}>{dialog("cancel")}</Button>
        </div>
      </form>
    </dialog>
  );
}

/** Which were left as they are, and why; many of one reason are told once. */
function Refused({ refused }: { refused: BulkOutcome["refused"] }) {
  const t = useTranslations("adminDeliveries.bulk");
  const reasons = new Map<string, number[]>();
  for (const { id, reason } of refused) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  return (
    <Notice kind="warn" title={t("refusedTitle", { count: refused.length })} announce>
      <ul className="mt-1 list-disc ps-5">
        {[...reasons].map(([reason, ids]) => (
          <li key={reason}>
            {reason} ({ids.slice(0, 5).join(", ")}
            {ids.length > 5 && " …"})
          </li>
        ))}
      </ul>
    </Notice>
  );
}
