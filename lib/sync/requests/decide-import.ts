import type { AreaAt } from "@/lib/geo/areas-at";
import type { Bounds } from "@/lib/geo/mercator";
import type { Point } from "@/lib/geo/point";
import type { ServiceRequest } from "@/lib/open311/documents";
import { type CodeContact, codeOf } from "@/lib/sync/requests/codes";
import type { ImportRules } from "@/lib/sync/requests/import-rules";
import { importWords } from "@/lib/sync/requests/import-words";
import { type PlaceFault, placeFaults, placeOf } from "@/lib/sync/requests/location";
import { firstGroup, wrapAnswer } from "@/lib/sync/updates/decide-particulars";
import { later } from "@/lib/sync/updates/facts";
import { isTold } from "@/lib/sync/updates/is-told";
import { meaningOf, type StatusMap } from "@/lib/sync/updates/status-map";
import type { ReportState } from "@/prisma/generated/enums";

/** Why a request is not shown here; the words stand in the messages `imports.skipped`. */
export const importSkips = [
  ...placeFaults,
  /** None of the body's areas holds its place. */
  "outside",
  /** It says of no moment when it was reported or last changed. */
  "no_time",
  /** When it was last changed cannot be read. */
  "bad_time",
  /** Neither made nor changed in the window that was asked for: another pull asks for it. */
  "out_of_window",
  /** By the connection's rules. */
  "too_old",
  "excluded_category",
  "excluded_status",
  "excluded_word",
  "excluded_area",
  /** The connection's map says that items with this status word are not taken in. */
  "ignored_status",
  /** Its service code has no category here, and the connection leaves such out; or it has none at all. */
  "unknown_category",
  /** A person has dismissed this request from the dead letters. */
  "dismissed",
] as const;
export type ImportSkip = (typeof importSkips)[number];

/** What is not as it should be about a request that is shown all the same; kept in `Report.extra.import`. */
export type ImportWarning = "unknown_status" | "status_not_for_back_ends";

/** A report as it is to be made. */
export type NewImport = {
  externalId: string;
  /** `id` null: of that name there is no category yet. */
  category: { id: number | null; name: string };
  contactId: number | null;
  title: string;
  detail: string;
  point: Point;
  areaIds: readonly number[];
  visibility: "public" | "private";
  state: ReportState;
  createdAt: Date;
  updatedAt: Date;
  address: string | null;
  answers: unknown;
  extra: {
    import: { status: string; code: string; service: string; warnings: readonly ImportWarning[] };
    group?: string;
  };
  customerReference: string | null;
  externalStatusCode: string;
  media: readonly string[];
};

/** What is known of the connection and its body. */
export type Importer = {
  rules: ImportRules;
  map: StatusMap;
  /** A box around all that the body looks after; null = it looks after nothing. */
  bounds: Bounds | null;
  bodyAreaIds: ReadonlySet<number>;
  /** By service code: a person's matches, and the contacts whose destination it is. */
  contactOf: (code: string) => CodeContact | undefined;
  /** By the name of its category; any of the body's that is not deleted. */
  contactNamed: (category: string) => CodeContact | undefined;
};

export type ImportFacts = {
  /** It is here already: imported before, or our own come back. */
  known: boolean;
  /** The areas at its place. */
  areas: readonly AreaAt[];
  window?: { start: Date; end: Date } | undefined;
  now: Date;
};

export type ImportDecision =
  | { kind: "create"; report: NewImport }
  | { kind: "known" }
  | { kind: "skip"; reason: ImportSkip }
  /** Somebody has to say first which category this service code is. */
  | { kind: "wait"; code: string };

const skip = (reason: ImportSkip): ImportDecision => ({ kind: "skip", reason });

/** Where a request is, as its connection tells places. */
export const placeFor = (item: ServiceRequest, { rules, bounds }: Importer): Point | PlaceFault =>
  placeOf(item, rules, bounds);

/**
 * What is made of a request that was born in a back end. Pure.
 * Source: spec/integration.md 7.3, AC-120…127; an unknown status word is never taken for a state (TRAP-27).
 */
export function decideImport(item: ServiceRequest, importer: Importer, facts: ImportFacts): ImportDecision {
  const { rules } = importer;
  if (facts.known) return { kind: "known" };
  const point = placeFor(item, importer);
  if (typeof point === "string") return skip(point);
  const refused =
    refusedByArea(facts.areas, importer) ??
    refusedByTime(item, rules, facts) ??
    refusedByStatus(item, importer);
  if (refused) return skip(refused);
  const code = codeOf(item);
  const contact = importer.contactOf(code) ?? unknownContact(importer);
  const names = [code, item.serviceName ?? "", contact?.category ?? ""].filter(Boolean);
  if (names.some(rules.isLeftOut)) return skip("excluded_category");
  if (rules.saysExcluded(`${item.extras.title ?? ""}\n${item.description ?? ""}`))
    return skip("excluded_word");
  if (contact)
    return { kind: "create", report: newImport(item, importer, { ...facts, point, contact, names }) };
  return rules.unknownCode === "wait" && code !== "" ? { kind: "wait", code } : skip("unknown_category");
}

