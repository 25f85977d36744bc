import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import { db, type Prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { translator } from "@/lib/messages";

/** What is read from back ends in windows of time. */
export type PullKind = "updates" | "requests";

/** A connection that can be asked. */
export type PullTarget = {
  connectionId: number;
  bodyId: number;
  kind: PullKind;
  settings: SettingsOf<"open311">;
};

const row = {
  id: true,
  bodyId: true,
  method: true,
  settings: true,
  secrets: true,
  pausedAt: true,
  pullUpdates: true,
  pullRequests: true,
  body: { select: { deletedAt: true, updatesUserId: true } },
} as const satisfies Prisma.ConnectionSelect;
type Row = Prisma.ConnectionGetPayload<{ select: typeof row }>;

const t = translator("pulls");

/** Which column of a connection switches a kind on. */
const flagOf = { updates: "pullUpdates", requests: "pullRequests" } as const;

/**
 * Connections that are asked by themselves: every one for itself, also those that only some contacts use (TRAP-15), but for retired
 * bodies' (TRAP-31) and bodies that nobody could be credited for (AC-104).
 */
export const pulledConnections = (kind: PullKind) =>
  ({
    method: "open311",
    [flagOf[kind]]: true,
    pausedAt: null,
    body: { deletedAt: null, updatesUserId: { not: null } },
  }) as const satisfies Prisma.ConnectionWhereInput;

/** What is needed to ask a connection, or why it is not asked, in words. */
export async function findTarget(
  connectionId: number,
  kind: PullKind,
): Promise<PullTarget | { refused: string }> {
  const found = await db.connection.findUnique({ where: { id: connectionId }, select: row });
  const refused = found ? refusalOf(found, kind) : t("refused.gone");
  if (!found || refused !== null) return { refused: refused ?? t("refused.gone") };
  try {
    const settings = readSettings({ ...found, method: "open311" });
    return { connectionId, bodyId: found.bodyId, kind, settings };
  } catch {
    return { refused: t("refused.settings") };
  }
}

/** Why a connection is not asked; null when it is. */
export function refusalOf(
  found: Pick<Row, "method" | "pausedAt" | "body" | "pullUpdates" | "pullRequests">,
  kind: PullKind,
): string | null {
  if (found.method !== "open311") return t("refused.method");
  if (found.body.deletedAt !== null) return t("refused.retired");
  if (!found[flagOf[kind]]) return t(`refused.off.${kind}`);
  if (found.body.updatesUserId === null) return t("refused.nobody");
  if (found.pausedAt !== null) return t("refused.paused");
  return env.STAGING ? t("refused.staging") : null;
}
