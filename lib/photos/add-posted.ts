import { DomainError, invalid } from "@/lib/errors";
import type { FormFile } from "@/lib/open311/read/form";
import { addPhoto } from "@/lib/photos/add";
import { maxPhotos } from "@/lib/photos/attach";

/**
 * Takes in the first pictures of a posted form, one after the other: each takes a core while it is read.
 * @param message what is told of the form whose files are no pictures
 * @returns the photos' ids
 * @throws DomainError `invalid` with the fault of the first that is none, under its field's name
 */
export async function addPosted(files: readonly FormFile[], message: string): Promise<string[]> {
  const ids: string[] = [];
  for (const { field, bytes } of files.slice(0, maxPhotos)) {
    try {
      ids.push((await addPhoto(bytes)).id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw invalid(message, { [field]: error.message });
    }
  }
  return ids;
}
