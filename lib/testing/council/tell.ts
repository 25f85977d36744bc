import type { RequestUpdate, ServiceRequest } from "@/lib/open311/documents";
import { type Office, photoUrls } from "@/lib/testing/council/office";
import { parseStrictDate } from "@/lib/testing/council/parse-strict-date";
import { type Case, isClosed } from "@/lib/testing/council/records";
import { Refusal } from "@/lib/testing/council/refusal";

const ninetyDays = 90 * 24 * 60 * 60 * 1000;
const mostRows = 1000;

/**
 * Rows for `GET requests`, oldest first: the last 90 days unless asked otherwise, at most 1,000; a list of ids
 * overrides every other filter (GeoReport v2). `updated_after` is the common extension, strictly after.
 */
export function tellRequests(office: Office, query: URLSearchParams): ServiceRequest[] {
  const known = office.desk.state.cases.filter((one) => one.reference !== null);
  const ids = commaList(query.get("service_request_id"));
  if (ids.length > 0) {
    return known
      .filter((one) => ids.includes(one.reference ?? ""))
      .map((one) => requestRow(office, one, query));
  }
  const { start, end } = requestWindow(office, query);
  const updatedAfter = readDate(query, "updated_after");
  const codes = commaList(query.get("service_code"));
  const statuses = commaList(query.get("status"));
  return known
    .filter(
      (one) =>
        one.requestedAt >= start &&
        one.requestedAt <= end &&
        (!updatedAfter || one.updatedAt > updatedAfter) &&
        (codes.length === 0 || codes.includes(one.serviceCode)) &&
        (statuses.length === 0 || statuses.includes(plainStatus(one)) || statuses.includes(one.status)),
    )
    .slice(0, mostRows)
    .map((one) => requestRow(office, one, query));
}

export function tellRequest(office: Office, reference: string, query: URLSearchParams): ServiceRequest {
  const found = office.desk.byReference(reference);
  if (!found) throw new Refusal(404, `There is no request ${reference}.`);
  return requestRow(office, found, query);
}

/** Rows for `GET servicerequestupdates`, oldest first; the window is on the update's own time, both ends included. */
export function tellUpdates(office: Office, query: URLSearchParams): RequestUpdate[] {
  const start = readDate(query, "start_date");
  const end = readDate(query, "end_date");
  return office.desk.state.updates
    .filter((update) => (!start || update.at >= start) && (!end || update.at <= end))
    .map((update) => ({
      updateId: update.updateId,
      serviceRequestId: update.reference,
      fixmystreetId: office.desk.byKey(update.caseKey)?.sendersId,
      status: update.status,
      updatedDatetime: update.at,
      description: update.text,
      mediaUrls: photoUrls(office, update.photoIds),
      externalStatusCode: update.externalStatusCode,
      customerReference: update.customerReference,
      extras: {},
    }));
}

function requestRow(office: Office, one: Case, query: URLSearchParams): ServiceRequest {
  const extended = office.extendedStatuses || query.get("extensions") === "true";
  return {
    serviceRequestId: one.reference ?? "",
    status: extended ? one.status : plainStatus(one),
    statusNotes: one.statusNotes,
    serviceName: one.serviceName,
    serviceCode: one.serviceCode,
    description: one.description,
    agencyResponsible: "Alderwick City Council",
    requestedDatetime: one.requestedAt,
    updatedDatetime: one.updatedAt,
    address: one.address,
    addressId: one.addressId,
    lat: one.lat,
    long: one.long,
    mediaUrls: [...photoUrls(office, one.photoIds), ...one.mediaUrls],
    extras: one.sendersId ? { fixmystreet_id: one.sendersId } : {},
  };
}

function plainStatus(one: Case): "open" | "closed" {
  return isClosed(one.status) ? "closed" : "open";
}

/** @throws Refusal 400 above 90 days: a client must split its window, not lose rows unnoticed. */
function requestWindow(office: Office, query: URLSearchParams): { start: Date; end: Date } {
  const asked = { start: readDate(query, "start_date"), end: readDate(query, "end_date") };
  const end = asked.end ?? new Date(asked.start ? asked.start.getTime() + ninetyDays : office.desk.now());
  const start = asked.start ?? new Date(end.getTime() - ninetyDays);
  if (end.getTime() - start.getTime() > ninetyDays) {
    throw new Refusal(400, "start_date and end_date may be 90 days apart at most.");
  }
  return { start, end };
}

function readDate(query: URLSearchParams, name: string): Date | undefined {
  const text = query.get(name)?.trim();
  if (!text) return undefined;
  const date = parseStrictDate(text);
  if (!date) throw new Refusal(400, `${name} must look like 2026-11-24T10:00:00Z.`);
  return date;
}

function commaList(text: string | null): string[] {
  return (text ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
