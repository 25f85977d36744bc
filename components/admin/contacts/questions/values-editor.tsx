"use client";

import { useTranslations } from "next-intl";
import type { Draft, DraftValue } from "@/components/admin/contacts/questions/draft";
import { fieldId } from "@/components/admin/contacts/questions/draft-faults";
import { useEditor } from "@/components/admin/contacts/questions/editor-context";
import { ValueRow } from "@/components/admin/contacts/questions/value-row";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field";

/** The answers to choose from, in their order. */
export function ValuesEditor({ draft }: { draft: Draft }) {
  const t = useTranslations("adminContacts.questions");
  const { change, faults } = useEditor();
  const { uid, values } = draft;
  const remove = (value: DraftValue, place: number) => {
    const next = values[place + 1] ?? values[place - 1];
    change(
      { type: "removeValue", uid, value: value.uid },
      { focus: next ? fieldId(next.uid, "name") : fieldId(uid, "addValue") },
    );
  };
  return (
    <FieldGroup id={fieldId(uid, "values")} legend={t("values")} error={faults[fieldId(uid, "values")]}>
      <ol className="flex flex-col gap-3">
        {values.map((value, place) => (
          <ValueRow
            key={value.uid}
            uid={uid}
            value={value}
            n={place + 1}
            last={place === values.length - 1}
            onRemove={() => remove(value, place)}
          />
        ))}
      </ol>
      <div>
        <Button
          id={fieldId(uid, "addValue")}
          className="min-h-11"
          onClick={() => change({ type: "addValue", uid })}
        >
          {t("addValue")}
        </Button>
      </div>
    </FieldGroup>
  );
}
