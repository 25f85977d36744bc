import { parseDate } from "@/lib/open311/dates";
import type { PostedRequest, ServiceRequest } from "@/lib/open311/documents";
import { findRows, type RowNames, type Rows, readRows } from "@/lib/open311/read/document";
import { extraFields } from "@/lib/open311/read/extras";
import { mediaUrls } from "@/lib/open311/read/media";
import { plainText } from "@/lib/open311/read/plain-text";
import {
  type Branch,
  idField,
  isBranch,
  numberField,
  type ParsedDocument,
  type Tree,
  textField,
  textOf,
  valuesOf,
} from "@/lib/open311/read/tree";
import { normaliseStatus } from "@/lib/open311/status";

/** What a reader must know about the end point: its zone (IANA) for dates without one, its address for relative links. */
export type ReadContext = { timezone: string; endpoint: string };

const idNames = ["service_request_id", "sevicerequest_id", "request_id"] as const;
/** How a list of requests is found. */
export const requestRows: RowNames = {
  containers: ["service_requests", "requests"],
  rows: ["request", "service_request"],
  marks: [...idNames, "token", "requested_datetime", "status", "service_notice", "account_id"],
};

const aliases = {
  address: ["address", "address_string", "adress"],
  addressId: ["address_id", "adress_id"],
  zipcode: ["zipcode", "zip_code"],
  statusNotes: ["status_notes", "status_note"],
  lat: ["lat", "latitude"],
  long: ["long", "lon", "lng", "longitude"],
} as const;

const known: ReadonlySet<string> = new Set([
  ...idNames,
  ...Object.values(aliases).flat(),
  ...["status", "service_name", "service_code", "description", "agency_responsible", "service_notice"],
  ...["requested_datetime", "updated_datetime", "expected_datetime", "media_url", "media_urls"],
]);

/** Coordinates as sent; both or none, and 0,0 stands for "unknown". */
function point(branch: Branch): { lat: number; long: number } | undefined {
  const lat = numberField(branch, ...aliases.lat);
  const long = numberField(branch, ...aliases.long);
  if (lat === undefined || long === undefined || (lat === 0 && long === 0)) return undefined;
  return { lat, long };
}

function texts(tree: Tree): string[] {
  if (isBranch(tree) && tree.fields.size > 0)
    return [...tree.fields.values()].flatMap((f) => f.values.flatMap(texts));
  const text = textOf(tree);
  return text === undefined ? [] : [text];
}

function readRequest(branch: Branch, context: ReadContext): ServiceRequest | string {
  const serviceRequestId = idField(branch, ...idNames);
  if (!serviceRequestId) return "No service_request_id (yet)";
  const date = (name: string) => parseDate(textField(branch, name), context.timezone);
  return {
    serviceRequestId,
    status: normaliseStatus(textField(branch, "status")) ?? "",
    statusNotes: textField(branch, ...aliases.statusNotes),
    serviceName: plainText(textField(branch, "service_name")),
    serviceCode: textField(branch, "service_code"),
    description: textField(branch, "description"),
    agencyResponsible: valuesOf(branch, "agency_responsible").flatMap(texts).join(", ") || undefined,
    serviceNotice: textField(branch, "service_notice"),
    requestedDatetime: date("requested_datetime"),
    updatedDatetime: date("updated_datetime"),
    expectedDatetime: date("expected_datetime"),
    address: textField(branch, ...aliases.address),
    addressId: textField(branch, ...aliases.addressId),
    zipcode: textField(branch, ...aliases.zipcode),
    ...point(branch),
    mediaUrls: mediaUrls(branch, context.endpoint),
    extras: { ...extraFields(branch, known), ...unreadDates(branch, date) },
  };
}

/** A date that nobody can read is kept by its wire name: whoever needs it is to know that it is there. */
function unreadDates(branch: Branch, date: (name: string) => Date | undefined): Record<string, string> {
  const unread = ["requested_datetime", "updated_datetime"].flatMap((name): [string, string][] => {
    const text = textField(branch, name);
    return text !== undefined && date(name) === undefined ? [[name, text]] : [];
  });
  return Object.fromEntries(unread);
}

/** Reads a list of requests (also a list of one). Undefined when the document is none. */
export function readRequests(
  document: ParsedDocument,
  context: ReadContext,
): Rows<ServiceRequest> | undefined {
  const branches = findRows(document, requestRows);
  return branches && readRows(branches, (branch) => readRequest(branch, context));
}

/**
 * Reads the answer to a posted request or to a token: an id, else a token, else nothing (blackbox, or not yet).
 * Undefined unless it is exactly such an answer: a read-only server answers a POST with its list of requests,
 * and whoever takes the first row takes a stranger's id.
 */
export function readPostedRequest(document: ParsedDocument): PostedRequest | undefined {
  const branches = findRows(document, requestRows);
  if (!branches || branches.length > 1) return undefined;
  const [row] = branches;
  if (!row) return {};
  if (row.fields.has("requested_datetime") || row.fields.has("status")) return undefined;
  return {
    serviceRequestId: idField(row, ...idNames),
    token: idField(row, "token"),
    serviceNotice: textField(row, "service_notice"),
    accountId: textField(row, "account_id"),
  };
}
