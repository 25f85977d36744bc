import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { inviteAction } from "@/app/admin/users/actions";
import { PageHead } from "@/components/admin/page-head";
import { ChooseBody } from "@/components/admin/users/choose-body";
import { InviteForm } from "@/components/admin/users/invite-form";
import { bodyNames } from "@/lib/bodies/body-name";
import { BodyChoice } from "@/lib/users/body-choice";
import { rightChoices } from "@/lib/users/read-user";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminUsers.inviteForm");
  return { title: t("title") };
}

/** Superusers say first for which body, as roles and categories are a body's. */
export default async function InvitePage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminUsers");
  const { query } = pageQuery(BodyChoice, await searchParams);
  const chosen = actor.superuser ? query.body : (actor.bodyId ?? undefined);
  const bodyId = chosen === "none" ? null : chosen;
  return (
    <div className="max-w-[64rem]">
      <PageHead
        title={t("inviteForm.title")}
        trail={[{ label: t("title"), href: "/admin/users" as Route }]}
        lead={t("inviteForm.lead")}
      />
      {actor.superuser && (
        <ChooseBody
          label={t("inviteForm.body")}
          button={t("inviteForm.chooseBody")}
          none={t("inviteForm.noBodyOption")}
          bodies={await bodyNames()}
          chosen={chosen}
        />
      )}
      {bodyId !== undefined && (
        <InviteForm
          key={String(bodyId)}
          bodyId={bodyId}
          choices={await orRefuse(rightChoices(actor, bodyId))}
          action={inviteAction}
        />
      )}
    </div>
  );
}
