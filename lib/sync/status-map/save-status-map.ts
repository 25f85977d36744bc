import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db } from "@/lib/db";
import { DomainError, invalid, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { normaliseStatus } from "@/lib/open311/status";
import { mappedConnection, versionOf } from "@/lib/sync/status-map/read-status-map";
import { backEndStates } from "@/lib/sync/updates/status-map";

const t = translator("updateDecisions");

const limit = 500;

/** As somebody writes it; kept in one spelling. */
const Word = z
  .string()
  .max(100, t("map.word"))
  .transform((text) => normaliseStatus(text) ?? "")
  .pipe(z.string().min(1, t("map.word")));

export const SaveStatusMap = z.object({
  connectionId: RowId,
  /** What was read before it was changed. */
  version: z.string(),
  /** `built-in`: no row of its own; `unchanged`: leaves the state as it is; `ignore`: such items are not taken in. */
  words: z
    .array(z.object({ word: Word, means: z.enum(["built-in", "unchanged", "ignore", ...backEndStates]) }))
    .max(limit, t("map.tooMany", { count: limit })),
});
export type SaveStatusMap = z.input<typeof SaveStatusMap>;

/**
 * Says what the back end's words mean; of a word that is not named, what is built in. Holds for what is taken in from now on.
 * @throws DomainError `not_found`, `forbidden`; `invalid` under `words`; `conflict` under `version` when somebody else has saved meanwhile
 */
export async function saveStatusMap(actor: Actor, input: SaveStatusMap): Promise<void> {
  scopeOf(actor, "connection:edit");
  const { connectionId, version, words } = parseInput(SaveStatusMap, input, t("map.form"));
  const twice = words.find(({ word }, at) => words.findIndex((other) => other.word === word) !== at);
  if (twice) throw invalid(t("map.form"), { words: t("map.twice", { word: twice.word }) });
  const matches = words
    .flatMap(({ word, means }) => {
      if (means === "built-in") return [];
      const state = means === "unchanged" || means === "ignore" ? null : means;
      return [{ external: word, state, ignore: means === "ignore" }];
    })
    .sort((a, b) => (a.external < b.external ? -1 : 1));
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Connection" where id = ${connectionId} for no key update`;
    const row = await tx.connection.findUnique({ where: { id: connectionId }, select: mappedConnection });
    if (!row) throw notFound(translator("adminConnections")("refused.connection"));
    authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
    if (versionOf(row.statusMatches) !== version) {
      throw new DomainError("conflict", t("map.changed"), { version: t("map.changed") });
    }
    if (versionOf(matches) === version) return;
    await tx.statusMatch.deleteMany({ where: { connectionId } });
    await tx.statusMatch.createMany({ data: matches.map((match) => ({ ...match, connectionId })) });
    await record(tx, actor, "status-map.save", {
      ...{ bodyId: row.bodyId, connectionId },
      ...{ before: asText(row.statusMatches), after: asText(matches) },
    });
  });
}

/** For the audit: word -> what it means. */
const asText = (matches: readonly { external: string; state: string | null; ignore: boolean }[]) =>
  Object.fromEntries(
    matches.map(({ external, state, ignore }) => [external, ignore ? "ignore" : (state ?? "unchanged")]),
  );
