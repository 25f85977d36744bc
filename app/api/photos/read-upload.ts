import { z } from "zod";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { maxPhotoBytes } from "@/lib/photos/encode";

/** The photo and what a multipart form writes around it. */
const maxFormBytes = maxPhotoBytes + 64_000;

const Upload = z.object({ photo: z.array(z.instanceof(File)).length(1) });

/**
 * The one file of a multipart form, in its field `photo`. It is counted while it comes in, so that a sender who announces no
 * length, or a wrong one, cannot fill the memory.
 * @throws DomainError `invalid`
 */
export async function readUpload(request: Request): Promise<Uint8Array> {
  const t = translator("photos");
  if (Number(request.headers.get("content-length") ?? 0) > maxFormBytes) throw invalid(t("tooLarge"));
  let size = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > maxFormBytes) controller.error(new Error("too large"));
      else controller.enqueue(chunk);
    },
  });
  const type = request.headers.get("content-type") ?? "";
  const body = request.body?.pipeThrough(counting) ?? null;
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => null);
  if (size > maxFormBytes) throw invalid(t("tooLarge"));
  const upload = Upload.safeParse({ photo: form?.getAll("photo") });
  const [file] = upload.success ? upload.data.photo : [];
  if (!file) throw invalid(t("empty"));
  return new Uint8Array(await file.arrayBuffer());
}
