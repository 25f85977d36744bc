import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { RowId } from "@/lib/form-fields";
import { addPiece, PieceOf } from "@/lib/sync/history/upload-file";

const schemas = { params: z.object({ id: RowId }), query: PieceOf.pick({ position: true }) };

/** One piece of a file, as it is. */
export const POST = route(schemas, async ({ request, params, query }) => {
  const data = new Uint8Array(await request.arrayBuffer());
  await addPiece(await currentActor(), { uploadId: params.id, ...query }, data);
  return { bytes: data.byteLength };
});
