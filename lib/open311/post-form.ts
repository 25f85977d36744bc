import {
  type AnswerValue,
  answersByCode,
  attributeFields,
  cleanText,
  type OutgoingFile,
  type Photo,
  type PostForm,
  photoParts,
  splitName,
  withinLimit,
} from "@/lib/open311/form-parts";
import { isGridTrusted, locationFields, type Place } from "@/lib/open311/location";
import { finished, isLeftOut } from "@/lib/open311/own-fields";
import { type Facts, filled } from "@/lib/open311/placeholders";
import type { Open311Settings } from "@/lib/open311/settings";

/** Everything a body is told about one report. */
export type RequestToPost = Place & {
  reportId: string;
  serviceCode: string;
  title: string;
  detail: string;
  category: string;
  groups: readonly string[];
  /** The reporter does not want their name shown; told only where an attribute of the connection's own says so. */
  anonymous: boolean;
  /** The report's public address. */
  url: string;
  isPrivate: boolean;
  /** The name given with this report, not the account's; the phone of the report, else of the account. */
  reporter: { name: string; email: string | null; phone: string | null };
  /** Stands in for a missing e-mail address where the back end insists on one. */
  noReplyEmail: string;
  accountId?: string | number | undefined;
  /** Which app or page it was made with. */
  service?: string | undefined;
  photos: readonly Photo[];
  attachments: readonly { key: string; name: string; type: string; bytes: Uint8Array }[];
  /** The citizen's answers, in order. */
  answers: readonly { code: string; value: AnswerValue }[];
  /** The codes of the category's questions, also those nobody is asked: what is not listed is not sent of ourselves. */
  listedCodes: readonly string[];
  /** The question that takes our report id. */
  idField: string;
  closestAddress?: string | undefined;
  /** The pin on the national grid, in metres. */
  grid?: { easting: number; northing: number } | undefined;
};

/** What the connection's own texts may say of a report. */
export function factsOf(request: RequestToPost): Facts {
  return {
    id: request.reportId,
    url: request.url,
    title: cleanText(request.title).trim(),
    detail: cleanText(request.detail).trim(),
    category: request.category,
    group: request.groups.join(", "),
    address: request.closestAddress ?? "",
    anonymous: String(request.anonymous),
    private: String(request.isPrivate),
  };
}

function description(facts: Facts, settings: Open311Settings): string {
  const { descriptionLimit: limit, descriptionPrefix, extendedDescription } = settings;
  const prefix = filled(descriptionPrefix, facts);
  if (extendedDescription) {
    return withinLimit(`${prefix}${facts.title}\n\n${facts.detail}`, `\n\n${facts.url}\n`, limit);
  }
  const text = prefix + facts.detail;
  return [...text].length <= limit ? text : withinLimit(text, `\n\n${facts.url}`, limit);
}

/** What we know better than the citizen's browser, for those who list it (`spec/integration.md` 4.2, step 5). */
function ownAnswers(
  request: RequestToPost,
  settings: Open311Settings,
): { code: string; value: AnswerValue }[] {
  const known: { code: string; value: AnswerValue }[] = [{ code: request.idField, value: request.reportId }];
  if (request.closestAddress) known.push({ code: "closest_address", value: request.closestAddress });
  if (request.grid && isGridTrusted(request, settings)) {
    known.push(
      { code: "easting", value: request.grid.easting },
      { code: "northing", value: request.grid.northing },
    );
  }
  return known.filter(({ code }) => request.listedCodes.includes(code));
}

function answerText(value: AnswerValue | undefined): string {
  return typeof value === "string" || typeof value === "number" ? cleanText(String(value)).trim() : "";
}

function uploadedFiles(request: RequestToPost, settings: Open311Settings): OutgoingFile[] {
  if (!settings.uploadFiles) return [];
  return request.attachments.map(({ key, name, type, bytes }) => ({
    field: `file_${key}`,
    name,
    type,
    bytes,
  }));
}

/**
 * The form of `POST requests` (GeoReport v2; the parameters and their rules are `spec/integration.md` 4.3–4.5).
 * Pure: the same report and settings give the same form, so that it can be shown before it is sent.
 */
export function requestForm(request: RequestToPost, settings: Open311Settings): PostForm {
  const facts = factsOf(request);
  const answers = answersByCode([
    ...request.answers.filter(({ code }) => !isLeftOut(code, settings.leaveOut)),
    ...Object.entries(settings.extraAttributes).map(([code, text]) => ({ code, value: filled(text, facts) })),
    ...ownAnswers(request, settings),
  ]);
  const name = splitName(cleanText(request.reporter.name));
  const email = request.reporter.email || (settings.alwaysSendEmail ? request.noReplyEmail : "");
  const photos = photoParts(request.photos, request.reportId, {
    upload: settings.uploadFiles && (request.isPrivate || settings.alwaysUploadPhotos),
    multi: settings.multiPhotos,
  });
  const fields: [string, string][] = [
    ["service_code", request.serviceCode],
    ["description", description(facts, settings)],
    ["first_name", answerText(answers.get("first_name")) || name.first],
    ["last_name", answerText(answers.get("last_name")) || name.last],
  ];
  if (email) fields.push(["email", email]);
  if (request.reporter.phone) fields.push(["phone", request.reporter.phone]);
  if (request.accountId !== undefined && request.accountId !== "")
    fields.push(["account_id", String(request.accountId)]);
  fields.push(...locationFields(request, settings, request.closestAddress), ...photos.fields);
  // Not the standard's spelling, but the one FixMyStreet's peers know.
  if (settings.useServiceAsDeviceId && request.service) fields.push(["deviceid", request.service]);
  answers.delete("first_name");
  for (const [code, value] of answers) fields.push(...attributeFields(code, value, settings.attributeStyle));
  return {
    fields: finished(fields, settings, facts),
    files: [...photos.files, ...uploadedFiles(request, settings)],
  };
}
