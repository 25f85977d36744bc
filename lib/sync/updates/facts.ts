import type { ReportState, Visibility } from "@/prisma/generated/enums";

/** Something that the back end said before, as far as the next is compared with it. */
export type Said = { text: string; state: ReportState | null; media: readonly string[] };

/** A report and its delivery to the body that speaks, as deciding looks at them; taking an item in makes new ones. */
export type Facts = {
  reportId: number;
  deliveryId: number;
  state: ReportState;
  visibility: Visibility;
  language: string;
  /** When anything public last happened to it. */
  updatedAt: Date;
  category: { id: number; name: string };
  group: string | null;
  /** As `Report.answers` keeps them. */
  answers: unknown;
  /** The assignee's address; null = nobody's, or somebody without one. */
  assignee: string | null;
  /** When the body got it first. */
  sentAt: Date | null;
  /** The back end's own code as it last told, empty = none. */
  code: string;
  reference: string | null;
  details: string | null;
  /** When the body's automatic answer was given. */
  answeredAt: Date | null;
  /** Whether anybody but the body's back end has said anything; the automatic answer does not count. */
  othersSpoke: boolean;
  /** When anybody but the body's back end has moved the report last; null = nobody has. */
  othersMovedAt: Date | null;
  /** Its own system has posted it to us, for others to deal with: it speaks for those who reported it, not for the work. */
  postedByBody: boolean;
  /** Up to when the back end has told, whether shown or not. */
  toldUpTo: Date | null;
  /** The newest update that everybody sees; `said` is null when it is not the back end's. */
  newest: { at: Date; said: Said | null } | null;
  /** The back end's own newest one that everybody sees. */
  newestOfBody: { at: Date; said: Said } | null;
};

/** Whether an update of a back end may change the report's state: never one that is hidden or not confirmed. */
export const isShown = ({ visibility }: Pick<Facts, "visibility">): boolean =>
  visibility === "public" || visibility === "private";

/** The later of two moments. */
export const later = (one: Date, other: Date | null): Date => (other && other > one ? other : one);
