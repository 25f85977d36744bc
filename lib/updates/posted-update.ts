import { z } from "zod";
import { EmailAddress } from "@/lib/auth/account";
import { invalid, notFound } from "@/lib/errors";
import { fieldFaults } from "@/lib/forms";
import { translator } from "@/lib/messages";
import type { FormFile, ReadForm } from "@/lib/open311/read/form";
import { normaliseStatus } from "@/lib/open311/status";
import { oneLine, severalLines } from "@/lib/plain-text";
import { rowIdIn } from "@/lib/row-id";

const t = translator("postedUpdates");
const refusals = translator("refusals");

const line = (max: number, fault: string) => z.string().transform(oneLine).pipe(z.string().max(max, fault));

function isMedia(text: string): boolean {
  if (/^data:image\//i.test(text)) return true;
  return text.length <= 2000 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The fields of `POST servicerequestupdates` (extension) that are known here, each sent once, but for `media_url`. */
export const PostedUpdateFields = z.object({
  service_request_id: line(200, t("reference"))
    .default("")
    .meta({ description: "The request's number here." }),
  update_id: line(200, t("reference")).default("").meta({
    description: "What you call the update. Posted again about the same request, it is the same update.",
  }),
  status: line(100, t("reference")).default("").meta({
    description:
      "FIXED or CLOSED, OPEN or REOPEN move the request where its reporter or anybody may; others leave it as it is.",
  }),
  description: z
    .string()
    .transform(severalLines)
    .pipe(z.string().max(4_000, t("textLong")))
    .default("")
    .meta({
      description: "What is said. May be missing beside a picture, or a status that moves the request.",
    }),
  email: z.union([z.literal(""), EmailAddress], { error: refusals("email") }).default(""),
  first_name: line(100, refusals("nameLong")).default(""),
  last_name: line(100, refusals("nameLong")).default(""),
  public_anonymity_required: z
    .string()
    .default("TRUE")
    .meta({ description: "FALSE shows the author's name beside the update." }),
  media_url: z
    .array(z.string().refine(isMedia, t("mediaUrl")))
    .max(10, t("mediaMany"))
    .default([])
    .meta({ description: "Addresses of pictures, fetched afterwards; the first three are shown." }),
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
  const tidy = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");
  const fields = new Map([...form.fields].map(([name, values]) => [name, values.map(tidy)]));
  const read = PostedUpdateFields.safeParse({
    ...Object.fromEntries(Object.keys(PostedUpdateFields.shape).map((name) => [name, fields.get(name)?.[0]])),
    media_url: fields.get("media_url") ?? fields.get("media_urls"),
  });
  if (!read.success) throw invalid(t("form"), fieldFaults(read.error));
  const given = read.data;
  const reference = given.update_id || oneLine(tidy(idempotencyKey ?? ""));
  if (reference.length > 200) throw invalid(t("form"), { update_id: t("reference") });
  const { first_name: first, last_name: last } = given;
  // FixMyStreet's kind says "-" where it knows no last name.
  const name = [first, last].filter((part) => part !== "" && part !== "-").join(" ");
  return {
    reportId: reportIdOf(given.service_request_id),
    reference: reference || null,
    status: normaliseStatus(given.status),
    text: given.description,
    email: given.email,
    name,
    showName: name !== "" && /^(false|0|no)$/i.test(given.public_anonymity_required),
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
