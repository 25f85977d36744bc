import { z } from "zod";
import { PhoneNumber } from "@/lib/auth/account";
import { invalid } from "@/lib/errors";
import { fieldFaults } from "@/lib/forms";
import type { Point } from "@/lib/geo/point";
import { type Messages, translator } from "@/lib/messages";
import type { FormFile, ReadForm } from "@/lib/open311/read/form";
import { oneLine, severalLines } from "@/lib/plain-text";
import { degrees } from "@/lib/reports/new-report";
import { authorFields, line, mediaUrls, namedAuthor, wholeCharacters } from "@/lib/reports/posted-fields";
import { type PostedWords, wordsOf } from "@/lib/reports/posted-words";

const t = translator("posting");
const refusals = translator("refusals");

const short = (name: keyof Messages["posting"]["fields"]) =>
  line(200, t("reference"))
    .default("")
    .describe(t(`fields.${name}`));
const within = (limit: number, fault: string) =>
  z
    .string()
    .refine((text) => degrees(limit).safeParse(text).success, fault)
    .transform(Number)
    .optional();

/**
 * The fields of `POST requests` that are known here, each sent once, but for `media_url`. The answers to a service's questions are
 * `attribute[CODE]`, files are parts of a multipart form. Source: GeoReport v2, "POST Service Request"; spec/open311.md 1.5, 2.8.
 */
export const PostedFields = z.object({
  jurisdiction_id: short("jurisdiction_id").optional(),
  service_code: line(200, t("service"))
    .pipe(z.string().min(1, t("serviceMissing")))
    .describe(t("fields.service_code")),
  lat: within(90, t("lat")).describe(t("fields.lat")),
  long: within(180, t("long")).describe(t("fields.long")),
  address_string: line(200, t("addressLong")).default("").describe(t("fields.address_string")),
  title: line(200, refusals("titleLong")).default("").describe(t("fields.title")),
  description: z
    .string()
    .max(10_000, t("description"))
    .transform(severalLines)
    .default("")
    .describe(t("fields.description")),
  ...authorFields,
  phone: PhoneNumber,
  public_anonymity_required: z.string().default("TRUE").describe(t("fields.public_anonymity_required")),
  non_public: z.string().default("FALSE").describe(t("fields.non_public")),
  media_url: mediaUrls.describe(t("fields.media_url")),
  client_request_id: short("client_request_id"),
  device_id: short("device_id"),
  account_id: short("account_id"),
  address_id: short("address_id"),
});

/** A posted request, tidied and checked as far as it can be by itself. */
export type PostedReport = PostedWords & {
  serviceCode: string;
  /** Null: the address has to be looked up. */
  point: Point | null;
  address: string;
  /** Empty = not given. */
  email: string;
  name: string;
  phone: string;
  showName: boolean;
  /** By code; also those that no question asks for. */
  answers: Record<string, string[]>;
  files: readonly FormFile[];
  mediaUrls: readonly string[];
  /** What the caller calls the request. */
  reference: string | null;
  /** What is kept of the rest. */
  extra: { url?: string; nonPublic?: true; deviceId?: string; accountId?: string };
};

/** What clients call a field elsewhere. Source: spec/open311.md 1.10, 2.3 (V10), 2.6. */
const aliases: Readonly<Record<string, string>> = {
  ...{ lon: "long", lng: "long", deviceid: "device_id", media_urls: "media_url" },
};

/** Where clients say what they call the request, the surest first; as an attribute or as a field. */
const referenceNames = ["fixmystreet_id", "external_id", "client_request_id", "service_request_id_ext"];

/** Told in attributes by those who keep to the standard's fields; kept elsewhere than with the attributes. */
export const ownAttributes: ReadonlySet<string> = new Set([
  ...referenceNames,
  "title",
  "public_anonymity_required",
  "non_public",
]);

/**
 * Reads what was posted as a request.
 * @param idempotencyKey what the header of that name says
 * @throws DomainError `invalid` with a fault per field, by the names that they have on the wire
 */
export function readPostedRequest(form: ReadForm, idempotencyKey: string | null): PostedReport {
  const attributes = tidied(form.attributes);
  const fields = tidied(form.fields);
  for (const [name, ours] of Object.entries(aliases)) fields[ours] ??= fields[name] ?? [];
  const one = (name: string): string | undefined => fields[name]?.[0] ?? attributes[name]?.[0];
  const read = PostedFields.safeParse({
    ...Object.fromEntries(Object.keys(PostedFields.shape).map((name) => [name, fields[name]?.[0]])),
    ...{ title: one("title"), public_anonymity_required: one("public_anonymity_required") },
    ...{ non_public: one("non_public") },
    ...{ service_code: fields.service_code?.[0] ?? "", media_url: fields.media_url },
  });
  if (!read.success) throw invalid(t("form"), fieldFaults(read.error));
  const given = read.data;
  const words = wordsOf(given.description, given.title);
  const reference = [...referenceNames.map(one), idempotencyKey ?? ""].find((text) => text) ?? "";
  assertWhole(given, words, reference);
  const { lat, long } = given;
  return {
    ...words,
    serviceCode: given.service_code,
    point: lat === undefined || long === undefined ? null : { lat, lon: long },
    address: given.address_string,
    email: given.email,
    ...namedAuthor(given),
    phone: given.phone,
    answers: attributes,
    files: form.files,
    // The draft of version 2.1: files win over addresses.
    mediaUrls: form.files.length > 0 ? [] : [...new Set(given.media_url)],
    reference: reference || null,
    extra: {
      ...(words.url && { url: words.url }),
      ...(/^(true|1|yes)$/i.test(given.non_public) && { nonPublic: true }),
      ...(given.device_id && { deviceId: given.device_id }),
      ...(given.account_id && { accountId: given.account_id }),
    },
  };
}

/** What several fields say together. @throws DomainError `invalid` */
function assertWhole(given: z.output<typeof PostedFields>, words: PostedWords, reference: string): void {
  const { lat, long, address_string: address, address_id: addressId } = given;
  const faults: Record<string, string> = {};
  if (lat === undefined && long !== undefined) faults.lat = t("lat");
  if (long === undefined && lat !== undefined) faults.long = t("long");
  if (lat === undefined && long === undefined && address === "") {
    if (addressId !== "") faults.address_id = t("addressId");
    else faults.lat = t("location");
  }
  if ([...words.detail].length > 4000) faults.description = t("description");
  if (reference.length > 200) faults.client_request_id = t("reference");
  if (Object.keys(faults).length > 0) throw invalid(t("form"), faults);
}

/** Texts that the database can keep and pages can show: no control characters, no halves of characters. */
function tidied(values: ReadonlyMap<string, readonly string[]>): Record<string, string[]> {
  return Object.fromEntries(
    [...values].map(([name, list]) => [
      oneLine(wholeCharacters(name)),
      list.map((text) => severalLines(wholeCharacters(text))),
    ]),
  );
}
