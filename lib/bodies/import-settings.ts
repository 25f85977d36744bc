import { z } from "zod";

/** Names, codes or numbers; `*` stands for anything, capitals do not matter. */
const patterns = z.array(z.string().trim().min(1).max(100)).max(500).default([]);
const words = z.array(z.string().trim().min(1).max(100)).max(500).default([]);
const slugs = z.array(z.string().trim().toLowerCase().min(1).max(100)).max(500).default([]);

/**
 * What of the problems that are born in the back end is shown here, and how: the answers to what a council decides before its third
 * level (docs/integration.md, "Problems born in the back end"). Judged anew for each item by lib/sync/requests/decide-import.ts.
 */
export const importSettings = {
  /** Service codes, names of services or our categories that are left out. */
  importExcludeCategories: patterns,
  /** Status words of the back end; when there are any, nothing else is shown. */
  importOnlyStatuses: words,
  importExcludeStatuses: words,
  /** Words of which none may stand in title or description. */
  importExcludeWords: words,
  /** Slugs of areas; when there are any, only what lies in one of them is shown. */
  importOnlyAreas: slugs,
  importExcludeAreas: slugs,
  /** What was reported longer ago is left out; 0 = nothing is too old. */
  importMaxAgeDays: z.number().int().nonnegative().max(36_500).default(0),
  /** The back end's words: as they are, without what tells who somebody is, or not at all. */
  importDescriptions: z.enum(["keep", "strip", "none"]).default("strip"),
  /** Service codes, names of services or our categories whose problems only staff see. */
  importPrivateCategories: patterns,
  /** A service code without a category here: wait until somebody matches it, show it under `unknownCategory`, or leave it out. */
  unknownServiceCode: z.enum(["wait", "other", "skip"]).default("wait"),
  unknownCategory: z.string().trim().min(1).max(100).default("Other"),
  /** Numbers of requests whose places are in degrees although `convertLatLong` is on (`JOB_*`). */
  importIdsInDegrees: patterns,
  /** Numbers of requests that are taken in whatever window was asked for (`JOB_*`, `DEFECT_*`). */
  importSkipsWindow: patterns,
};
