import { setTimeout as after } from "node:timers/promises";
import type { PlacePicture } from "@/lib/delivery/drivers/place-picture";
import type { Parcel } from "@/lib/delivery/parcel";
import { messageHost } from "@/lib/mail/check-mail";
import type { Attachment } from "@/lib/mail/mail";
import { translator } from "@/lib/messages";

const maxPhotos = 3;
/** A picture of the place is nice to have; a report waits no longer for it than this. */
const pictureMs = 3000;

/** The photos as inline attachments, or why they could not be read. */
export async function attachedPhotos({ photos }: Pick<Parcel, "photos">): Promise<Attachment[] | string> {
  try {
    return await Promise.all(
      photos.slice(0, maxPhotos).map(async ({ fileName, type, bytes }, at) => ({
        fileName,
        type,
        bytes: await bytes(),
        contentId: `photo-${at + 1}@${messageHost()}`,
      })),
    );
  } catch (error) {
    return translator("mail")("failure.photo", { reason: (error as Error).message });
  }
}

/** The picture of the place, when it can be had in time. */
export async function attachedPicture(picture: PlacePicture, { point }: Parcel): Promise<Attachment | null> {
  const late = new AbortController();
  const bytes = await Promise.race([
    picture(point).catch(() => null),
    after(pictureMs, null, { signal: late.signal }).catch(() => null),
  ]);
  late.abort();
  return bytes && { fileName: "map.png", type: "image/png", bytes, contentId: `map@${messageHost()}` };
}
