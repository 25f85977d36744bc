import { serviceFault } from "@/lib/sync/services/service-fault";
import type { OfferedService } from "@/lib/sync/services/service-list";
import type { KnownContact, LeftReason } from "@/lib/sync/services/sync-plan";

export type Match =
  | { kind: "contact"; contact: KnownContact }
  /** The list took it away earlier, and now has it again. */
  | { kind: "retired"; contact: KnownContact }
  | { kind: "new" }
  /** `spared`: contacts that are not taken away, as this service may be theirs. */
  | { kind: "left"; reason: LeftReason; detail: string; spared: readonly KnownContact[] };

const codeOf = (contact: KnownContact): string => contact.destination.trim();
const left = (reason: LeftReason, spared: readonly KnownContact[] = [], detail = ""): Match => ({
  kind: "left",
  reason,
  detail: detail || spared.map(({ category }) => category).join(", "),
  spared,
});

/**
 * Finds for each service the contact that it is about: by its code, else by its name. Where several would do, none is taken. Contacts
 * that were taken away count only where no other does. Source: spec/integration.md 8.2, TRAP-24, AC-132, AC-134.
 * @param contacts all of the body's
 */
export function matchServices(
  services: readonly OfferedService[],
  contacts: readonly KnownContact[],
): Map<OfferedService, Match> {
  const live = contacts.filter(({ state }) => state !== "deleted");
  const gone = contacts.filter(({ state }) => state === "deleted");
  const byCode = new Map<string, KnownContact[]>();
  for (const contact of live.filter(({ ours }) => ours)) {
    byCode.set(codeOf(contact), [...(byCode.get(codeOf(contact)) ?? []), contact]);
  }
  const byName = new Map(live.map((contact) => [contact.category, contact]));
  const codes = new Set(services.map(({ serviceCode }) => serviceCode));
  const matches = new Map<OfferedService, Match>();
  const used = new Set<KnownContact>();
  const names = new Set<string>();

  const take = (service: OfferedService, match: Match): void => {
    matches.set(service, match);
    if (match.kind === "left") return;
    const contact = match.kind === "new" ? null : match.contact;
    if (contact) used.add(contact);
    names.add(contact?.protected ? contact.category : service.serviceName);
  };

  for (const service of services) {
    const { serviceCode, serviceName } = service;
    const coded = byCode.get(serviceCode) ?? [];
    const named = byName.get(serviceName);
    const all = [...new Set([...coded, ...(named ? [named] : [])])];
    const [only] = coded;
    const fault = serviceFault(service);
    if (fault !== null) take(service, left("unusable", all, fault));
    else if (only === undefined) continue;
    else if (all.length > 1) take(service, left("several", all));
    else if (names.has(serviceName) && !only.protected) take(service, left("same_name", all));
    else take(service, { kind: "contact", contact: only });
  }

  for (const service of services) {
    if (matches.has(service)) continue;
    const { serviceName } = service;
    const named = byName.get(serviceName);
    if (named && !named.ours) take(service, left("elsewhere", [named]));
    else if (names.has(serviceName)) take(service, left("same_name"));
    else if (named && !codes.has(codeOf(named))) take(service, { kind: "contact", contact: named });
    // Its own service is still listed, and gives it another name: this one is free then.
    else if (named && !used.has(named)) take(service, left("same_name", [named]));
    else take(service, amongGone(service, gone, { codes, used }));
  }
  return matches;
}

/** Who was taken away by the list comes back; who was taken away by a person does not. */
function amongGone(
  { serviceCode, serviceName }: OfferedService,
  gone: readonly KnownContact[],
  { codes, used }: { codes: ReadonlySet<string>; used: ReadonlySet<KnownContact> },
): Match {
  const isCoded = (contact: KnownContact) => contact.ours && codeOf(contact) === serviceCode;
  const candidates = gone.filter((contact) => isCoded(contact) || contact.category === serviceName);
  const retired = candidates
    .filter((contact) => contact.ours && contact.stateBeforeRetired !== null && !used.has(contact))
    .filter((contact) => isCoded(contact) || !codes.has(codeOf(contact)))
    .sort((a, b) => Number(isCoded(b)) - Number(isCoded(a)) || a.id - b.id);
  const [contact] = retired;
  if (contact) return { kind: "retired", contact };
  const removed = candidates.filter(({ stateBeforeRetired }) => stateBeforeRetired === null);
  if (removed.length > 0) return left("removed", removed);
  return candidates.length > 0 ? left("elsewhere", candidates) : { kind: "new" };
}
