import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { createBodyAction } from "@/app/admin/bodies/actions";
import { CreateBodyForm } from "@/components/admin/bodies/create-body-form";
import { PageHead } from "@/components/admin/page-head";
import { areasToChoose } from "@/lib/bodies/list-areas";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminBodies.create");
  return { title: t("title") };
}

export default async function NewBodyPage() {
  const actor = await staffActor();
  const t = await getTranslations("adminBodies");
  const areas = await orRefuse(areasToChoose(actor, null));
  return (
    <>
      <PageHead
        title={t("create.title")}
        trail={[{ label: t("list.title"), href: "/admin/bodies" as Route }]}
        lead={t("create.lead")}
      />
      <CreateBodyForm areas={areas} action={createBodyAction} />
    </>
  );
}
