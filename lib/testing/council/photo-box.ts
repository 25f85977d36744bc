import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Photo = { type: string; bytes: Uint8Array };

const signatures: { type: string; extension: string; matches: (head: Buffer) => boolean }[] = [
  {
    type: "image/jpeg",
    extension: "jpg",
    matches: (head) => head.subarray(0, 3).toString("hex") === "ffd8ff",
  },
  {
    type: "image/png",
    extension: "png",
    matches: (head) => head.subarray(0, 8).toString("hex") === "89504e470d0a1a0a",
  },
  {
    type: "image/gif",
    extension: "gif",
    matches: (head) => head.subarray(0, 4).toString("latin1") === "GIF8",
  },
  {
    type: "image/webp",
    extension: "webp",
    matches: (head) =>
      head.subarray(0, 4).toString("latin1") === "RIFF" && head.subarray(8, 12).toString("latin1") === "WEBP",
  },
];

/**
 * Keeps bytes under a name made from their content, in memory and, given a folder, on disk too.
 * The type comes from the first bytes, never from what the sender claimed; what is not an image is `bin`.
 */
export class PhotoBox {
  readonly #photos = new Map<string, Photo>();
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder) mkdirSync(folder, { recursive: true });
  }

  /** Stores the bytes and returns their id, e.g. `3f…9a.jpg`. */
  put(bytes: Uint8Array): string {
    const head = Buffer.from(bytes.subarray(0, 12));
    const known = signatures.find((signature) => signature.matches(head));
    const id = `${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.${known?.extension ?? "bin"}`;
    this.#photos.set(id, { type: known?.type ?? "application/octet-stream", bytes });
    if (this.#folder) {
      const file = path.join(this.#folder, id);
      if (!existsSync(file)) {
        writeFileSync(`${file}.new`, bytes);
        renameSync(`${file}.new`, file);
      }
    }
    return id;
  }

  get(id: string): Photo | undefined {
    const kept = this.#photos.get(id);
    if (kept || !this.#folder || !/^[0-9a-f]{32}\.(jpg|png|gif|webp|bin)$/.test(id)) return kept;
    const file = path.join(this.#folder, id);
    if (!existsSync(file)) return undefined;
    const extension = path.extname(id).slice(1);
    const type = signatures.find((signature) => signature.extension === extension)?.type;
    const photo = { type: type ?? "application/octet-stream", bytes: readFileSync(file) };
    this.#photos.set(id, photo);
    return photo;
  }
}

export function isImage(photoId: string): boolean {
  return !photoId.endsWith(".bin");
}
