import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import {
  retireTemplateAction,
  reviveTemplateAction,
  saveTemplateAction,
} from "@/app/admin/templates/actions";
import { tryTemplate } from "@/app/admin/templates/try";
import { Badge } from "@/components/admin/contacts/badge";
import { PageHead } from "@/components/admin/page-head";
import { RetireTemplate } from "@/components/admin/templates/retire-template";
import { TemplateForm } from "@/components/admin/templates/template-form";
import { Notice } from "@/components/ui/notice";
import { readTemplate, templateChoices } from "@/lib/bodies/list-templates";
import { mayChangeTemplate } from "@/lib/bodies/template-rights";
import { RowId } from "@/lib/form-fields";

type Props = { params: Promise<{ id: string }> };

async function templateOf({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id).data ?? notFound();
  return { actor, template: await orRefuse(readTemplate(actor, id)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await templateOf(props)).template.title };
}

/** One template, to be changed by whoever may answer in its categories. */
export default async function TemplatePage(props: Props) {
  const { actor, template } = await templateOf(props);
  const t = await getTranslations("adminTemplates");
  const { bodies } = await orRefuse(templateChoices(actor));
  const body = bodies.find(({ id }) => id === template.body.id) ?? notFound();
  return (
    <>
      <PageHead
        title={template.title}
        trail={[
          { label: t("list.title"), href: "/admin/templates" as Route },
          { label: body.name, href: `/admin/templates?body=${body.id}` as Route },
        ]}
        mark={
          <Badge look={template.retired ? "warn" : "good"}>
            {t(template.retired ? "list.retired" : "list.active")}
          </Badge>
        }
        actions={
          template.mayChange && (
            <RetireTemplate
              template={{ id: template.id, title: template.title, retired: template.retired }}
              retire={retireTemplateAction}
              revive={reviveTemplateAction}
            />
          )
        }
      />
      {!template.mayChange && (
        <div className="mb-6">
          <Notice>{t("form.readOnly")}</Notice>
        </div>
      )}
      <TemplateForm
        template={template}
        body={body}
        mayAnswerAll={mayChangeTemplate(actor, { bodyId: body.id, contacts: [] })}
        action={saveTemplateAction}
        trial={tryTemplate}
      />
    </>
  );
}
