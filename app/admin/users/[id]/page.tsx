import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { UserFacts } from "@/app/admin/users/[id]/user-facts";
import {
  editUserAction,
  endSessionsAction,
  moveUserAction,
  removeUserAction,
  resetFactorAction,
  sendLinkAction,
  unlinkAction,
} from "@/app/admin/users/actions";
import { Badge } from "@/components/admin/contacts/badge";
import { PageHead } from "@/components/admin/page-head";
import { UserActs } from "@/components/admin/users/user-acts";
import { UserForm } from "@/components/admin/users/user-form";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { hasSomewhere } from "@/lib/auth/scope";
import { bodyNames } from "@/lib/bodies/body-name";
import { env } from "@/lib/env";
import { RowId } from "@/lib/form-fields";
import { readUser, rightChoices } from "@/lib/users/read-user";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ invited?: string | string[] }>;
};

async function userOf({ params }: Pick<Props, "params">) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id).data ?? notFound();
  return { actor, user: await orRefuse(readUser(actor, id)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { user } = await userOf(props);
  return { title: user.name || user.email };
}

/** One user: what is known, what they may do, and help with signing in. */
export default async function UserPage(props: Props) {
  const { actor, user } = await userOf(props);
  const t = await getTranslations("adminUsers");
  const { invited } = await props.searchParams;
  const mayAct = user.mayEdit && user.staff && !user.self;
  return (
    <div className="max-w-[64rem]">
      <PageHead
        title={user.name || user.email || String(user.id)}
        trail={[{ label: t("title"), href: "/admin/users" as Route }]}
        mark={
          <>
            {user.superuser && <Badge look="good">{t("mark.superuser")}</Badge>}
            {!user.staff && <Badge>{t("mark.citizen")}</Badge>}
            {user.staff && !user.emailVerifiedAt && <Badge look="warn">{t("mark.invited")}</Badge>}
          </>
        }
      />
      <div className="flex flex-col gap-6">
        {invited && <Notice kind="success" title={t("act.invited")} announce />}
        {!user.mayEdit && <Notice title={t("page.readOnly")} />}
        {user.mayEdit && user.self && <Notice title={t("page.self")} />}
        <Card>
          <h2 className="text-large">{t("page.facts")}</h2>
          <UserFacts user={user} />
          {hasSomewhere(actor, "audit:view") && user.email && (
            <p className="mt-3">
              <Link href={`/admin/audit?q=${encodeURIComponent(user.email)}` as Route}>
                {t("page.history")}
              </Link>
            </p>
          )}
        </Card>
        {user.mayEdit && user.staff && (
          <UserForm
            // What was saved is what the boxes start with.
            key={JSON.stringify([user.name, user.superuser, user.bodyId, user.roles, user.categories])}
            user={user}
            choices={await orRefuse(rightChoices(actor, user.bodyId))}
            bySuperuser={actor.superuser}
            action={editUserAction}
          />
        )}
        {mayAct && (
          <Card>
            <h2 className="mb-4 text-large">{t("page.help")}</h2>
            <UserActs
              person={{ id: user.id, name: user.name, email: user.email }}
              provider={env.OIDC_NAME}
              acts={{
                end: endSessionsAction,
                remove: removeUserAction,
                ...(user.email && { sendLink: sendLinkAction }),
                ...(user.secondFactorSince && { factor: resetFactorAction }),
                ...(user.issuers.length > 0 && { unlink: unlinkAction }),
              }}
              move={
                actor.superuser
                  ? {
                      action: moveUserAction,
                      bodies: (await bodyNames()).filter(({ id }) => id !== user.bodyId),
                    }
                  : null
              }
            />
          </Card>
        )}
      </div>
    </div>
  );
}
