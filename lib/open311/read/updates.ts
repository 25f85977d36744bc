import { parseDate } from "@/lib/open311/dates";
import type { PostedUpdate, RequestUpdate } from "@/lib/open311/documents";
import { findRows, type RowNames, type Rows, readRows } from "@/lib/open311/read/document";
import { extraFields } from "@/lib/open311/read/extras";
import { mediaUrls } from "@/lib/open311/read/media";
import type { ReadContext } from "@/lib/open311/read/requests";
import { type Branch, idField, type ParsedDocument, textField } from "@/lib/open311/read/tree";
import { normaliseStatus } from "@/lib/open311/status";

/** How updates stand in a list. */
export const updateRows: RowNames = {
  containers: ["service_request_updates", "servicerequestupdates", "request_updates", "updates"],
  rows: ["request_update", "service_request_update", "update"],
  marks: ["update_id", "service_request_id", "updated_datetime", "token"],
};

const known: ReadonlySet<string> = new Set([
  ...["update_id", "service_request_id", "sevicerequest_id", "fixmystreet_id", "status", "updated_datetime"],
  ...["description", "media_url", "media_urls", "external_status_code", "customer_reference"],
]);

function readUpdate(branch: Branch, context: ReadContext): RequestUpdate | string {
  const updateId = idField(branch, "update_id");
  if (!updateId) return "No update_id";
  const updatedDatetime = parseDate(textField(branch, "updated_datetime"), context.timezone);
  if (!updatedDatetime) return "No updated_datetime that can be read";
  const serviceRequestId = idField(branch, "service_request_id", "sevicerequest_id");
  const fixmystreetId = idField(branch, "fixmystreet_id");
  if (!serviceRequestId && !fixmystreetId) return "No service_request_id";
  return {
    updateId,
    serviceRequestId,
    fixmystreetId,
    status: normaliseStatus(textField(branch, "status")),
    updatedDatetime,
    description: textField(branch, "description"),
    mediaUrls: mediaUrls(branch, context.endpoint),
    externalStatusCode: textField(branch, "external_status_code"),
    customerReference: textField(branch, "customer_reference"),
    extras: extraFields(branch, known),
  };
}

/** Reads a list of updates (extension). Undefined when the document is none. */
export function readUpdates(document: ParsedDocument, context: ReadContext): Rows<RequestUpdate> | undefined {
  const branches = findRows(document, updateRows);
  return branches && readRows(branches, (branch) => readUpdate(branch, context));
}

/** Reads the answer to a posted update or to an update token; undefined when it is not exactly that. */
export function readPostedUpdate(document: ParsedDocument): PostedUpdate | undefined {
  const branches = findRows(document, updateRows);
  if (!branches || branches.length > 1) return undefined;
  const [row] = branches;
  if (!row) return {};
  if (row.fields.has("updated_datetime") || row.fields.has("status")) return undefined;
  return {
    updateId: idField(row, "update_id"),
    token: idField(row, "token"),
    accountId: textField(row, "account_id"),
  };
}
