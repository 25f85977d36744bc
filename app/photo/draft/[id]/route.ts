import { z } from "zod";
import { route } from "@/app/_server/route";
import { pictureResponse } from "@/app/photo/picture-response";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { findDraftPhoto } from "@/lib/photos/find";

const schemas = {
  params: z.object({ id: z.string() }),
  query: z.object({ size: z.enum(["full", "thumb"]).default("thumb") }),
};

/** A photo of a form that was not sent yet: for whoever holds its id, which cannot be guessed. */
export const GET = route(schemas, async ({ request, params, query }) => {
  const unknown = notFound(translator("photos")("unknown"));
  const id = z.uuid().safeParse(params.id);
  const hash = id.success ? await findDraftPhoto(id.data) : null;
  const photo = hash && { hash, size: query.size, public: false, name: "photo.jpeg" };
  const response = photo && (await pictureResponse(request, photo));
  if (!response) throw unknown;
  return response;
});
