"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { fillTemplate, placeholdersIn } from "@/lib/bodies/template-text";
import { labelKeyOf } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

type Props = { body: string; text: string; emailText: string; state: ReportState | null };

/** What people will read, with examples in place of the placeholders. */
export function TemplatePreview({ body, text, emailText, state }: Props) {
  const t = useTranslations("adminTemplates.preview");
  const states = useTranslations("states.label");
  const id = useId();
  const [description, setDescription] = useState(t("descriptionExample"));
  const [extras, setExtras] = useState<Readonly<Record<string, string>>>({});
  const names = placeholdersIn(`${text}\n${emailText}`);
  const told = { description, extras };
  const became = state && t("became", { state: states(labelKeyOf(state)) });
  return (
    <Card className="flex flex-col gap-5 xl:sticky xl:top-20">
      <div>
        <h2 className="text-large">{t("title")}</h2>
        <p className="text-small text-ink-soft">{t("lead")}</p>
      </div>
      <Shown title={t("page")} head={body} text={fillTemplate(text, told)} foot={became} />
      <Shown title={t("mail")} head={null} text={fillTemplate(emailText || text, told)} foot={became} />
      {names.includes("description") && (
        <Field name="description" id={`${id}description`} label={t("description")}>
          {(wiring) => (
            <Input {...wiring} value={description} onChange={(event) => setDescription(event.target.value)} />
          )}
        </Field>
      )}
      {names
        .filter((name) => name !== "description")
        .map((name) => (
          <Field key={name} name={name} id={`${id}${name}`} label={t("extra", { name })}>
            {(wiring) => (
              <Input
                {...wiring}
                value={extras[name] ?? ""}
                onChange={(event) => setExtras({ ...extras, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      <div className="border-t border-line pt-4 text-small">
        <h3 className="text-base font-bold">{t("placeholders")}</h3>
        <dl className="mt-2 flex flex-col gap-2">
          <div>
            <dt className="font-mono">{"{{description}}"}</dt>
            <dd className="text-ink-soft">{t("placeholderDescription")}</dd>
          </div>
          <div>
            <dt className="font-mono">{"{{extras.NAME}}"}</dt>
            <dd className="text-ink-soft">{t("placeholderExtra")}</dd>
          </div>
          <div>
            <dt className="font-mono">{"{{extras.targetDate}}"}</dt>
            <dd className="text-ink-soft">{t("placeholderDate")}</dd>
          </div>
        </dl>
      </div>
    </Card>
  );
}

function Shown({
  title,
  head,
  text,
  foot,
}: {
  title: string;
  head: string | null;
  text: string;
  foot: string | null;
}) {
  const t = useTranslations("adminTemplates.preview");
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-small font-semibold text-ink-soft">{title}</h3>
      <div className="flex flex-col gap-1 rounded border border-line bg-paper px-4 py-3">
        {head && <p className="font-semibold">{head}</p>}
        {text ? (
          <p className="break-words whitespace-pre-line">{text}</p>
        ) : (
          <p className="text-ink-soft">{t("nothing")}</p>
        )}
        {foot && <p className="text-small text-ink-soft">{foot}</p>}
      </div>
    </section>
  );
}
