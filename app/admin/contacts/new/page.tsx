import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { createContactAction } from "@/app/admin/contacts/contact-actions";
import { ContactForm } from "@/components/admin/contacts/contact-form";
import { PageHead } from "@/components/admin/page-head";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { bodiesWithContacts, contactChoices } from "@/lib/bodies/contact-choices";
import { RowId } from "@/lib/form-fields";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminContacts");
  return { title: t("new") };
}

export default async function NewContactPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminContacts");
  const { query } = pageQuery(z.object({ body: RowId.optional().catch(undefined) }), await searchParams);
  const bodies = await orRefuse(bodiesWithContacts(actor));
  const trail = [{ label: t("title"), href: "/admin/contacts" as const }];
  const body = bodies.length === 1 ? bodies[0] : bodies.find(({ id }) => id === query.body);
  if (!body) {
    return (
      <>
        <PageHead title={t("new")} trail={trail} lead={t("page.whose")} />
        <form action="/admin/contacts/new" className="flex max-w-96 flex-col gap-4">
          <Field name="body" label={t("columns.body")} required>
            {(wiring) => (
              <Select {...wiring} defaultValue="">
                <option value="">{t("page.choose")}</option>
                {bodies.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <div>
            <Button type="submit" look="primary">
              {t("page.go")}
            </Button>
          </div>
        </form>
      </>
    );
  }
  const choices = (await contactChoices(actor, body.id)) ?? notFound();
  return (
    <>
      <PageHead title={t("page.newTitle", { body: body.name })} trail={trail} lead={t("page.newLead")} />
      <ContactForm bodyId={body.id} contact={null} choices={choices} save={createContactAction} />
    </>
  );
}