/** What stands for a code that nobody knows, where the connection has something stand for it. */
function unknownContact({ rules, contactNamed }: Importer): NewCategory | undefined {
  if (rules.unknownCode !== "other") return undefined;
  const name = rules.unknownCategory;
  return (
    contactNamed(name) ?? {
      id: null,
      categoryId: null,
      category: name,
      groups: [],
      private: false,
      wraps: null,
    }
  );
}

type NewCategory = Omit<CodeContact, "id" | "categoryId"> & { id: number | null; categoryId: number | null };

function refusedByArea(areas: readonly AreaAt[], { rules, bodyAreaIds }: Importer): ImportSkip | null {
  if (!areas.some(({ id }) => bodyAreaIds.has(id))) return "outside";
  const { onlyAreas, excludedAreas } = rules;
  if (areas.some(({ slug }) => excludedAreas.has(slug))) return "excluded_area";
  return onlyAreas && !areas.some(({ slug }) => onlyAreas.has(slug)) ? "excluded_area" : null;
}

function refusedByTime(
  item: ServiceRequest,
  rules: ImportRules,
  { window, now }: ImportFacts,
): ImportSkip | null {
  const { requestedDatetime, updatedDatetime } = item;
  if (!updatedDatetime && item.extras.updated_datetime !== undefined) return "bad_time";
  const first = requestedDatetime ?? updatedDatetime;
  if (!first) return "no_time";
  // Servers of the standard go by the time of the request, those of the extension by that of its last change.
  const told = [requestedDatetime, updatedDatetime].filter((at) => at !== undefined);
  const inside = !window || told.some((at) => at >= window.start && at <= window.end);
  if (!inside && !rules.skipsWindow(item.serviceRequestId)) return "out_of_window";
  return rules.maxAge !== null && now.getTime() - first.getTime() > rules.maxAge ? "too_old" : null;
}

function refusedByStatus({ status }: ServiceRequest, { rules, map }: Importer): ImportSkip | null {
  if (rules.onlyStatuses && !rules.onlyStatuses.has(status)) return "excluded_status";
  if (rules.excludedStatuses.has(status)) return "excluded_status";
  return meaningOf(status || undefined, map).kind === "ignore" ? "ignored_status" : null;
}

type Placed = {
  point: Point;
  contact: NewCategory;
  names: readonly string[];
  areas: readonly AreaAt[];
  now: Date;
};

function newImport(
  item: ServiceRequest,
  { rules, map }: Importer,
  { point, contact, names, areas, now }: Placed,
): NewImport {
  const { extras, status } = item;
  const service = item.serviceName || contact.category;
  const { state, warnings } = stateOf(status, map);
  const group = firstGroup(extras.group ?? "", contact.groups);
  const createdAt = notAfter(item.requestedDatetime ?? item.updatedDatetime ?? now, now);
  return {
    externalId: item.serviceRequestId,
    category: { id: contact.categoryId, name: contact.category },
    contactId: contact.id,
    ...importWords(item, service, rules.descriptions),
    ...{ point, areaIds: areas.map(({ id }) => id) },
    visibility:
      contact.private || isTold(extras.non_public) || names.some(rules.isPrivate) ? "private" : "public",
    ...{ state, createdAt, updatedAt: later(createdAt, notAfter(item.updatedDatetime ?? createdAt, now)) },
    answers: wrapAnswer([], extras.original_service_code, contact),
    extra: {
      import: { status, code: codeOf(item), service, warnings },
      ...(group !== "" && { group }),
    },
    customerReference: extras.customer_reference || null,
    externalStatusCode: extras.external_status_code ?? "",
    media: item.mediaUrls,
  };
}

function stateOf(status: string, map: StatusMap): { state: ReportState; warnings: ImportWarning[] } {
  const meaning = meaningOf(status || undefined, map);
  if (meaning.kind === "state") return { state: meaning.state, warnings: [] };
  const because = meaning.kind === "nothing" ? meaning.because : null;
  const warnings: ImportWarning[] =
    because === "unknown_word"
      ? ["unknown_status"]
      : because === "not_for_back_ends"
        ? ["status_not_for_back_ends"]
        : [];
  return { state: "confirmed", warnings };
}

/** A back end whose clock is fast makes nothing in the future. */
const notAfter = (at: Date, now: Date): Date => (at > now ? now : at);
