import type { Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, type StaffActor, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { Tabs } from "@/components/admin/tabs";
import { may } from "@/lib/auth/permissions";
import { hasSomewhere } from "@/lib/auth/scope";
import { getConnection, type ShownConnection } from "@/lib/bodies/list-connections";
import { methodWords } from "@/lib/bodies/settings-form";
import { RowId } from "@/lib/form-fields";

export type ConnectionParams = { params: Promise<{ id: string }> };
export type ConnectionTab =
  | "health"
  | "polls"
  | "services"
  | "statuses"
  | "settings"
  | "test"
  | "categories"
  | "past"
  | "history";

/** Who asks, and for which connection; 404 and 403 where there is nothing for them. */
export async function connectionOf({
  params,
}: ConnectionParams): Promise<{ actor: StaffActor; connection: ShownConnection }> {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id);
  if (!id.success) notFound();
  return { actor, connection: await orRefuse(getConnection(actor, id.data)) };
}

/** The head that the pages of one connection share. */
export async function ConnectionHead({
  actor,
  connection,
  tab,
}: {
  actor: StaffActor;
  connection: ShownConnection;
  tab: ConnectionTab;
}) {
  const t = await getTranslations("adminConnections");
  const { id, slug, body, method, host } = connection;
  const shown: ConnectionTab[] = [
    "health",
    ...(method === "open311" && may(actor, "delivery:view", { bodyIds: [body.id] })
      ? (["polls"] as const)
      : []),
    ...(seesServices(actor, connection) ? (["services"] as const) : []),
    ...(connection.settings !== null && method === "open311" ? (["statuses"] as const) : []),
    ...(connection.settings !== null ? (["settings", "test"] as const) : []),
    ...(method === "open311" && may(actor, "contact:edit", { bodyIds: [body.id] })
      ? (["categories"] as const)
      : []),
    ...(connection.settings !== null && method === "open311" ? (["past"] as const) : []),
    ...(hasSomewhere(actor, "audit:view") ? (["history"] as const) : []),
  ];
  return (
    <>
      <PageHead
        trail={[{ label: t("title"), href: "/admin/connections" }]}
        title={slug}
        lead={[body.name, methodWords(method).label, host].filter(Boolean).join(" · ")}
      />
      <Tabs
        label={t("detail.tabs")}
        tabs={shown.map((one) => ({
          href: `/admin/connections/${id}${one === "health" ? "" : `/${one}`}` as Route,
          label: t(`detail.${one}`),
          current: one === tab,
        }))}
      />
    </>
  );
}

/** Only such a back end has a service list, and only who may change something here has anything to do with it. */
const seesServices = (actor: StaffActor, { method, settings, body }: ShownConnection): boolean =>
  method === "open311" && (settings !== null || may(actor, "contact:edit", { bodyIds: [body.id] }));
