import type { Metadata, Route } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { staffActor } from "@/app/_server/staff";
import { makeClientAction } from "@/app/admin/clients/actions";
import { MakeClient } from "@/components/admin/clients/make-client";
import { PageHead } from "@/components/admin/page-head";
import { hasSomewhere } from "@/lib/auth/scope";
import { bodyNames } from "@/lib/bodies/body-name";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminClients");
  return { title: t("new") };
}

/** A new client: its body's for staff, anybody's for superusers. */
export default async function NewClientPage() {
  const actor = await staffActor();
  if (!hasSomewhere(actor, "api:edit") || actor.categoryIds) forbidden();
  const t = await getTranslations("adminClients");
  return (
    <>
      <PageHead title={t("new")} trail={[{ label: t("title"), href: "/admin/clients" as Route }]} />
      <MakeClient
        bodies={actor.superuser ? await bodyNames() : null}
        bodyId={actor.bodyId}
        mayTrust={actor.superuser}
        action={makeClientAction}
      />
    </>
  );
}
