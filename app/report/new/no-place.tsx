import type { Route } from "next";
import Form from "next/form";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

/** Without a usable place there is nobody to offer the form for: it is asked for first. */
export function NoPlace({ searchedFor }: { searchedFor: string }) {
  const t = useTranslations("reportForm.page");
  return (
    <div className="page">
      <div className="flex max-w-[66ch] flex-col gap-6">
        <div>
          <h1>{t("noPlaceTitle")}</h1>
          <p className="mt-2 text-large">{t("noPlaceLead")}</p>
        </div>
        <Form action={"/around" as Route} className="flex flex-col gap-4">
          <Field name="q" label={t("noPlaceLabel")} required>
            {(wiring) => <Input {...wiring} type="search" defaultValue={searchedFor} autoComplete="off" />}
          </Field>
          <div className="flex flex-wrap gap-3">
            <SubmitButton pending={t("noPlaceButton")}>{t("noPlaceButton")}</SubmitButton>
            <LinkButton href={"/around" as Route}>{t("noPlaceMap")}</LinkButton>
          </div>
        </Form>
      </div>
    </div>
  );
}
