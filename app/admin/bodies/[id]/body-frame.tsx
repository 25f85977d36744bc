import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { orRefuse, type StaffActor, staffActor } from "@/app/_server/staff";
import { retireBodyAction, reviveBodyAction } from "@/app/admin/bodies/actions";
import { RetireBody } from "@/components/admin/bodies/retire-body";
import { Badge } from "@/components/admin/contacts/badge";
import { PageHead } from "@/components/admin/page-head";
import { Tabs } from "@/components/admin/tabs";
import { Notice } from "@/components/ui/notice";
import { hasSomewhere } from "@/lib/auth/scope";
import { openDeliveriesOf, readBody, type StaffBody } from "@/lib/bodies/read-body";
import { RowId } from "@/lib/form-fields";

export type BodyParams = { params: Promise<{ id: string }> };

/** The body of a page's address, for whoever may change it. */
export async function bodyOf({ params }: BodyParams): Promise<{ actor: StaffActor; body: StaffBody }> {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id).data ?? notFound();
  return { actor, body: await orRefuse(readBody(actor, id)) };
}

/** What the pages of one body share: its name and state, the ways to what belongs to it, and its tabs. */
export async function BodyFrame({
  actor,
  body,
  tab,
  children,
}: {
  actor: StaffActor;
  body: StaffBody;
  tab: "settings" | "areas" | "hours" | "history";
  children: ReactNode;
}) {
  const t = await getTranslations("adminBodies");
  const path = `/admin/bodies/${body.id}`;
  const own = [
    { href: `/admin/contacts?body=${body.id}`, label: t("page.contacts", { count: body.contacts }) },
    {
      href: `/admin/connections?body=${body.id}`,
      label: t("page.connections", { count: body.connections.length }),
    },
    hasSomewhere(actor, "template:edit") && {
      href: `/admin/templates?body=${body.id}`,
      label: t("page.templates"),
    },
    hasSomewhere(actor, "delivery:view") && {
      href: `/admin/deliveries?body=${body.id}`,
      label: t("page.deliveries"),
    },
    hasSomewhere(actor, "report:view-private") && {
      href: `/admin/reports?body=${body.id}`,
      label: t("page.reports"),
    },
    { href: `/reports/${body.slug}`, label: t("page.public") },
  ].filter((link) => link !== false);
  const tabs = [
    { key: "settings", href: path },
    { key: "areas", href: `${path}/areas`, count: body.areas.length },
    { key: "hours", href: `${path}/hours` },
    ...(hasSomewhere(actor, "audit:view") ? [{ key: "history", href: `${path}/history` } as const] : []),
  ] as const;
  return (
    <>
      <PageHead
        title={body.name}
        trail={[{ label: t("list.title"), href: "/admin/bodies" as Route }]}
        mark={
          <Badge look={body.retired ? "warn" : "good"}>
            {t(body.retired ? "page.retired" : "page.active")}
          </Badge>
        }
        actions={
          body.mayGovern && (
            <RetireBody
              body={{ id: body.id, name: body.name, retired: body.retired }}
              waiting={await openDeliveriesOf(actor, body.id)}
              retire={retireBodyAction}
              revive={reviveBodyAction}
            />
          )
        }
        lead={
          <nav aria-label={t("page.links")}>
            <ul className="flex flex-wrap gap-x-4">
              {own.map(({ href, label }) => (
                <li key={href}>
                  <Link href={href as Route} className="inline-flex min-h-9 items-center">
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        }
      />
      {body.retired && (
        <div className="mb-6">
          <Notice kind="warn">{t("page.retiredNotice")}</Notice>
        </div>
      )}
      <Tabs
        label={t("page.tabs")}
        tabs={tabs.map(({ key, href, ...more }) => ({
          ...more,
          href: href as Route,
          label: t(`page.${key}`),
          current: key === tab,
        }))}
      />
      {children}
    </>
  );
}
