import { isDeepStrictEqual } from "node:util";
import type { Claim } from "@/lib/delivery/claim";

/** Whether two deliveries go in one message: e-mails about one report under the same settings. Source: spec/integration.md 3.1. */
export const goTogether = (one: Claim, other: Claim): boolean =>
  one.delivery.reportId === other.delivery.reportId &&
  [one, other].every(({ method, wasUnclear }) => method === "email" && !wasUnclear) &&
  isDeepStrictEqual(one.connection?.settings ?? {}, other.connection?.settings ?? {});

/** Parts claims into what is sent as one message each, in the order of the bodies' names. */
export function groupClaims(claims: readonly Claim[]): Claim[][] {
  const groups: Claim[][] = [];
  for (const claim of claims) {
    const group = groups.find(([first]) => first && goTogether(first, claim));
    if (group) group.push(claim);
    else groups.push([claim]);
  }
  for (const group of groups) group.sort((a, b) => a.delivery.body.name.localeCompare(b.delivery.body.name));
  return groups;
}
