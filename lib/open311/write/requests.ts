import { formatDate } from "@/lib/open311/dates";
import type { PostedRequest, ServiceRequest } from "@/lib/open311/documents";
import {
  type Format,
  orNull,
  type WireFields,
  type WireValue,
  type Written,
  writeDocument,
} from "@/lib/open311/write/wire-tree";

/** UTC, whole seconds; an absent date is an empty element. */
export function wireDate(date: Date | undefined): string | null {
  return date ? formatDate(date, "z", "UTC") : null;
}

/**
 * The standard knows one `media_url`; further pictures go into the draft's `media_urls`, where clients that
 * know only the standard do not trip over them.
 */
function mediaFields(urls: readonly string[]): WireFields {
  return {
    media_url: orNull(urls[0]),
    media_urls: urls.length > 1 ? { list: "media_url", items: [...urls] } : undefined,
  };
}

function requestRow(request: ServiceRequest): WireValue {
  return {
    fields: {
      service_request_id: request.serviceRequestId,
      status: request.status,
      status_notes: orNull(request.statusNotes),
      service_name: orNull(request.serviceName),
      service_code: orNull(request.serviceCode),
      description: orNull(request.description),
      agency_responsible: orNull(request.agencyResponsible),
      service_notice: orNull(request.serviceNotice),
      requested_datetime: wireDate(request.requestedDatetime),
      updated_datetime: wireDate(request.updatedDatetime),
      expected_datetime: wireDate(request.expectedDatetime),
      address: orNull(request.address),
      address_id: orNull(request.addressId),
      zipcode: orNull(request.zipcode),
      lat: request.lat ?? null,
      long: request.long ?? null,
      ...mediaFields(request.mediaUrls),
      ...request.extras,
    },
  };
}

/** The answer to `GET requests` and (with a list of one) `GET requests/{id}`. */
export function writeRequests(list: readonly ServiceRequest[], format: Format): Written {
  return writeDocument("service_requests", { list: "request", items: list.map(requestRow) }, format);
}

function postedRow(posted: PostedRequest): WireValue {
  return {
    fields: {
      service_request_id: posted.serviceRequestId,
      token: posted.token,
      service_notice: orNull(posted.serviceNotice),
      account_id: orNull(posted.accountId),
    },
  };
}

/** The answer to `POST requests`: a list of one, with an id or a token (or neither: blackbox). */
export function writePostedRequests(list: readonly PostedRequest[], format: Format): Written {
  return writeDocument("service_requests", { list: "request", items: list.map(postedRow) }, format);
}

/** The answer to `GET tokens/{token}`; while there is no id yet (null) the element stays empty. */
export function writeToken(
  answer: { token: string; serviceRequestId: string | null },
  format: Format,
): Written {
  const row = { fields: { service_request_id: answer.serviceRequestId, token: answer.token } };
  return writeDocument("service_requests", { list: "request", items: [row] }, format);
}
