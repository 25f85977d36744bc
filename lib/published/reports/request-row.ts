import { wireDate } from "@/lib/open311/write/requests";
import { orNull, type WireFields, type WireValue } from "@/lib/open311/write/wire-tree";
import type { PublishedReport } from "@/lib/published/reports/published-report";
import { requestStatus } from "@/lib/published/reports/request-status";
import { photoUrl } from "@/lib/urls";

export type RowStyle = {
  /** With extended words for the status, and the fields outside the standard. */
  extended: boolean;
  /** In the shape that FixMyStreet's clients read: its own fields, whose status knows the standard's two words. */
  wrapped: boolean;
  /** What the caller's own system calls it, where it does. */
  ownReference?: string | undefined;
};

/** The standard allows so much. */
const longestDescription = 4000;

/** A published report as a request. Source: GeoReport v2, "GET Service Requests"; FixMyStreet's fields: spec/integration.md 9.3. */
export function requestRow(
  report: PublishedReport,
  { extended, wrapped, ownReference }: RowStyle,
): WireValue {
  const names = report.bodies.map(({ name }) => name);
  const urls = report.photos.map(({ position, hash }) => photoUrl(report.id, position, hash));
  return {
    fields: {
      service_request_id: String(report.id),
      status: requestStatus(report.state, extended),
      status_notes: orNull(report.lastWord ?? undefined),
      service_name: report.category.name,
      service_code: String(report.category.id),
      description: descriptionOf(report),
      agency_responsible: wrapped
        ? { fields: { recipient: { list: "recipient", items: names } } }
        : orNull(names.join(", ")),
      service_notice: null,
      requested_datetime: wireDate(report.confirmedAt),
      updated_datetime: wireDate(report.updatedAt),
      expected_datetime: null,
      address: report.address,
      address_id: null,
      zipcode: null,
      lat: report.lat,
      long: report.lon,
      media_url: urls[0] ?? null,
      ...(extended || wrapped ? furtherFields(report, urls) : {}),
      fixmystreet_id: ownReference,
    },
  };
}

function furtherFields(report: PublishedReport, urls: readonly string[]): WireFields {
  const { title, detail, author, service, updateCount, bodies } = report;
  const sent = bodies.flatMap(({ sentAt }) => sentAt ?? []);
  const references = bodies.flatMap(({ reference }) => reference ?? []);
  return {
    title,
    detail,
    interface_used: service === "web" ? webInterface : service,
    requestor_name: author ?? undefined,
    comment_count: updateCount > 0 ? updateCount : undefined,
    agency_sent_datetime: sent.length > 0 ? wireDate(new Date(Math.min(...sent.map(Number)))) : undefined,
    agency_reference: references[0],
    media_urls: urls.length > 1 ? { list: "media_url", items: urls } : undefined,
  };
}

/** FixMyStreet's name for its own form. */
export const webInterface = "Web interface";

/**
 * Title and detail as our own and FixMyStreet's kind read them apart again; where the title was made of the first words, just these words.
 * Cut in code points, as the standard counts characters.
 */
function descriptionOf({ title, detail }: PublishedReport): string {
  const text = detail.startsWith(title.replace(/…$/, "")) ? detail : `${title}\n\n${detail}`;
  if (text.length <= longestDescription) return text;
  const characters = [...text];
  return characters.length <= longestDescription
    ? text
    : `${characters.slice(0, longestDescription - 1).join("")}…`;
}
