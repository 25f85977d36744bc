import { env } from "@/lib/env";
import { photoPath } from "@/lib/photo-paths";

export { photoPath } from "@/lib/photo-paths";

/** The public address of one of our paths, for mails and back ends. */
export const siteUrl = (path: string): string => `${env.SITE_URL}${path}`;

export const reportPath = (reportId: number): `/report/${number}` => `/report/${reportId}`;
export const reportUrl = (reportId: number): string => siteUrl(reportPath(reportId));

/** A report's page right after somebody has said something, at the place where it stands. */
export const saidPath = (reportId: number, updateId: number): string =>
  `${reportPath(reportId)}?said=${updateId}#update-${updateId}`;

export const photoUrl = (reportId: number, position: number, hash: string): string =>
  siteUrl(`${photoPath(reportId, position)}?${hash.slice(0, 8)}`);
