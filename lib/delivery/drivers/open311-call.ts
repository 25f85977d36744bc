import type { SettingsOf } from "@/lib/bodies/connection-settings";
import type { Outcome, ParcelPhoto } from "@/lib/delivery/parcel";
import type { Photo } from "@/lib/open311/form-parts";
import type { Failure } from "@/lib/open311/result";
import { shrinkPhoto } from "@/lib/photos/shrink";

/** What a failed post means by this connection's settings. */
export function failedBy(
  failure: Failure,
  { onServerError }: Pick<SettingsOf<"open311">, "onServerError">,
): Outcome {
  const { reason, retry, ambiguous, retryAfterMs, exchange, status } = failure;
  // "Come back later" was surely not taken.
  const doubtful = onServerError === "unclear" && (status ?? 0) >= 500 && retryAfterMs === undefined;
  return {
    kind: "failed",
    reason,
    retry,
    ambiguous: ambiguous || doubtful,
    exchanges: [exchange],
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/**
 * Photos as they are posted, with their bytes where they go as files; or why one could not be read.
 * @param how.maxBytes files are made no larger than this; 0 = as they are
 */
export async function loadedPhotos(
  photos: readonly ParcelPhoto[],
  { upload, maxBytes }: { upload: boolean; maxBytes: number },
): Promise<Photo[] | string> {
  const fitting = (bytes: Uint8Array) => (maxBytes > 0 ? shrinkPhoto(bytes, maxBytes) : bytes);
  try {
    return await Promise.all(
      photos.map(async ({ url, type, bytes }) => ({
        ...{ url, type },
        bytes: upload ? await fitting(await bytes()) : null,
      })),
    );
  } catch (error) {
    return `A photo could not be read: ${(error as Error).message}`;
  }
}
