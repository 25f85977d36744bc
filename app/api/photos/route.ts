import { clientAddress } from "@/app/_server/client-address";
import { route } from "@/app/_server/route";
import { readUpload } from "@/app/api/photos/read-upload";
import { addPhoto } from "@/lib/photos/add";
import { limit } from "@/lib/rate-limit";

/** Takes one photo of a form that is still being filled in; its id goes into the form. */
export const POST = route({}, async ({ request }) => {
  await limit("photo", await clientAddress());
  const photo = await addPhoto(await readUpload(request));
  return Response.json({ ...photo, url: `/photo/draft/${photo.id}` }, { status: 201 });
});
