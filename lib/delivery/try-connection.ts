import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import { contactFault, settingsFault } from "@/lib/bodies/contact-fault";
import { db, type Prisma } from "@/lib/db";
import { type Finding, skipped, step, type TrialStep } from "@/lib/delivery/trial-step";
import { type CodeFinding, type TriedContact, tryOpen311 } from "@/lib/delivery/try-open311";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { mailWay } from "@/lib/mail/send";
import { translator } from "@/lib/messages";
import { checkAddress } from "@/lib/net";
import type { SendMethod } from "@/prisma/generated/enums";

/** What came of trying a connection, fit for JSON. `ok`: no step failed. */
export type ConnectionTrial = {
  connectionId: number;
  method: SendMethod;
  ok: boolean;
  steps: TrialStep[];
  /** Only for `open311`: whether the back end lists the service of each category. */
  codes: CodeFinding[];
};

const triedConnection = {
  id: true,
  bodyId: true,
  method: true,
  settings: true,
  secrets: true,
  pullUpdates: true,
  pullRequests: true,
  body: { select: { defaultConnectionId: true, canBeDevolved: true } },
} as const satisfies Prisma.ConnectionSelect;
type Row = Prisma.ConnectionGetPayload<{ select: typeof triedConnection }>;

const t = translator("tryConnection");

/**
 * Tries a connection: are its settings complete, may its address be called, does the back end answer as we need it, does it know the
 * categories that use it. Nothing is posted; on a test system nothing is called at all.
 * @throws DomainError `not_found` or `forbidden`; what the world answers is told in the steps
 */
export async function tryConnection(actor: Actor, input: { connectionId: number }): Promise<ConnectionTrial> {
  const row = await db.connection.findUnique({
    where: { id: input.connectionId },
    select: triedConnection,
  });
  if (!row) throw notFound(t("noConnection"));
  authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
  const contacts = await contactsUsing(row);
  const { steps, codes } = await trial(row, contacts);
  const ok = steps.every(({ state }) => state !== "failed");
  await db.$transaction((tx) =>
    record(tx, actor, "connections.try", {
      bodyId: row.bodyId,
      connectionId: row.id,
      after: { ok, steps: Object.fromEntries(steps.map(({ key, state }) => [key, state])) },
    }),
  );
  return { connectionId: row.id, method: row.method, ok, steps, codes };
}

type Trial = { steps: TrialStep[]; codes: CodeFinding[] };

async function trial(row: Row, contacts: readonly TriedContact[]): Promise<Trial> {
  let settings: unknown;
  const complete = await step("settings", () => {
    const fault = settingsFault(row);
    if (fault) return { state: "failed", message: fault };
    try {
      settings = readSettings(row);
      return { state: "ok", message: t("settingsOk") };
    } catch {
      return { state: "failed", message: t("settingsSecret") };
    }
  });
  const steps = [complete];
  const faulty = contacts.filter(({ fault }) => fault !== null);
  if (faulty.length > 0 || row.method !== "open311")
    steps.push(await step("contacts", () => faults(contacts)));
  if (complete.state === "failed") return { steps, codes: [] };
  switch (row.method) {
    case "open311": {
      const told = settings as SettingsOf<"open311">;
      const open = await reachable(told.endpoint);
      if (open.state !== "ok") return { steps: [...steps, open], codes: [] };
      const pulls = { updates: row.pullUpdates, requests: row.pullRequests };
      const answers = await tryOpen311(told, contacts, pulls);
      return { steps: [...steps, open, ...answers.steps], codes: answers.codes };
    }
    case "webhook": {
      const open = await reachable((settings as SettingsOf<"webhook">).url);
      if (open.state === "ok") open.message = `${open.message} ${t("webhookOk")}`;
      return { steps: [...steps, open], codes: [] };
    }
    case "email": {
      const way = mailWay();
      const mail = await step("mail", () => ({
        state: way === "outbox" ? "warning" : "ok",
        message: t("mailWay", { way }),
      }));
      return { steps: [...steps, mail], codes: [] };
    }
    default:
      return {
        steps: [...steps, await step("quiet", () => ({ state: "ok", message: t("quietOk") }))],
        codes: [],
      };
  }
}

async function reachable(url: string): Promise<TrialStep> {
  if (env.STAGING) return skipped("address", t("staging"));
  const { host, hostname } = new URL(url);
  return step("address", async (): Promise<Finding> => {
    try {
      const addresses = await checkAddress(url);
      return { state: "ok", message: t("addressOk", { host, addresses: addresses.join(", ") }) };
    } catch (error) {
      const { name, message, code } = error as Error & { code?: string };
      if (name === "OutboundRefused") return { state: "failed", message };
      return { state: "failed", message: t("addressUnknown", { host: hostname, reason: code ?? message }) };
    }
  });
}

function faults(contacts: readonly TriedContact[]): Finding {
  const faulty = contacts.filter(({ fault }) => fault !== null);
  if (faulty.length === 0) {
    const message = contacts.length === 0 ? t("contactsNone") : t("contactsFine", { count: contacts.length });
    return { state: "ok", message };
  }
  const names = faulty.map(({ category, fault }) => `${category} (${fault})`).join(" ");
  return { state: "warning", message: t("contactsFault", { count: faulty.length, names }) };
}

/** The contacts whose reports go by a connection today; deleted ones are left out. */
async function contactsUsing({ id, bodyId, method, settings, body }: Row): Promise<TriedContact[]> {
  const own = { connectionId: id };
  const isDefault = body.defaultConnectionId === id;
  const rows = await db.contact.findMany({
    where: {
      bodyId,
      state: { not: "deleted" },
      ...(body.canBeDevolved ? { OR: [own, ...(isDefault ? [{ connectionId: null }] : [])] } : {}),
      ...(!body.canBeDevolved && !isDefault && { id: -1 }),
    },
    orderBy: { category: { name: "asc" } },
    select: {
      id: true,
      destination: true,
      serviceType: true,
      category: { select: { name: true } },
      questions: { select: { code: true, automated: true } },
    },
  });
  return rows.map(({ category, ...contact }) => ({
    ...contact,
    category: category.name,
    fault: contactFault(contact, { method, settings }),
  }));
}
