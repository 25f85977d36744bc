"use client";

import { useTranslations } from "next-intl";
import type { DraftValue } from "@/components/admin/contacts/questions/draft";
import { fieldId } from "@/components/admin/contacts/questions/draft-faults";
import { useEditor } from "@/components/admin/contacts/questions/editor-context";
import { IconButton } from "@/components/admin/contacts/questions/icon-button";
import { Input, Textarea } from "@/components/ui/controls";

type Props = {
  uid: string;
  value: DraftValue;
  /** From 1. */
  n: number;
  last: boolean;
  onRemove: () => void;
};

/** One answer to choose: its words, its key for the back end, and whether choosing it ends the form. */
export function ValueRow({ uid, value, n, last, onRemove }: Props) {
  const t = useTranslations("adminContacts.questions");
  const { change } = useEditor();
  const edit = (patch: Partial<DraftValue>) => change({ type: "editValue", uid, value: value.uid, patch });
  const move = (by: -1 | 1, button: string) =>
    change({ type: "moveValue", uid, value: value.uid, by }, { focus: fieldId(value.uid, button) });
  return (
    <li className="flex flex-col gap-2 rounded border border-line p-2">
      <div className="flex flex-wrap items-start gap-2">
        <Cell value={value} field="name" label={t("valueName")} n={n} grow>
          {(wiring) => (
            <Input
              {...wiring}
              className="min-h-11"
              value={value.name}
              autoComplete="off"
              onChange={({ target }) => edit({ name: target.value })}
            />
          )}
        </Cell>
        <Cell value={value} field="key" label={t("valueKey")} n={n}>
          {(wiring) => (
            <Input
              {...wiring}
              className="min-h-11 font-mono"
              value={value.key}
              maxLength={255}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => edit({ key: target.value, ownKey: true })}
            />
          )}
        </Cell>
        <div className="ms-auto flex self-end">
          <IconButton
            icon="up"
            id={fieldId(value.uid, "up")}
            label={t("valueUp", { n })}
            off={n === 1}
            onClick={() => move(-1, "up")}
          />
          <IconButton
            icon="down"
            id={fieldId(value.uid, "down")}
            label={t("valueDown", { n })}
            off={last}
            onClick={() => move(1, "down")}
          />
          <IconButton icon="bin" label={t("removeValue", { n })} onClick={onRemove} />
        </div>
      </div>
      <label className="flex min-h-9 cursor-pointer items-center gap-2 text-small">
        <input
          type="checkbox"
          className="size-5"
          aria-label={t("valueStopsToggle", { n })}
          checked={value.stops !== null}
          onChange={({ target }) => edit({ stops: target.checked ? "" : null })}
        />
        {t("valueStops")}
      </label>
      {value.stops !== null && (
        <Cell value={value} field="stops" label={t("valueStopsLabel", { n })} n={n} grow quiet>
          {(wiring) => (
            <Textarea
              {...wiring}
              rows={1}
              className="min-h-12!"
              value={value.stops ?? ""}
              onChange={({ target }) => edit({ stops: target.value })}
            />
          )}
        </Cell>
      )}
    </li>
  );
}

type Wiring = { id: string; "aria-label": string; "aria-invalid"?: true; "aria-describedby"?: string };

/** A field in a row of several: a small label, and its fault under it. */
function Cell({
  value,
  field,
  label,
  n,
  grow = false,
  quiet = false,
  children,
}: {
  value: DraftValue;
  field: string;
  label: string;
  n: number;
  grow?: boolean;
  quiet?: boolean;
  children: (wiring: Wiring) => React.ReactNode;
}) {
  const { faults } = useEditor();
  const id = fieldId(value.uid, field);
  const fault = faults[id];
  return (
    <div className={`flex min-w-28 flex-col gap-1 ${grow ? "flex-[2]" : "flex-1"}`}>
      {!quiet && (
        <span aria-hidden="true" className="text-small text-ink-soft">
          {label}
        </span>
      )}
      {children({
        id,
        "aria-label": quiet ? label : `${label} ${n}`,
        ...(fault && { "aria-invalid": true as const, "aria-describedby": `${id}-error` }),
      })}
      {fault && (
        <p id={`${id}-error`} className="text-small font-semibold text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}
