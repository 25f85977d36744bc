import { clientAddress } from "@/app/_server/client-address";
import { DomainError } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { addPhoto } from "@/lib/photos/add";
import { limit } from "@/lib/rate-limit";

const MOST = 3;

/**
 * Stores the files that came with a form and puts their ids in their place, before anything else is checked: browsers give a file
 * only once, and an error elsewhere must not lose it. Answers what is wrong with one of them, in the words of the photo store.
 */
export async function keepPhotos(form: FormData): Promise<string | null> {
  const t = translator("reportForm");
  const files = form.getAll("photos").filter((file) => file instanceof File && file.size > 0);
  form.delete("photos");
  let fault: string | null = null;
  for (const file of files as File[]) {
    if (form.getAll("photoIds").length >= MOST) return fault ?? t("form.photos.tooMany");
    try {
      await limit("photo", await clientAddress());
      const { id } = await addPhoto(new Uint8Array(await file.arrayBuffer()));
      form.append("photoIds", id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      fault ??= `${file.name}: ${error.message}`;
    }
  }
  return fault;
}
