"use client";

import { fill } from "@/components/map/fill";
import { useReportForm } from "@/components/report/form/form-context";
import { Step } from "@/components/report/form/step";
import { useWords } from "@/components/report/form/words";
import { Checkbox, Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";

/** As the server reads telephone numbers (lib/auth/account.ts). */
const PHONE = "\\s*[+\\d][\\d\\s\\(\\)\\.\\/\\-]{4,}";

export function YouStep() {
  const words = useWords();
  const text = words.you;
  const { values, change, faults, account, category } = useReportForm();
  const wire = (field: "email" | "name" | "phone") => ({
    value: values[field],
    onChange: ({ target }: { target: { value: string } }) =>
      change({ type: "set", field, value: target.value }),
  });
  return (
    <Step name="you" heading={text.heading}>
      <p>{text.lead}</p>
      {account ? (
        account.email && <p className="font-semibold">{fill(text.signedIn, { email: account.email })}</p>
      ) : (
        <Field name="email" label={text.email} hint={text.emailHint} error={faults.email} required>
          {(wiring) => (
            <Input
              {...wiring}
              {...wire("email")}
              type="email"
              maxLength={254}
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <Field name="name" label={text.name} hint={text.nameHint} error={faults.name} required>
        {(wiring) => <Input {...wiring} {...wire("name")} maxLength={100} autoComplete="name" />}
      </Field>
      <Field
        name="phone"
        label={text.phone}
        hint={text.phoneHint}
        error={faults.phone}
        optional={words.optional}
      >
        {(wiring) => (
          <Input
            {...wiring}
            {...wire("phone")}
            type="tel"
            maxLength={40}
            pattern={PHONE}
            autoComplete="tel"
          />
        )}
      </Field>
      {!category?.private && (
        <Checkbox
          id="showName"
          name="showName"
          label={text.showName}
          hint={text.showNameHint}
          checked={values.showName}
          onChange={({ target }) => change({ type: "showName", value: target.checked })}
        />
      )}
    </Step>
  );
}
