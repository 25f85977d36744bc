import { env } from "@/lib/env";
import { photoPath } from "@/lib/photo-paths";

export { photoPath } from "@/lib/photo-paths";

/** The public address of one of our paths, for mails and back ends. */
export const siteUrl = (path: string): string => `${env.SITE_URL}${path}`;

export const reportPath = (reportId: number): `/report/${number}` => `/report/${reportId}`;
export const reportUrl = (reportId: number): string => siteUrl(reportPath(reportId));

export const photoUrl = (reportId: number, position: number, hash: string): string =>
  siteUrl(`${photoPath(reportId, position)}?${hash.slice(0, 8)}`);
