import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { pictureResponse } from "@/app/photo/picture-response";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { findUpdatePhoto } from "@/lib/photos/find-update-photo";
import type { PhotoSize } from "@/lib/photos/store";

/** `UPDATE.POSITION.full.jpeg`, as `updatePhotoPath` of lib/photo-paths writes it. */
const fileName = /^([1-9]\d{0,9})\.(\d)\.(full|thumb)\.jpeg$/;

export const GET = route({ params: z.object({ file: z.string() }) }, async ({ request, params }) => {
  const unknown = notFound(translator("photos")("unknown"));
  const [, update, position, size] = fileName.exec(params.file) ?? [];
  if (!update) throw unknown;
  const photo = await findUpdatePhoto(Number(update), Number(position), currentActor);
  if (!photo) throw unknown;
  const response = await pictureResponse(request, { ...photo, size: size as PhotoSize, name: params.file });
  if (!response) throw unknown;
  return response;
});
