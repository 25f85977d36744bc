import { readPhoto } from "@/lib/photos/read";
import type { PhotoSize } from "@/lib/photos/store";

/** A shared cache asks again within seconds (cheaply, by the ETag), so that a hidden report loses its pictures everywhere. */
const forEverybody = "public, max-age=300, s-maxage=5";

/** A photo's bytes with what browsers and caches need to know; null when they are gone. */
export async function pictureResponse(
  request: Request,
  photo: { hash: string; size: PhotoSize; public: boolean; name: string },
): Promise<Response | null> {
  const etag = `"${photo.hash}${photo.size === "full" ? "" : `-${photo.size}`}"`;
  const headers = {
    "Cache-Control": photo.public ? forEverybody : "private, no-store",
    "X-Content-Type-Options": "nosniff",
    ETag: etag,
  };
  if (isKnown(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  const bytes = await readPhoto(photo.hash, photo.size);
  return (
    bytes &&
    new Response(new Uint8Array(bytes), {
      headers: {
        ...headers,
        "Content-Type": "image/jpeg",
        "Content-Length": String(bytes.byteLength),
        "Content-Disposition": `inline; filename="${photo.name}"`,
      },
    })
  );
}

/** RFC 9110 §13.1.2: any of the tags listed, weak ones as well (proxies that compress make them so), or `*`. */
const isKnown = (ifNoneMatch: string | null, etag: string): boolean =>
  (ifNoneMatch ?? "").split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim()));
