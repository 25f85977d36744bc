import { env } from "@/lib/env";
import manifest from "@/package.json";

/** How we name ourselves to the servers we call, with an address to complain to. */
export const userAgent = (contact?: string | null): string =>
  `Mendline/${manifest.version} (+${env.SITE_URL}${contact ? `; ${contact}` : ""})`;
