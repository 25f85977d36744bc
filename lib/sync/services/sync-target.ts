import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import { db, type Prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { translator } from "@/lib/messages";

/** A connection whose list can be followed. */
export type SyncTarget = {
  connectionId: number;
  bodyId: number;
  slug: string;
  /** New contacts get it as their own: it is not what their body uses by default. */
  own: boolean;
  settings: SettingsOf<"open311">;
};

const row = {
  id: true,
  bodyId: true,
  slug: true,
  method: true,
  settings: true,
  secrets: true,
  pausedAt: true,
  syncServices: true,
  body: { select: { deletedAt: true, canBeDevolved: true, defaultConnectionId: true } },
} as const satisfies Prisma.ConnectionSelect;
type Row = Prisma.ConnectionGetPayload<{ select: typeof row }>;

const t = translator("services");

/** Connections whose lists are followed by themselves; in the words of a query. */
export const followedConnections = {
  method: "open311",
  syncServices: true,
  pausedAt: null,
  body: { deletedAt: null },
} as const satisfies Prisma.ConnectionWhereInput;

/**
 * What is needed to follow a connection's list, or why it cannot be read, in words; `isFault`: somebody has to put that right.
 * @param evenIfOff for looking only: also where the categories do not follow the list yet
 */
export async function findTarget(
  connectionId: number,
  { evenIfOff = false }: { evenIfOff?: boolean } = {},
): Promise<SyncTarget | { refused: string; isFault: boolean }> {
  const found = await db.connection.findUnique({ where: { id: connectionId }, select: row });
  const refused = !found ? t("refused.gone") : refusalOf(found, evenIfOff);
  if (!found || refused !== null) {
    return { refused: refused ?? t("refused.gone"), isFault: refused === t("refused.unused") };
  }
  try {
    const settings = readSettings({ ...found, method: "open311" });
    const { id, bodyId, slug, body } = found;
    return { connectionId: id, bodyId, slug, own: body.defaultConnectionId !== id, settings };
  } catch {
    return { refused: t("refused.settings"), isFault: true };
  }
}

/** Why a connection's list is not followed; null when it is. */
export function refusalOf(found: Omit<Row, "secrets" | "settings">, evenIfOff = false): string | null {
  const { id, method, body } = found;
  if (method !== "open311") return t("refused.method");
  if (body.deletedAt !== null) return t("refused.retired");
  if (found.pausedAt !== null) return t("refused.paused");
  if (env.STAGING) return t("refused.staging");
  // Nothing would go by it: a category made from its list would belong to another back end.
  if (body.defaultConnectionId !== id && !body.canBeDevolved) return t("refused.unused");
  return found.syncServices || evenIfOff ? null : t("refused.off");
}
