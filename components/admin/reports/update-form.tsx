"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { PhotoField } from "@/components/report/form/photo-field";
import type { PhotoWords } from "@/components/report/form/use-uploads";
import { usePhotos } from "@/components/report/use-photos";
import { Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { labelKeyOf } from "@/lib/reports/states";
import type { UpdateChoices } from "@/lib/updates/staff-choices";
import type { ReportState } from "@/prisma/generated/enums";

type Props = {
  reportId: number;
  choices: UpdateChoices;
  action: FormActionOf;
  /** Another one each time that the page is read. */
  formKey: string;
  photoWords: PhotoWords;
};

/** Where staff say something in their body's name. Empty again when it was said. */
export function StaffUpdateForm(props: Props) {
  const [round, setRound] = useState(0);
  return <Form key={round} {...props} done={() => setRound((n) => n + 1)} />;
}

function Form({ reportId, choices, action, formKey, photoWords, done }: Props & { done: () => void }) {
  const t = useTranslations("adminUpdates.form");
  const form = useForm(action, { said: t("said"), after: done });
  const { bodies, states } = choices;
  const [bodyId, setBodyId] = useState(bodies.length === 1 ? String(bodies[0]?.id) : "");
  const [text, setText] = useState("");
  const [templateId, setTemplateId] = useState("");
  const [newState, setNewState] = useState("");
  const { photos, change, uploads, onTheirWay } = usePhotos([], photoWords);
  const [waits, setWaits] = useState(false);
  const templates = bodies.find(({ id }) => String(id) === bodyId)?.templates ?? [];

  const choose = (id: string) => {
    const before = templates.find((template) => String(template.id) === templateId);
    const template = templates.find((one) => String(one.id) === id);
    setTemplateId(id);
    if (!template) return;
    // Own words stay in front of it.
    const own = text === before?.text ? "" : text.trim();
    setText([own, template.text].filter(Boolean).join("\n\n"));
    if (template.state && states.includes(template.state)) setNewState(template.state);
  };
  const submit = (event: FormEvent) => {
    setWaits(onTheirWay);
    if (onTheirWay) event.preventDefault();
  };

  return (
    <form action={form.post} onSubmit={submit} noValidate className="flex max-w-[75ch] flex-col gap-4">
      <FormProblems message={form.message} problems={form.problems} />
      <input type="hidden" name="reportId" value={reportId} />
      <input type="hidden" name="formKey" value={formKey} />
      {bodies.length > 1 && (
        <Field name="bodyId" label={t("body")} error={form.errorOf("bodyId")} required>
          {(wiring) => (
            <Select {...wiring} value={bodyId} onChange={({ target }) => setBodyId(target.value)}>
              <option value="">{t("chooseBody")}</option>
              {bodies.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {templates.length > 0 && (
        <Field name="templateId" label={t("template")} hint={t("templateHint")}>
          {(wiring) => (
            <Select {...wiring} value={templateId} onChange={({ target }) => choose(target.value)}>
              <option value="">{t("noTemplate")}</option>
              {templates.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field name="text" label={t("text")} hint={t("textHint")} error={form.errorOf("text")}>
        {(wiring) => (
          <Textarea
            {...wiring}
            maxLength={4_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <StateField {...{ states, newState, setNewState }} error={form.errorOf("newState")} />
      <PhotoField
        {...{ photos, uploads, change }}
        id="photoIds"
        words={photoWords}
        legend={t("photos")}
        hint={t("photosHint")}
        optional={t("optional")}
        error={waits ? photoWords.wait : form.errorOf("photoIds")}
        hydrated
      />
      <div>
        <SubmitButton pending={t("saving")}>{t("save")}</SubmitButton>
      </div>
    </form>
  );
}

type StateProps = {
  states: readonly ReportState[];
  newState: string;
  setNewState: (state: string) => void;
  error: string | undefined;
};

function StateField({ states, newState, setNewState, error }: StateProps) {
  const t = useTranslations("adminUpdates.form");
  const labels = useTranslations("states.label");
  return (
    <Field name="newState" label={t("state")} error={error}>
      {(wiring) => (
        <Select {...wiring} value={newState} onChange={({ target }) => setNewState(target.value)}>
          <option value="">{t("sameState")}</option>
          {states.map((state) => (
            <option key={state} value={state}>
              {labels(labelKeyOf(state))}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
