import { z } from "zod";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { translator } from "@/lib/messages";
import { guardedFetch } from "@/lib/net";
import { createClient, type Open311Client } from "@/lib/open311/client";
import type { Service } from "@/lib/open311/documents";
import type { Skipped } from "@/lib/open311/read/document";
import type { Failure } from "@/lib/open311/result";
import { callOf, type PollCall } from "@/lib/sync/pull/poll-row";
import type { Definition, OfferedService, ServiceList, UnreadRow } from "@/lib/sync/services/service-list";
import { userAgent } from "@/lib/user-agent";

/** How long to wait for one answer, and for all of them; milliseconds. */
export type Patience = { answerMs: number; allMs: number };

/** A person waits before the screen; a job must not keep its worker from others. */
export const forAPerson: Patience = { answerMs: 20_000, allMs: 60_000 };
export const forAJob: Patience = { answerMs: 120_000, allMs: 8 * 60_000 };

export type ReadServices = { calls: number; noted: PollCall[] } & (
  | { ok: true; list: ServiceList }
  | { ok: false; reason: string; retryAfterMs: number | null }
);

/** Whoever does not answer so often in a row is not asked for the rest. */
const failuresInARow = 3;
const atOnce = 4;

const t = translator("services");

/**
 * Reads a back end's services and what each asks, a few at once. A list that cannot be read, or is empty, is no list: whoever calls
 * changes nothing then (AC-136). A definition that cannot be read is told with its service. The world's faults are values.
 */
export async function readServices(
  settings: SettingsOf<"open311">,
  { answerMs, allMs }: Patience,
): Promise<ReadServices> {
  const patient = { ...settings, timeoutMs: Math.min(settings.timeoutMs, answerMs) };
  const client = createClient(patient, guardedFetch, { userAgent: userAgent() });
  const until = Date.now() + allMs;
  const answer = await client.services();
  const noted = [callOf(answer.exchange)];
  if (!answer.ok) {
    return { ok: false, reason: answer.reason, retryAfterMs: answer.retryAfterMs ?? null, calls: 1, noted };
  }
  const { rows, skipped } = answer.value;
  if (rows.length === 0) {
    const [first] = skipped;
    const reason = first ? t("failed.unreadable", { reason: first.reason }) : t("failed.empty");
    return { ok: false, reason, retryAfterMs: null, calls: 1, noted };
  }
  const definitions = await readDefinitions(client, rows, until);
  const services = rows.map(
    (service, place): OfferedService => ({
      ...service,
      definition: definitions.found[place] ?? { kind: "unsaid" },
    }),
  );
  return {
    ok: true,
    list: { services, unread: skipped.flatMap((row) => unreadRow(row, rows)) },
    calls: 1 + definitions.calls,
    noted: [...noted, ...definitions.failed],
  };
}

/** Calls that went well are counted only: a list of 300 would make 300 lines an hour. */
async function readDefinitions(
  client: Pick<Open311Client, "definition">,
  services: readonly Service[],
  until: number,
): Promise<{ found: Definition[]; calls: number; failed: PollCall[] }> {
  const found = services.map(
    ({ metadata }): Definition => ({ kind: metadata === false ? "none" : "unsaid" }),
  );
  const asked = services.flatMap(({ metadata, serviceCode }, place) =>
    metadata ? [{ serviceCode, place }] : [],
  );
  const failed: PollCall[] = [];
  let calls = 0;
  let inARow = 0;
  let last: Failure | null = null;
  const work = async () => {
    for (let next = asked.shift(); next; next = asked.shift()) {
      const { serviceCode, place } = next;
      if (inARow >= failuresInARow || Date.now() > until) {
        found[place] = { kind: "failed", reason: last?.reason ?? t("failed.slow") };
        continue;
      }
      calls++;
      const answer = await client.definition(serviceCode);
      if (answer.ok) {
        inARow = 0;
        const { attributes, skipped } = answer.value;
        found[place] = { kind: "read", attributes, unread: skipped.length };
      } else {
        last = answer;
        // One that is missing tells nothing of the others.
        if (answer.retry) inARow++;
        failed.push(callOf(answer.exchange));
        found[place] = { kind: "failed", reason: answer.reason };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { found, calls, failed };
}

const Named = z.looseObject({
  service_code: z.coerce.string().catch(""),
  service_name: z.coerce.string().catch(""),
});

/** A second row of a service that was read already takes nothing away. */
function unreadRow({ reason, row }: Skipped, services: readonly Service[]): UnreadRow[] {
  const named = Named.safeParse(row);
  const code = (named.success && named.data.service_code.trim()) || null;
  const name = (named.success && named.data.service_name.trim()) || null;
  return services.some(({ serviceCode }) => serviceCode === code) ? [] : [{ code, name, reason }];
}
