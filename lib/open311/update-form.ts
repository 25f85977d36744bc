import { formatDate } from "@/lib/open311/dates";
import {
  type AnswerValue,
  answersByCode,
  attributeFields,
  cleanText,
  type Photo,
  type PostForm,
  photoParts,
  splitName,
} from "@/lib/open311/form-parts";
import { finished } from "@/lib/open311/own-fields";
import { type Facts, filled } from "@/lib/open311/placeholders";
import type { Open311Settings } from "@/lib/open311/settings";
import type { SentStatus } from "@/lib/open311/status";

/** Everything a body is told about one update. */
export type UpdateToPost = {
  updateId: string;
  reportId: string;
  /** The report's public address. */
  reportUrl: string;
  /** The body's own id of the report, and the reference it shows its customers, if it gave one. */
  serviceRequestId: string;
  customerReference?: string | undefined;
  confirmedAt: Date;
  status: SentStatus;
  text: string;
  isReportPrivate: boolean;
  author: { name: string; email: string | null; phone: string | null };
  /** Given when the author chose a form of address; then the names are the form's and alerts are asked for or not. */
  personal?: { title: string; firstName: string; lastName: string; wantsAlerts: boolean } | undefined;
  noReplyEmail: string;
  /** The service code of the report's present category. */
  serviceCode: string;
  photos: readonly Photo[];
  answers: readonly { code: string; value: AnswerValue }[];
};

/** An update's own texts know its report by number and address only. */
function factsOf({ reportId, reportUrl, isReportPrivate }: UpdateToPost): Facts {
  const nothing = { title: "", detail: "", category: "", group: "", address: "", anonymous: "" };
  return { ...nothing, id: reportId, url: reportUrl, private: String(isReportPrivate) };
}

/** The form of `POST servicerequestupdates` (extension; `spec/integration.md` 6.4). Pure. */
export function updateForm(update: UpdateToPost, settings: Open311Settings): PostForm {
  const byCustomer = settings.useCustomerReference ? update.customerReference : undefined;
  const { personal } = update;
  const facts = factsOf(update);
  const name = personal
    ? { first: personal.firstName, last: personal.lastName }
    : splitName(cleanText(update.author.name));
  const email = update.author.email || (settings.alwaysSendEmailForUpdates ? update.noReplyEmail : "");
  const photos = photoParts(update.photos, update.reportId, {
    upload: settings.uploadFilesForUpdates && (update.isReportPrivate || settings.alwaysUploadPhotos),
    multi: settings.multiPhotos,
  });
  const fields: [string, string][] = [
    ["service_request_id", byCustomer || update.serviceRequestId],
    ["update_id", update.updateId],
    ["updated_datetime", formatDate(update.confirmedAt, settings.dateStyle, settings.timezone)],
    ["status", update.status],
    ["description", filled(settings.updatePrefix, facts) + cleanText(update.text).trim()],
    ["first_name", name.first],
    ["last_name", name.last || "-"],
  ];
  if (email) fields.push(["email", email]);
  if (update.author.phone) fields.push(["phone", update.author.phone]);
  if (personal) {
    fields.push(
      ["title", personal.title],
      ["email_alerts_requested", personal.wantsAlerts ? "TRUE" : "FALSE"],
    );
  }
  const serviceCode = settings.updateServiceCode || (settings.serviceCodeInUpdates ? update.serviceCode : "");
  if (serviceCode) fields.push(["service_code", serviceCode]);
  fields.push(...photos.fields);
  for (const [code, value] of answersByCode(update.answers)) {
    fields.push(...attributeFields(code, value, settings.attributeStyle));
  }
  return { fields: finished(fields, settings, facts), files: photos.files };
}
