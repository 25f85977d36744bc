import type { Open311Settings } from "@/lib/open311/settings";

/** A file on its way out. */
export type OutgoingFile = { field: string; name: string; type: string; bytes: Uint8Array };

/** What is posted, in order; files make it multipart. Key and jurisdiction are the client's to add. */
export type PostForm = { fields: [name: string, value: string][]; files: OutgoingFile[] };

/** A photo of a report or update. `bytes` null = not loaded, so it can only be linked. */
export type Photo = { url: string; type: string; bytes: Uint8Array | null };

/** The first word, and the rest: `Ana de Vries` is `Ana` and `de Vries`, `Cher` has no last name. */
export function splitName(name: string): { first: string; last: string } {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  return { first, last: rest.join(" ") };
}

// Neither XML nor people can do anything with them.
const controls = /[^\P{Cc}\t\n]/gu;

/** Line breaks as one character, other control characters gone. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(controls, "");
}

/** Joins text and tail so that the whole has at most `limit` code points and the tail is never cut. */
export function withinLimit(text: string, tail: string, limit: number): string {
  const points = [...text];
  const room = limit - [...tail].length;
  return points.length <= room ? text + tail : `${points.slice(0, Math.max(0, room - 1)).join("")}…${tail}`;
}

export type AnswerValue = string | number | boolean | null | readonly (string | number)[];

/** One answer under its names on the wire; several values in the connection's style, a single one always plain. */
export function attributeFields(
  code: string,
  value: AnswerValue,
  style: Open311Settings["attributeStyle"],
): [string, string][] {
  const name = `attribute[${code}]`;
  if (!Array.isArray(value)) return [[name, value === null ? "" : cleanText(String(value))]];
  const [only, ...more] = value as (string | number)[];
  if (only === undefined) return [[name, ""]];
  if (more.length === 0) return [[name, cleanText(String(only))]];
  return (value as (string | number)[]).map((item, index) => {
    const suffix = { repeat: "", brackets: "[]", index: `[${index}]` }[style];
    return [name + suffix, cleanText(String(item))];
  });
}

const prefix = /^fms_extra_/;

/** Answers by their code on the wire; a later answer to the same code wins and takes the later place. */
export function answersByCode(
  answers: readonly { code: string; value: AnswerValue }[],
): Map<string, AnswerValue> {
  const byCode = new Map<string, AnswerValue>();
  for (const { code, value } of answers) {
    const plain = code.replace(prefix, "");
    byCode.delete(plain);
    byCode.set(plain, value);
  }
  return byCode;
}

const extensions: Record<string, string> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/tiff": "tiff",
};

/**
 * Photos as links or as files. The names of the files follow our photo addresses, since back ends recognise by
 * them the photos that come back in updates.
 */
export function photoParts(
  photos: readonly Photo[],
  id: string,
  how: { upload: boolean; multi: boolean },
): PostForm {
  const files = photos.flatMap(({ bytes, type }, index) =>
    bytes === null
      ? []
      : [
          {
            field: `photo${index + 1}`,
            name: `${id}.${index}.full.${extensions[type] ?? "jpeg"}`,
            type,
            bytes,
          },
        ],
  );
  if (how.upload && files.length === photos.length) return { fields: [], files };
  const linked = how.multi ? photos : photos.slice(0, 1);
  return { fields: linked.map(({ url }) => ["media_url", url]), files: [] };
}
