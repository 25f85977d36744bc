import type { Actor } from "@/lib/actor";
import { isSuperuser } from "@/lib/auth/superuser";
import { authorizeClient } from "@/lib/clients/authorize-client";
import { type ListedClient, listed, listedClient } from "@/lib/clients/list-clients";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

const reportsShown = 10;

export type ClientDetails = ListedClient & {
  reports: number;
  /** Of these, how many their reporters have still to confirm. */
  waiting: number;
  updates: number;
  /** What it posted last; the title only where everybody may read it. */
  latest: { id: number; title: string | null; createdAt: Date }[];
  /** Whether the actor may give it trust. */
  mayTrust: boolean;
};

/** One client, and what it has done. @throws DomainError `not_found`, `forbidden` */
export async function readClient(actor: Actor, clientId: number): Promise<ClientDetails> {
  const row = await db.apiClient.findUnique({ where: { id: clientId }, select: listedClient });
  if (!row) throw notFound(translator("adminClients")("faults.none"));
  authorizeClient(actor, row.body?.id ?? null);
  const [reports, waiting, updates, latest] = await Promise.all([
    db.report.count({ where: { clientId } }),
    db.report.count({ where: { clientId, visibility: "unconfirmed" } }),
    db.update.count({ where: { clientId } }),
    db.report.findMany({
      where: { clientId },
      orderBy: { id: "desc" },
      take: reportsShown,
      select: { id: true, title: true, createdAt: true, visibility: true },
    }),
  ]);
  return {
    ...listed(row),
    ...{ reports, waiting, updates, mayTrust: isSuperuser(actor) },
    latest: latest.map(({ id, title, createdAt, visibility }) => ({
      ...{ id, createdAt, title: visibility === "public" ? title : null },
    })),
  };
}
