import { createHash, timingSafeEqual } from "node:crypto";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { largestId } from "@/lib/row-id";

/** A back end that has shown who it is. */
export type Pushing = { connectionId: number; settings: SettingsOf<"open311"> };

/** Which of the two names nobody, in the protocol's words. */
export type NotPushing = "jurisdiction_id" | "api_key";

/**
 * The connection that a caller speaks for: its own jurisdiction, or its body's slug or number, and its receive key. Whoever has no
 * such key set takes nothing. Back ends of retired bodies are not known any more (TRAP-31); a paused one is heard, as what it says
 * would be lost. Source: spec/integration.md 9.5.
 */
export async function findPushing(jurisdictionId: string, apiKey: string): Promise<Pushing | NotPushing> {
  const jurisdiction = jurisdictionId.trim();
  if (jurisdiction === "") return "jurisdiction_id";
  const bodyId = /^\d{1,10}$/.test(jurisdiction) ? Number(jurisdiction) : null;
  const named = await db.connection.findMany({
    where: {
      method: "open311",
      body: { deletedAt: null },
      OR: [
        { settings: { path: ["jurisdictionId"], equals: jurisdiction } },
        { body: { slug: jurisdiction } },
        ...(bodyId !== null && bodyId <= largestId ? [{ bodyId }] : []),
      ],
    },
    // Of two with the same key, the one that is asked as well: what both tell is known by then.
    orderBy: [{ pullUpdates: "desc" }, { id: "asc" }],
    select: { id: true, method: true, settings: true, secrets: true },
  });
  if (named.length === 0) return "jurisdiction_id";
  const found = named.flatMap((row) => pushingOf(row)).find(({ settings }) => opens(settings, apiKey));
  return found ?? "api_key";
}

type Row = { id: number; settings: unknown; secrets: string | null };

function pushingOf({ id, ...row }: Row): Pushing[] {
  try {
    return [{ connectionId: id, settings: readSettings({ ...row, method: "open311" }) }];
  } catch (error) {
    log.error({ err: error, connectionId: id }, "the settings of a connection cannot be read");
    return [];
  }
}

const opens = ({ receiveKey }: Pushing["settings"], apiKey: string): boolean =>
  receiveKey !== "" && timingSafeEqual(digest(receiveKey), digest(apiKey.trim()));

/** Of one length, so that comparing them tells nothing of the key, not even how long it is. */
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
