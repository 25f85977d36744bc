import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { curlOf } from "@/lib/delivery/curl";
import { outcomeByRule, recordingDriver } from "@/lib/delivery/drivers/registry";
import { loadClaimed } from "@/lib/delivery/load-claimed";
import { loadParcel } from "@/lib/delivery/load-parcel";
import type { Parcel } from "@/lib/delivery/parcel";
import { sampleParcel } from "@/lib/delivery/sample-parcel";
import { invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

export const DryRunInput = z.object({
  connectionId: z.number().int(),
  /** A report that goes to the connection's body; left out = a sample of `contactId`, or of the first category that uses it. */
  reportId: z.number().int().optional(),
  contactId: z.number().int().optional(),
});
export type DryRunInput = z.infer<typeof DryRunInput>;

/** The first request that a send would begin with, secrets and the reporter blanked. Fit for JSON. */
export type DryRun = {
  /** Of a real report, or of one that nobody made. */
  sample: boolean;
  category: string;
  destination: string;
  /** Null when nothing would leave: `note` says why. */
  request: { method: string; url: string; headers: Record<string, string>; body: string | null } | null;
  /** The same as a command; null for mail. */
  curl: string | null;
  /** Why nothing would leave, or what else there is to know. */
  note: string | null;
};

/**
 * Exactly what a connection would send for a report, without sending anything: the driver runs against a recorder that lets nothing
 * out. For a real report the actor must also be allowed to see its delivery, and the report if it is private.
 * @throws DomainError `not_found`, `forbidden`, or `invalid` when its settings cannot be used
 */
export async function dryRun(actor: Actor, input: DryRunInput): Promise<DryRun> {
  const t = translator("tryConnection");
  const connection = await db.connection.findUnique({
    where: { id: input.connectionId },
    include: { body: true },
  });
  if (!connection) throw notFound(t("noConnection"));
  authorize(actor, "connection:edit", { bodyIds: [connection.bodyId] });
  const parcel =
    input.reportId === undefined
      ? await sampleOf(connection, input.contactId)
      : await parcelOf(actor, input.reportId, connection.bodyId);
  const about = {
    sample: input.reportId === undefined,
    category: parcel.category,
    destination: parcel.contact.destination,
  };
  const settings = settingsOf(connection);
  const ruled = await outcomeByRule(parcel, settings);
  const driver = recordingDriver(connection.method);
  if (!driver) return { ...about, request: null, curl: null, note: t("dryQuiet") };
  const outcome = await driver.send(parcel, settings);
  const [exchange] = outcome.exchanges ?? [];
  const rule = ruled && ("note" in ruled ? ruled.note : "reason" in ruled ? ruled.reason : undefined);
  if (!exchange) {
    return { ...about, request: null, curl: null, note: "reason" in outcome ? outcome.reason : null };
  }
  return {
    ...about,
    request: {
      method: exchange.method,
      url: exchange.url,
      headers: exchange.requestHeaders,
      body: exchange.requestBody,
    },
    curl: curlOf(exchange),
    note: rule === undefined ? null : t("dryRule", { reason: rule }),
  };
}

function settingsOf(connection: Parameters<typeof readSettings>[0]): unknown {
  try {
    return readSettings(connection);
  } catch {
    throw invalid(translator("bodies")("settings"));
  }
}

async function sampleOf(
  connection: { id: number; bodyId: number; body: Parcel["body"] & { defaultConnectionId: number | null } },
  contactId: number | undefined,
): Promise<Parcel> {
  const uses = {
    OR: [
      { connectionId: connection.id },
      ...(connection.body.defaultConnectionId === connection.id ? [{ connectionId: null }] : []),
    ],
  };
  const contact = await db.contact.findFirst({
    where: {
      bodyId: connection.bodyId,
      ...(contactId === undefined ? { ...uses, state: { not: "deleted" } } : { id: contactId }),
    },
    orderBy: { category: { name: "asc" } },
    include: {
      category: { select: { name: true } },
      questions: { orderBy: [{ order: "asc" }, { id: "asc" }] },
    },
  });
  if (contactId !== undefined && !contact) throw notFound(translator("tryConnection")("noContact"));
  const { slug, name, language, replyTo } = connection.body;
  return sampleParcel({ slug, name, language, replyTo }, contact);
}

async function parcelOf(actor: Actor, reportId: number, bodyId: number): Promise<Parcel> {
  const t = translator("tryConnection");
  const delivery = await db.delivery.findUnique({
    where: { reportId_bodyId: { reportId, bodyId } },
    select: { id: true, report: { select: { categoryId: true, visibility: true } } },
  });
  if (!delivery) throw notFound(t("noReport"));
  const { categoryId, visibility } = delivery.report;
  authorize(actor, "delivery:view", { bodyIds: [bodyId], categoryId });
  if (visibility !== "public") authorize(actor, "report:view-private", { bodyIds: [bodyId], categoryId });
  const [loaded] = await db.$transaction((tx) => loadClaimed(tx, [delivery.id]));
  if (!loaded?.contact) throw invalid(t("noContact"));
  return { ...loadParcel(loaded.delivery, loaded.contact), token: null };
}
