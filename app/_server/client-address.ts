import { headers } from "next/headers";
import { env } from "@/lib/env";

/**
 * The address that the outermost proxy we trust has seen. Each proxy appends to `X-Forwarded-For` whom it heard from, so with n
 * of them it is the nth from the end, whatever the client wrote before. Without a proxy Next writes the socket's address.
 */
export function addressBehind(forwardedFor: string | null, proxies: number): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-Math.max(1, proxies)) || hops[0] || "unknown";
}

/** Whom to count a request for, where there are limits. */
export async function clientAddress(): Promise<string> {
  return addressBehind((await headers()).get("x-forwarded-for"), env.TRUSTED_PROXIES);
}
