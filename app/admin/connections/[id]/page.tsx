import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orRefuse, type StaffActor } from "@/app/_server/staff";
import { pause, removeConnection, resume, sendOne } from "@/app/admin/connections/[id]/act";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { ConnectionPulse } from "@/components/admin/connections/connection-pulse";
import { DeleteConnection, PauseConnection } from "@/components/admin/connections/pause-connection";
import { SendOneReport, type WaitingReport } from "@/components/admin/connections/send-one-report";
import { Card } from "@/components/ui/card";
import { hasSomewhere } from "@/lib/auth/scope";
import { getConnectionCard } from "@/lib/delivery/connection-cards";
import { listDeliveries } from "@/lib/delivery/list-deliveries";

export async function generateMetadata({ params }: ConnectionParams): Promise<Metadata> {
  const t = await getTranslations("adminConnections");
  return { title: t("detail.page", { id: (await params).id }) };
}

export default async function ConnectionPage({ params }: ConnectionParams) {
  const { actor, connection } = await connectionOf({ params });
  const t = await getTranslations("adminConnections");
  const card = await orRefuse(getConnectionCard(actor, connection.id));
  const waiting = hasSomewhere(actor, "delivery:act") ? await waitingAt(actor, connection.id) : null;
  const mayEdit = connection.settings !== null;
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="health" />
      {card && (
        <ConnectionPulse
          initial={card}
          actions={
            mayEdit && (
              <>
                <PauseConnection card={card} pause={pause} resume={resume} />
                {connection.unused && <DeleteConnection card={card} remove={removeConnection} />}
              </>
            )
          }
        >
          {waiting && connection.method !== "hold" && (
            <Card>
              <h2 className="text-large">{t("oneReport.title")}</h2>
              <SendOneReport reports={waiting} send={sendOne} />
            </Card>
          )}
          {!mayEdit && <p className="text-ink-soft">{t("detail.noEdit")}</p>}
        </ConnectionPulse>
      )}
    </>
  );
}

/** What waits at a connection, and could be sent by itself. */
async function waitingAt(actor: StaffActor, connection: number): Promise<WaitingReport[]> {
  const pages = await Promise.all(
    (["held", "due"] as const).map((state) => listDeliveries(actor, { connection, state, sort: "id" })),
  );
  return pages.flatMap(({ items }) =>
    items.map(({ id, report }) => ({ deliveryId: id, reportId: report.id, title: report.title })),
  );
}
