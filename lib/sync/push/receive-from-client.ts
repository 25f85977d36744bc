import type { ClientActor } from "@/lib/actor";
import { readSettings } from "@/lib/bodies/connections";
import { ownSystem } from "@/lib/bodies/own-system";
import { db } from "@/lib/db";
import type { RequestUpdate } from "@/lib/open311/documents";
import type { ReadForm } from "@/lib/open311/read/form";
import { readPushed } from "@/lib/sync/push/read-pushed";
import { type Received, takePushed } from "@/lib/sync/push/receive-update";
import { cleanItem } from "@/lib/sync/updates/item";

/** What of a form is the update itself. Who wrote it is not kept: it is the body that speaks. */
const told: ReadonlySet<string> = new Set([
  ...["update_id", "updated_datetime", "status", "description", "media_url", "media_urls"],
  ...["external_status_code", "customer_reference"],
]);

/** Nothing need be said beside a state; what has no time of its own was said just now. */
const required = ["update_id"] as const;

/**
 * Takes in what a body's own system posts, with the key of an API client, about a report that the body has: it is its back end that
 * speaks, as if it had been asked. So the same update, told again or by being asked, is the same one.
 * @returns null where the caller is nobody's back end, or its body has no part in the report: then it speaks for somebody as any client
 * does
 */
export async function receiveFromClient(
  { bodyId }: ClientActor,
  reportId: number,
  form: ReadForm,
  now: Date,
): Promise<Received | null> {
  if (bodyId === null) return null;
  const delivery = await db.delivery.findFirst({
    where: { reportId, bodyId, OR: [{ state: { not: "skipped" } }, { firstSentAt: { not: null } }] },
    select: { connectionId: true },
  });
  const connectionId = delivery && (await ownSystem(db, bodyId, delivery.connectionId));
  if (connectionId === null) return null;
  const row = await db.connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: { settings: true, secrets: true },
  });
  const item = readPushed(
    fieldsOf(form, reportId, now),
    readSettings({ ...row, method: "open311" }),
    required,
  );
  if (typeof item === "string") return { kind: "refused", reason: item };
  const received = await takePushed(connectionId, withoutStaff(item), now);
  if (received.kind !== "known") return received;
  // By the id as it is kept: on one line, without control characters.
  const updateId = await knownAs(connectionId, { bodyId, reportId, externalId: cleanItem(item).updateId });
  return updateId === null ? { kind: "left" } : { kind: "taken", updateId };
}

/** Whoever looks after a report is made staff of the body, which a key for posting is not to do: only a back end that we ask may. */
function withoutStaff({ extras, ...item }: RequestUpdate): RequestUpdate {
  const { assigned_user_email: _, assigned_user_name: __, ...others } = extras;
  return { ...item, extras: others };
}

/** The update here that the back end means by this id: what it told before, or one of ours by the id that it gave it. */
async function knownAs(
  connectionId: number,
  { bodyId, reportId, externalId }: { bodyId: number; reportId: number; externalId: string },
): Promise<number | null> {
  const told = await db.update.findUnique({
    where: { connectionId_externalId_reportId: { connectionId, externalId, reportId } },
    select: { id: true },
  });
  if (told) return told.id;
  const own = await db.updateDelivery.findFirst({
    where: { externalId, delivery: { reportId, bodyId } },
    orderBy: { id: "asc" },
    select: { updateId: true },
  });
  return own?.updateId ?? null;
}

function fieldsOf({ fields, files }: ReadForm, reportId: number, now: Date): Map<string, readonly string[]> {
  const pictures = files.map(
    ({ type, bytes }) =>
      `data:${type.startsWith("image/") ? type : "image/jpeg"};base64,${Buffer.from(bytes).toString("base64")}`,
  );
  const given = [...fields].filter(([name]) => told.has(name) || name.startsWith("extras["));
  return new Map<string, readonly string[]>([
    ["updated_datetime", [now.toISOString()]],
    ...given,
    // The draft of version 2.1: files win over addresses.
    ...(pictures.length > 0 ? [["media_url", pictures] as const] : []),
    ["fixmystreet_id", [String(reportId)]],
  ]);
}
