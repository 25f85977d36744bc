import { announceAll } from "@/lib/announce";
import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { tellFollowers } from "@/lib/reports/tell-followers";
import type { Decided } from "@/lib/sync/updates/decide-update";
import type { Facts } from "@/lib/sync/updates/facts";
import type { Speaker } from "@/lib/sync/updates/speaker";

/** An update that has been decided about, of the report whose facts these were. */
export type ToWrite = Omit<Extract<Decided, { kind: "take" }>, "kind"> & { externalId: string; facts: Facts };

type Options = { silent: boolean; now: Date };

/**
 * Writes updates, and what follows from them: pictures to be fetched, reporters who are not to be mailed, followers who are. A fixed
 * number of statements, however many.
 * @returns their ids, in order
 */
export async function writeUpdates(
  tx: Tx,
  speaker: Speaker,
  written: readonly ToWrite[],
  { silent, now }: Options,
): Promise<number[]> {
  // Of two rows with the same time the first is read first: that a category changed, then what is said in the new one.
  const rows = written.flatMap((one) => [...categoryRows(speaker, one), updateRow(one)]);
  const ids = await tx.$queryRaw<{ id: number }[]>`
    select nextval(pg_get_serial_sequence('"Update"', 'id'))::int as id from generate_series(1, ${rows.length}::int)`;
  const numbered = rows.map(({ media, ...row }, at) => ({ id: ids[at]?.id ?? 0, media, row }));
  await insertUpdates(
    tx,
    speaker,
    numbered.map(({ id, row }) => ({ id, ...row })),
    silent,
  );
  await askForMedia(tx, speaker, numbered);
  const shown = numbered.filter(({ row }) => row.visibility === "public");
  if (speaker.suppressAlerts) {
    await suppressAlerts(
      tx,
      shown.map(({ id }) => id),
    );
  }
  if (!silent) {
    await tellFollowers(
      tx,
      shown.map(({ row }) => row.report),
      now,
    );
    await announceAll(
      tx,
      shown.map(({ id, row }) => ({ event: "update.published", reportId: row.report, updateId: id })),
    );
  }
  return numbered.filter(({ row }) => row.external !== null).map(({ id }) => id);
}

const updateRow = ({ externalId, facts, update }: ToWrite) => ({
  report: facts.reportId,
  external: externalId as string | null,
  ...{ visibility: update.visibility as "public" | "hidden", language: null as string | null },
  ...{ text: update.text, email_text: update.emailText, new_state: update.newState as string | null },
  ...{ applied: update.stateApplied, code: update.code, at: update.createdAt.toISOString() },
  ...{ raw: update.raw as unknown, decision: update.decision as unknown, template: update.templateId },
  ...{ extra: update.extra as object, media: update.media },
});
type Row = ReturnType<typeof updateRow>;

/** Everybody is told of a new category by an update of its own, in the report's language. */
function categoryRows({ language }: Speaker, one: ToWrite): Row[] {
  if (one.recategorised === null) return [];
  return [
    {
      ...updateRow(one),
      ...{ external: null, visibility: "public", language: one.facts.language || language },
      ...{ text: one.recategorised, email_text: null, new_state: null, applied: true, code: null },
      ...{ raw: null, decision: null, template: null, extra: {}, media: [] },
    },
  ];
}

async function insertUpdates(
  tx: Tx,
  { connectionId, bodyId, userId, language }: Speaker,
  rows: readonly (Omit<Row, "media"> & { id: number })[],
  silent: boolean,
): Promise<void> {
  await tx.$executeRaw`
    insert into "Update" (id, "reportId", origin, visibility, "userId", "bodyId", text, "emailText", "newState", "stateApplied",
      "connectionId", "externalId", "externalStatusCode", raw, decision, "templateId", silent, extra, language,
      "createdAt", "confirmedAt")
    select id, report, 'backend', visibility::"Visibility", ${userId}, ${bodyId}, text, email_text, new_state::"ReportState", applied,
      ${connectionId}, external, code, nullif(raw, 'null'::jsonb), nullif(decision, 'null'::jsonb), template, ${silent}, extra,
      coalesce(language, ${language}), at, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u(id int, report int, visibility text, text text,
      email_text text, new_state text, applied boolean, external text, code text, raw jsonb, decision jsonb, template int,
      extra jsonb, language text, at timestamptz)`;
}

async function askForMedia(
  tx: Tx,
  { connectionId }: Speaker,
  updates: readonly { id: number; media: readonly string[] }[],
): Promise<void> {
  const data = updates.flatMap(({ id, media }) =>
    media.map((url, position) => ({ updateId: id, connectionId, url, position })),
  );
  if (data.length === 0) return;
  await tx.mediaFetch.createMany({ data });
  await enqueue(tx, "fetch-media", {}, { key: "fetch-media" });
}

/** Of these updates reporters are not told by mail. Source: spec/integration.md 5.5 p. */
export async function suppressAlerts(tx: Tx, updateIds: readonly number[]): Promise<void> {
  await tx.$executeRaw`
    insert into "AlertSent" ("alertId", "updateId")
    select a.id, u.id from "Update" u join "Report" r on r.id = u."reportId"
    join "Alert" a on a."reportId" = r.id and a."userId" = r."reporterId" and a.kind = 'report'
    where u.id = any(${updateIds}::int[])
    on conflict do nothing`;
}
