import { createHash } from "node:crypto";
import type { Tx } from "@/lib/db";

type Posted = { formKey: string; text: string; photoIds: readonly string[] };

/**
 * What tells one posted form from another, as an update keeps it in `extra.form`. A page that is kept for everybody gives all who see it
 * the same key: only together with who says what is it one update. Photos count by what they show, as a browser without scripts sends
 * them anew each time.
 * @param more whoever writes, and what else they say
 */
export async function formDigest(
  tx: Tx,
  { formKey, text, photoIds }: Posted,
  ...more: readonly (string | number | boolean | null)[]
): Promise<string> {
  const photos =
    photoIds.length === 0
      ? []
      : await tx.photo.findMany({ where: { id: { in: [...photoIds] } }, select: { hash: true } });
  const parts = [formKey, text, photos.map(({ hash }) => hash).sort(), ...more];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

/**
 * The update that this very form has already made. The caller holds the report's lock, so that of two posts at once the second sees what
 * the first has made.
 */
export const madeByForm = (tx: Tx, reportId: number, digest: string) =>
  tx.update.findFirst({
    where: { reportId, extra: { path: ["form"], equals: digest } },
    select: { id: true, visibility: true },
  });
