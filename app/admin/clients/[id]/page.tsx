import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { editClientAction, renewClientKeyAction, revokeClientAction } from "@/app/admin/clients/actions";
import { ClientFacts } from "@/components/admin/clients/client-facts";
import { EditClient } from "@/components/admin/clients/edit-client";
import { RenewKey } from "@/components/admin/clients/renew-key";
import { RevokeClient } from "@/components/admin/clients/revoke-client";
import { Badge } from "@/components/admin/contacts/badge";
import { PageHead } from "@/components/admin/page-head";
import { readClient } from "@/lib/clients/read-client";
import { RowId } from "@/lib/form-fields";

type Props = { params: Promise<{ id: string }> };

async function clientOf({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id).data ?? notFound();
  return orRefuse(readClient(actor, id));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await clientOf(props)).name };
}

/** One client: what it may do, its key, and what it has done. */
export default async function ClientPage(props: Props) {
  const client = await clientOf(props);
  const t = await getTranslations("adminClients");
  const revoked = client.revokedAt !== null;
  return (
    <>
      <PageHead
        title={client.name}
        trail={[{ label: t("title"), href: "/admin/clients" as Route }]}
        mark={
          <>
            <Badge look={revoked ? "warn" : "good"}>{t(revoked ? "mark.revoked" : "mark.active")}</Badge>
            {client.trusted && <Badge>{t("mark.trusted")}</Badge>}
          </>
        }
        actions={!revoked && <RevokeClient id={client.id} name={client.name} action={revokeClientAction} />}
      />
      <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <EditClient client={client} action={editClientAction} />
        <div className="flex min-w-0 flex-col gap-6">
          <ClientFacts client={client}>
            <RenewKey id={client.id} name={client.name} revoked={revoked} action={renewClientKeyAction} />
          </ClientFacts>
        </div>
      </div>
    </>
  );
}
