"use client";

import { useTranslations } from "next-intl";
import { CodeField } from "@/components/admin/contacts/questions/code-field";
import { type Draft, isList } from "@/components/admin/contacts/questions/draft";
import { fieldId } from "@/components/admin/contacts/questions/draft-faults";
import { useEditor } from "@/components/admin/contacts/questions/editor-context";
import { ValuesEditor } from "@/components/admin/contacts/questions/values-editor";
import { Checkbox, RadioCard, Select, Textarea } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { Automated, Datatype } from "@/prisma/generated/enums";

/** What a question or notice is made of. */
export function QuestionFields({ draft }: { draft: Draft }) {
  const t = useTranslations("adminContacts.questions");
  const kinds = useTranslations("adminContacts.datatype");
  const who = useTranslations("adminContacts.automated");
  const optional = useTranslations("admin.form")("optional");
  const { change, faults } = useEditor();
  const { uid, variable } = draft;
  const edit = (patch: Partial<Draft>) => change({ type: "edit", uid, patch });
  const field = (name: string) => ({ id: fieldId(uid, name), name: "", error: faults[fieldId(uid, name)] });
  const automated = draft.automated || "asked";

  return (
    <div className="flex flex-col gap-5">
      <FieldGroup id={fieldId(uid, "variable")} legend={t("kind")}>
        <div className="grid gap-2 sm:grid-cols-2">
          {([true, false] as const).map((asks) => (
            <RadioCard
              key={String(asks)}
              name={fieldId(uid, "kind")}
              label={t(asks ? "question" : "notice")}
              hint={t(asks ? "questionHint" : "noticeHint")}
              checked={variable === asks}
              onChange={() => edit({ variable: asks })}
            />
          ))}
        </div>
      </FieldGroup>
      <Field {...field("description")} label={t(variable ? "description" : "noticeText")} required>
        {({ name: _, ...wiring }) => (
          <Textarea
            {...wiring}
            rows={variable ? 1 : 3}
            className="min-h-12!"
            value={draft.description}
            onChange={({ target }) => edit({ description: target.value })}
          />
        )}
      </Field>
      {variable ? (
        <>
          <Field {...field("datatypeDescription")} label={t("help")} optional={optional}>
            {({ name: _, ...wiring }) => (
              <Textarea
                {...wiring}
                rows={1}
                className="min-h-12!"
                value={draft.datatypeDescription}
                onChange={({ target }) => edit({ datatypeDescription: target.value })}
              />
            )}
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field {...field("datatype")} label={t("datatype")}>
              {({ name: _, ...wiring }) => (
                <Select
                  {...wiring}
                  value={draft.datatype}
                  onChange={({ target }) => edit({ datatype: target.value as Datatype })}
                >
                  {Object.values(Datatype).map((datatype) => (
                    <option key={datatype} value={datatype}>
                      {kinds(datatype)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field {...field("automated")} label={t("automated")} hint={t(`automatedHint.${automated}`)}>
              {({ name: _, ...wiring }) => (
                <Select
                  {...wiring}
                  value={automated}
                  onChange={({ target }) =>
                    edit({ automated: target.value === "asked" ? "" : (target.value as Draft["automated"]) })
                  }
                >
                  {Object.values(Automated).map((one) => (
                    <option key={one} value={one}>
                      {who(one)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          {isList(draft) && <ValuesEditor draft={draft} />}
          {automated === "asked" && (
            <Checkbox
              label={t("required")}
              checked={draft.required}
              onChange={({ target }) => edit({ required: target.checked })}
            />
          )}
        </>
      ) : (
        <Checkbox
          label={t("stopsForm")}
          hint={t("stopsFormHint")}
          checked={draft.stopsForm}
          onChange={({ target }) => edit({ stopsForm: target.checked })}
        />
      )}
      <CodeField draft={draft} />
      <Checkbox
        label={t("protected")}
        hint={t("protectedHint")}
        checked={draft.protected}
        onChange={({ target }) => edit({ protected: target.checked })}
      />
    </div>
  );
}
