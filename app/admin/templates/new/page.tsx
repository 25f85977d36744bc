import type { Metadata, Route } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { saveTemplateAction } from "@/app/admin/templates/actions";
import { tryTemplate } from "@/app/admin/templates/try";
import { PageHead } from "@/components/admin/page-head";
import { ChooseBody } from "@/components/admin/templates/choose-body";
import { TemplateForm } from "@/components/admin/templates/template-form";
import { templateChoices } from "@/lib/bodies/list-templates";
import { mayChangeTemplate } from "@/lib/bodies/template-rights";

type Props = { searchParams: Promise<{ body?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminTemplates.list");
  return { title: t("new") };
}

export default async function NewTemplatePage({ searchParams }: Props) {
  const actor = await staffActor();
  const { body: asked } = await searchParams;
  const t = await getTranslations("adminTemplates.list");
  const { bodies } = await orRefuse(templateChoices(actor));
  const [only] = bodies;
  const body = bodies.find(({ id }) => String(id) === asked) ?? (bodies.length === 1 ? only : undefined);
  if (asked !== undefined && !body) forbidden();
  return (
    <>
      <PageHead title={t("new")} trail={[{ label: t("title"), href: "/admin/templates" as Route }]} />
      {body ? (
        <TemplateForm
          template={null}
          body={body}
          mayAnswerAll={mayChangeTemplate(actor, { bodyId: body.id, contacts: [] })}
          action={saveTemplateAction}
          trial={tryTemplate}
        />
      ) : (
        <ChooseBody bodies={bodies} />
      )}
    </>
  );
}
