import { isDeepStrictEqual } from "node:util";
import { oneLine } from "@/lib/plain-text";
import { followQuestions } from "@/lib/sync/services/follow-questions";
import { type Match, matchServices } from "@/lib/sync/services/match-services";
import type { OfferedService, ServiceList } from "@/lib/sync/services/service-list";
import type {
  Followed,
  KnownContact,
  Remark,
  SyncChange,
  SyncPlan,
  SyncSettings,
} from "@/lib/sync/services/sync-plan";

/**
 * What has to be done so that a body's contacts follow its back end's service list. Pure; nothing is decided about an empty list, which
 * is for whoever read it. Source: spec/integration.md section 8, TRAP-24, 29, 30.
 * @param contacts all of the body's, also those that are deleted and those that go another way
 */
export function planSync(
  list: ServiceList,
  contacts: readonly KnownContact[],
  settings: SyncSettings,
): SyncPlan {
  const services = list.services.map((service) => ({
    ...service,
    serviceName: oneLine(service.serviceName),
  }));
  const matches = matchServices(services, contacts);
  const plan: SyncPlan = { changes: [], unchanged: [], left: [], remarks: unreadRows(list), retirable: 0 };
  const spared = new Set<KnownContact>(namedByUnread(list, contacts));
  for (const service of services) {
    const match = matches.get(service);
    if (!match) continue;
    for (const contact of contactsOf(match)) spared.add(contact);
    follow(plan, service, match, settings);
  }
  for (const contact of contacts.filter(isRetirable)) {
    plan.retirable++;
    if (spared.has(contact) || settings.neverRetire) continue;
    const serviceCode = contact.destination.trim();
    plan.changes.push({
      kind: "retire",
      contact,
      serviceCode,
      fields: { state: "deleted" },
      questions: null,
    });
  }
  return plan;
}

const contactsOf = (match: Match): readonly KnownContact[] =>
  match.kind === "left" ? match.spared : match.kind === "new" ? [] : [match.contact];

function follow(plan: SyncPlan, service: OfferedService, match: Match, settings: SyncSettings): void {
  const { serviceCode, serviceName, definition } = service;
  const leave = (reason: "no_definition" | (Match & { kind: "left" })["reason"], detail: string) =>
    plan.left.push({ code: serviceCode, name: serviceName, reason, detail });
  if (match.kind === "left") {
    leave(match.reason, match.detail);
    return;
  }
  // Without what it asks, its reports would be refused: next time it may be told.
  if (match.kind !== "contact" && definition.kind === "failed") {
    leave("no_definition", definition.reason);
    return;
  }
  const contact = match.kind === "new" ? null : match.contact;
  const followed = followQuestions(definition, contact?.questions ?? [], contact?.idField ?? defaultIdField);
  const { questions } = followed;
  plan.remarks.push(...followed.remarks.map((remark): Remark => ({ ...remark, service: serviceName })));
  if (!contact) {
    const fields = wanted(service, null, settings);
    plan.changes.push({ kind: "create", contact, serviceCode, fields, questions });
    return;
  }
  const kind = match.kind === "retired" ? "revive" : "update";
  const fields = differing(contact, wanted(service, contact, settings));
  if (kind === "update" && Object.keys(fields).length === 0 && questions === null)
    plan.unchanged.push(serviceCode);
  else plan.changes.push({ kind, contact, serviceCode, fields, questions } satisfies SyncChange);
}

/** As the schema has it for new contacts. */
export const defaultIdField = "fixmystreet_id";

/** How a contact is to be; null = it is new. A protected one keeps its name, its groups and its keywords with what they do. */
function wanted(
  service: OfferedService,
  contact: KnownContact | null,
  { useGroups }: SyncSettings,
): Followed {
  const { serviceCode, serviceName, type } = service;
  const state = (contact?.state === "deleted" ? contact.stateBeforeRetired : contact?.state) ?? "confirmed";
  // Lists that say nothing of it are read as "realtime": a person's better knowledge stays.
  const serviceType = contact && type === "realtime" ? contact.serviceType : type;
  if (contact?.protected) {
    const { category, groups, keywords } = contact;
    const kept = { category, groups, keywords, private: contact.private };
    return { ...kept, destination: serviceCode, state, serviceType };
  }
  const keywords = wordsOf(service.keywords);
  const flags = new Set(keywords.map((word) => word.toLowerCase()));
  return {
    category: serviceName,
    destination: serviceCode,
    // One way: a person alone takes them back (AC-139).
    state: flags.has("staff") ? "staff" : flags.has("inactive") ? "inactive" : state,
    private: flags.has("private") || contact?.private === true,
    groups: useGroups ? wordsOf(service.groups) : [],
    keywords,
    serviceType,
  };
}

/** Each once, without blanks around it; what no list of words could keep is left out. */
const wordsOf = (words: readonly string[]): string[] => [
  ...new Map(
    words
      .map(oneLine)
      .filter((word) => word !== "" && word.length <= 200)
      .map((word) => [word.toLowerCase(), word]),
  ).values(),
];

/** The order of groups and keywords means nothing. */
const comparable = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value);

function differing(contact: KnownContact, after: Followed): Partial<Followed> {
  const changed = Object.entries(after).filter(
    ([key, value]) => !isDeepStrictEqual(comparable(contact[key as keyof Followed]), comparable(value)),
  );
  return Object.fromEntries(changed);
}

/** Whom the list may take away. Staff's own, protected ones, and those that take no reports are a person's (TRAP-24). */
const isRetirable = (contact: KnownContact): boolean =>
  contact.ours && !contact.protected && contact.state !== "staff" && contact.state !== "deleted";

const unreadRows = ({ unread }: ServiceList): Remark[] =>
  unread.map(({ code, name, reason }) => ({
    kind: "unread_row",
    service: name ?? code ?? "",
    detail: reason,
  }));

/** A row that could not be read may still be what a contact stands for. */
function namedByUnread({ unread }: ServiceList, contacts: readonly KnownContact[]): KnownContact[] {
  const codes = new Set(unread.map(({ code }) => code));
  const names = new Set(unread.map(({ name }) => name && oneLine(name)));
  return contacts.filter(
    ({ ours, category, destination }) => ours && (codes.has(destination.trim()) || names.has(category)),
  );
}
