"use server";

import { z } from "zod";
import { formAction, staying } from "@/app/_server/action";
import type { Actor } from "@/lib/actor";
import { invalid } from "@/lib/errors";
import { type FormState, textValues } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { goOnWithRun, pauseRun, takeBackRun } from "@/lib/sync/history/act-on-runs";
import { getRun } from "@/lib/sync/history/list-runs";
import { OneRun } from "@/lib/sync/history/lock-run";
import { LookAtHistory, lookAtHistory, readLookedAt } from "@/lib/sync/history/look-at-history";
import { addPiece, beginUpload, endUpload, PieceOf } from "@/lib/sync/history/upload-file";
import { pieceBytes } from "@/lib/sync/history/upload-size";

const pathOf = (connectionId: string | number, runId: number): string =>
  `/admin/connections/${connectionId}/past/${runId}`;

/** What forms send: everything is text until the verb has read it. */
const Look = z.object({
  connectionId: z.string(),
  uploadId: z.string().optional(),
  kind: LookAtHistory.shape.kind,
  from: z.string().optional(),
});

export const lookAtBackEnd = formAction({
  schema: Look.pick({ connectionId: true, from: true }),
  run: async (actor, input) => pathOf(input.connectionId, await lookAtHistory(actor, input)),
});

/** A file that has been sent in pieces comes as its number; one that comes with the form is taken in first. */
export const lookAtFile = formAction({
  schema: Look,
  read: (form) => textValues(form),
  run: async (actor, input, form) => {
    const uploadId = input.uploadId ?? String(await keep(actor, input.connectionId, form.get("file")));
    await endUpload(actor, Number(uploadId));
    return pathOf(input.connectionId, await lookAtHistory(actor, { ...input, uploadId }));
  },
});

export type PieceState = FormState & { uploadId?: number };

/** Keeps one piece of a file that a browser sends in pieces; the first one begins it. Answers the number that the next ones go by. */
export async function keepPiece(previous: PieceState, form: FormData): Promise<PieceState> {
  let uploadId: number | undefined;
  const send = formAction({
    schema: z.object({
      ...{ connectionId: z.string(), uploadId: z.string().optional(), position: PieceOf.shape.position },
      ...{ fileName: z.string(), bytes: z.string(), piece: z.instanceof(Blob) },
    }),
    read: (sent) => Object.fromEntries(sent),
    run: async (actor, { piece, position, ...file }) => {
      const id = Number(file.uploadId ?? (await beginUpload(actor, file)));
      await addPiece(actor, { uploadId: id, position }, new Uint8Array(await piece.arrayBuffer()));
      uploadId = id;
      return undefined;
    },
  });
  const state = await send(previous, form);
  return uploadId === undefined ? state : { uploadId };
}

async function keep(actor: Actor, connectionId: string, file: FormDataEntryValue | null): Promise<number> {
  const t = translator("adminHistory");
  if (!(file instanceof File) || file.size === 0)
    throw invalid(t("refused.form"), { file: t("refused.noFile") });
  const uploadId = await beginUpload(actor, { connectionId, fileName: file.name, bytes: file.size });
  for (let position = 0; position * pieceBytes < file.size; position++) {
    const piece = file.slice(position * pieceBytes, (position + 1) * pieceBytes);
    await addPiece(actor, { uploadId, position }, new Uint8Array(await piece.arrayBuffer()));
  }
  return uploadId;
}

export const readIn = formAction({
  schema: OneRun,
  run: async (actor, input) => {
    const { id, connection } = await getRun(actor, await readLookedAt(actor, input));
    return pathOf(connection.id, id);
  },
});

export const pause = formAction({ schema: OneRun, run: staying(pauseRun) });
export const goOn = formAction({ schema: OneRun, run: staying(goOnWithRun) });
export const takeBack = formAction({ schema: OneRun, run: staying(takeBackRun) });
