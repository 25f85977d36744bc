import { packSettings } from "@/lib/bodies/connections";
import { db, type Prisma } from "@/lib/db";
import { goOnWithRun, pauseRun, takeBackRun } from "@/lib/sync/history/act-on-runs";
import { getRun, listRuns } from "@/lib/sync/history/list-runs";
import { lookAtHistory, readLookedAt } from "@/lib/sync/history/look-at-history";
import { addPiece, beginUpload, endUpload } from "@/lib/sync/history/upload-file";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";
import { makeConnection, makeUser } from "@/lib/testing/factories";

/** Old items are of any category. */
const editing = { needs: ["connection:edit"], limits: "body" } as const;

/** A back end with a past. */
async function freshPast({ body }: Things): Promise<number> {
  const { updatesUserId } = await db.body.findUniqueOrThrow({ where: { id: body.id } });
  if (updatesUserId === null)
    await db.body.update({ where: { id: body.id }, data: { updatesUserId: (await makeUser()).id } });
  const columns = packSettings("open311", { endpoint: "http://127.0.0.1:9/v2" });
  return (await makeConnection({ bodyId: body.id, slug: mark(), method: "open311", ...columns })).id;
}

async function freshRun(
  { connection }: Things,
  run: Partial<Prisma.HistoryRunUncheckedCreateInput> = {},
): Promise<number> {
  const { id } = await db.historyRun.create({
    data: {
      ...{
        connectionId: connection.id,
        kind: "requests",
        fileName: "old.csv",
        fileBytes: 0,
        fileHash: mark(),
      },
      ...{ state: "done", byWorker: true, ...run },
    },
  });
  return id;
}

const freshUpload = async ({ connection }: Things): Promise<number> =>
  (await db.historyUpload.create({ data: { connectionId: connection.id, fileName: "old", fileBytes: 1 } }))
    .id;
const byte = () => new Uint8Array([1]);

/** What was looked at, read in and taken back of a back end's past. */
export const historyReads: Rules = {
  "lib/sync/history/list-runs.ts listRuns": [
    list({
      ...editing,
      call: async (actor, { here, other }) => {
        for (const things of [here, other]) await freshRun(things);
        const [own, others] = [
          await listRuns(actor, { connection: here.connection.id }),
          await listRuns(actor, { connection: other.connection.id }),
        ];
        return [...own.items, ...others.items].map(({ connection }) => connection.id);
      },
      ids: (ids) => ids,
      own: ({ connection }) => [connection.id],
    }),
  ],
  "lib/sync/history/list-runs.ts getRun": [
    act({ ...editing, call: async (actor, { here }) => getRun(actor, await freshRun(here)) }),
  ],
};

export const historyWrites: Rules = {
  "lib/sync/history/look-at-history.ts lookAtHistory": [
    act({
      ...editing,
      call: async (actor, { here }) => lookAtHistory(actor, { connectionId: await freshPast(here) }),
    }),
  ],
  "lib/sync/history/look-at-history.ts readLookedAt": [
    act({
      ...editing,
      call: async (actor, { here }) => readLookedAt(actor, { runId: await freshRun(here, { task: "look" }) }),
    }),
  ],
  "lib/sync/history/act-on-runs.ts pauseRun": [
    act({
      ...editing,
      call: async (actor, { here }) => pauseRun(actor, { runId: await freshRun(here, { state: "running" }) }),
    }),
  ],
  "lib/sync/history/act-on-runs.ts goOnWithRun": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        goOnWithRun(actor, { runId: await freshRun(here, { task: "undo", state: "paused" }) }),
    }),
  ],
  "lib/sync/history/act-on-runs.ts takeBackRun": [
    act({ ...editing, call: async (actor, { here }) => takeBackRun(actor, { runId: await freshRun(here) }) }),
  ],
  "lib/sync/history/upload-file.ts beginUpload": [
    act({
      ...editing,
      call: (actor, { here }) =>
        beginUpload(actor, { connectionId: here.connection.id, fileName: "old.csv", bytes: 1 }),
    }),
  ],
  "lib/sync/history/upload-file.ts addPiece": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        addPiece(actor, { uploadId: await freshUpload(here), position: 0 }, byte()),
    }),
  ],
  "lib/sync/history/upload-file.ts endUpload": [
    act({
      ...editing,
      call: async (actor, { here }) => {
        const uploadId = await freshUpload(here);
        await db.historyPiece.create({ data: { uploadId, position: 0, data: byte() } });
        await endUpload(actor, uploadId);
      },
    }),
  ],
};
