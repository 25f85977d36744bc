import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { pictureResponse } from "@/app/photo/picture-response";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { findReportPhoto } from "@/lib/photos/find";
import type { PhotoSize } from "@/lib/photos/store";

/** `REPORT.POSITION.full.jpeg`, as `photoPath` of lib/urls writes it. */
const fileName = /^([1-9]\d{0,9})\.(\d)\.(full|thumb)\.jpeg$/;

export const GET = route({ params: z.object({ file: z.string() }) }, async ({ request, params }) => {
  const unknown = notFound(translator("photos")("unknown"));
  const [, report, position, size] = fileName.exec(params.file) ?? [];
  if (!report) throw unknown;
  const photo = await findReportPhoto(Number(report), Number(position), currentActor);
  if (!photo) throw unknown;
  const response = await pictureResponse(request, { ...photo, size: size as PhotoSize, name: params.file });
  if (!response) throw unknown;
  return response;
});
