import { link, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Driver, Parcel } from "@/lib/delivery/parcel";

export const FolderSettings = z.strictObject({
  /** A folder that the closed system reads new files from. */
  folder: z.string().min(1, "Name the folder"),
});
export type FolderSettings = z.output<typeof FolderSettings>;

/** Puts each report into a folder, as one JSON file that is there whole or not at all. Its name is the reference. */
export const folderDriver: Driver<FolderSettings> = {
  async send(parcel, { folder }) {
    const name = nameOf(parcel);
    const target = path.join(folder, name);
    const half = `${target}.${process.pid}.part`;
    try {
      await writeFile(half, contentOf(parcel));
      await link(half, target).finally(() => unlink(half));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // An earlier attempt had got so far: the same send has the same name.
      if (code === "EEXIST") return { kind: "sent", externalId: name };
      const reason = `The folder cannot be written to: ${message}.`;
      return { kind: "failed", reason, retry: true, ambiguous: false };
    }
    return { kind: "sent", externalId: name };
  },
};

const nameOf = ({ reportId, body, round }: Parcel): string => `${body.slug}-${reportId}-${round}.json`;

const contentOf = ({ reportId, title, detail, category, point, url, contact }: Parcel): string =>
  JSON.stringify({ reportId, title, detail, category, ...point, url, code: contact.destination });
