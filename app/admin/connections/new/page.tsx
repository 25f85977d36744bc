import type { Metadata, Route } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { staffActor } from "@/app/_server/staff";
import { createOne } from "@/app/admin/connections/save";
import { settingsFields } from "@/app/admin/connections/settings-fields";
import { BodyChoice } from "@/components/admin/connections/body-choice";
import { ConnectionForm } from "@/components/admin/connections/connection-form";
import { MethodChoice } from "@/components/admin/connections/method-choice";
import { PageHead } from "@/components/admin/page-head";
import { may } from "@/lib/auth/permissions";
import { hasSomewhere, scopeOf } from "@/lib/auth/scope";
import { bodyNameOf, bodyNames } from "@/lib/bodies/body-name";
import { methodWords } from "@/lib/bodies/settings-form";
import { RowId } from "@/lib/form-fields";
import { SendMethod } from "@/prisma/generated/enums";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminConnections"))("new") };
}

const none = { pullUpdates: false, sendUpdates: false, pullRequests: false, syncServices: false };

/** Step by step, each an address of its own: for which body, by which method, then that method's settings. */
export default async function NewConnectionPage({ searchParams }: Props) {
  const actor = await staffActor();
  if (!hasSomewhere(actor, "connection:edit")) forbidden();
  const t = await getTranslations("adminConnections");
  const { body, method: asked } = await searchParams;
  const own = scopeOf(actor, "connection:edit").bodyId;
  const bodyId = own ?? RowId.safeParse(body).data ?? null;
  if (bodyId !== null && !may(actor, "connection:edit", { bodyIds: [bodyId] })) forbidden();
  const name = bodyId === null ? null : await bodyNameOf(bodyId);
  const method = Object.values(SendMethod).find((known) => known === asked);
  const lead = [name, method && methodWords(method).label].filter(Boolean).join(" · ");
  return (
    <>
      <PageHead
        trail={[{ label: t("title"), href: "/admin/connections" }]}
        title={t("new")}
        {...(lead && { lead })}
      />
      {bodyId === null || name === null ? (
        <BodyChoice bodies={await bodyNames()} />
      ) : method ? (
        <ConnectionForm
          action={createOne}
          method={method}
          fields={settingsFields(method, null)}
          flags={none}
          concurrency={8}
          subject={{ bodyId }}
          usedBy={[]}
        />
      ) : (
        <>
          <h2 className="mb-3 text-large">{t("form.chooseMethod")}</h2>
          <MethodChoice
            offers={Object.values(SendMethod).map((one) => ({
              method: one,
              ...methodWords(one),
              href: `/admin/connections/new?body=${bodyId}&method=${one}` as Route,
            }))}
          />
        </>
      )}
    </>
  );
}
