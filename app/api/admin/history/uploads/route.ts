import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { BeginUpload, beginUpload } from "@/lib/sync/history/upload-file";

export const POST = route({ body: BeginUpload }, async ({ body }) => ({
  uploadId: await beginUpload(await currentActor(), body),
}));
