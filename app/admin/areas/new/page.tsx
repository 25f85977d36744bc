import type { Metadata, Route } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { startView, tileSource } from "@/app/_server/map-setup";
import { staffActor } from "@/app/_server/staff";
import { saveAreaAction } from "@/app/admin/areas/actions";
import { AreaForm } from "@/components/admin/areas/area-form";
import { PageHead } from "@/components/admin/page-head";
import { isSuperuser } from "@/lib/auth/superuser";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminBodies.areas");
  return { title: t("new") };
}

export default async function NewAreaPage() {
  if (!isSuperuser(await staffActor())) forbidden();
  const t = await getTranslations("adminBodies.areas");
  return (
    <>
      <PageHead
        title={t("new")}
        trail={[{ label: t("title"), href: "/admin/areas" as Route }]}
        lead={t("newLead")}
      />
      <AreaForm area={null} map={{ start: startView(), tiles: tileSource() }} action={saveAreaAction} />
    </>
  );
}
