import { z } from "zod";
import { invalid, notFound } from "@/lib/errors";
import { fieldFaults } from "@/lib/forms";
import { translator } from "@/lib/messages";
import type { FormFile, ReadForm } from "@/lib/open311/read/form";
import { normaliseStatus } from "@/lib/open311/status";
import { oneLine, severalLines } from "@/lib/plain-text";
import { authorFields, line, mediaUrls, namedAuthor, wholeCharacters } from "@/lib/reports/posted-fields";
import { rowIdIn } from "@/lib/row-id";

const t = translator("postedUpdates");

/** The fields of `POST servicerequestupdates` (extension) that are known here, each sent once, but for `media_url`. */
export const PostedUpdateFields = z.object({
  service_request_id: line(200, t("reference")).default("").describe(t("fields.service_request_id")),
  update_id: line(200, t("reference")).default("").describe(t("fields.update_id")),
  status: line(100, t("reference")).default("").describe(t("fields.status")),
  description: z
    .string()
    .transform(severalLines)
    .pipe(z.string().max(4_000, t("textLong")))
    .default("")
    .describe(t("fields.description")),
  ...authorFields,
  public_anonymity_required: z.string().default("TRUE").describe(t("fields.public_anonymity_required")),
  media_url: mediaUrls.describe(t("fields.media_url")),
});

/** A posted update, tidied and checked as far as it can be by itself. */
export type PostedUpdate = {
  reportId: number;
  /** What the caller calls it. */
  reference: string | null;
  /** In the spelling of `normaliseStatus`; undefined = nothing was said. */
  status: string | undefined;
  text: string;
  /** Empty = not given. */
  email: string;
  name: string;
  showName: boolean;
  files: readonly FormFile[];
  mediaUrls: readonly string[];
};

/**
 * Reads what was posted as an update.
 * @param idempotencyKey what the header of that name says, for callers without a name of their own for it
 * @throws DomainError `not_found` where no request can have such a number; `invalid` with a fault per field, by its name on the wire
 */
export function readPostedUpdate(form: ReadForm, idempotencyKey: string | null): PostedUpdate {
  const fields = new Map([...form.fields].map(([name, values]) => [name, values.map(wholeCharacters)]));
  const read = PostedUpdateFields.safeParse({
    ...Object.fromEntries(Object.keys(PostedUpdateFields.shape).map((name) => [name, fields.get(name)?.[0]])),
    media_url: fields.get("media_url") ?? fields.get("media_urls"),
  });
  if (!read.success) throw invalid(t("form"), fieldFaults(read.error));
  const given = read.data;
  const reference = given.update_id || oneLine(wholeCharacters(idempotencyKey ?? ""));
  if (reference.length > 200) throw invalid(t("form"), { update_id: t("reference") });
  return {
    reportId: reportIdOf(given.service_request_id),
    reference: reference || null,
    status: normaliseStatus(given.status),
    text: given.description,
    email: given.email,
    ...namedAuthor(given),
    files: form.files,
    // The draft of version 2.1: files win over addresses.
    mediaUrls: form.files.length > 0 ? [] : [...new Set(given.media_url)],
  };
}

/** @throws DomainError `not_found` */
export function reportIdOf(text: string): number {
  const id = rowIdIn(text);
  if (id === null) throw notFound(t("unknown"));
  return id;
}
