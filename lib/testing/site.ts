import { createToken, tokenText } from "@/lib/auth/tokens";
import { db, disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { prepareEnvironment } from "@/lib/postgres/prepare";
import { makeCategory, makeReport, makeUser } from "@/lib/testing/factories";

/**
 * Joins the database of the site that the browser tests walk through (playwright.config.ts), to set up what only a worker, a
 * council or a moderator could bring about.
 * @returns what leaves it again
 */
export async function joinSite(): Promise<() => Promise<void>> {
  const { DATA_DIR = ".data/e2e", DATABASE_NAME = "mendline_e2e" } = rawEnv();
  provideEnv({ DATA_DIR, DATABASE_NAME });
  const release = await prepareEnvironment();
  return async () => {
    await disconnect();
    await release();
  };
}

type Overrides = Parameters<typeof makeReport>[0];

/** A report of somebody new, in a category of its own: the site may be full of others, and other tests run beside. */
export async function siteReport(overrides: Overrides = {}) {
  const mark = crypto.randomUUID().slice(0, 8);
  const email = `reporter-${mark}@example.org`;
  const reporter = await makeUser({ email, name: `Wilhelmina ${mark}`, phone: `+44 7700 ${mark}` });
  const category = await makeCategory({ name: `Category ${mark}` });
  const report = await makeReport({
    title: `Report ${mark}`,
    // Out at sea: not among what the tests of the map and its lists look at.
    lat: 54.9,
    lon: 2.9,
    name: reporter.name,
    phone: reporter.phone ?? "",
    categoryId: category.id,
    reporterId: reporter.id,
    ...overrides,
  });
  return { ...report, mark, email };
}

/** The path of the link that the reporter gets by mail. */
export async function confirmPath(report: { id: number; reporterId: number | null }): Promise<string> {
  const token = await createToken(db, {
    kind: "confirm_report",
    userId: report.reporterId ?? 0,
    reportId: report.id,
    now: new Date(),
    ttl: 3_600_000,
  });
  return `/confirm/${tokenText(token)}`;
}

/** The path of a link that signs a user in, as they get it by mail. */
export async function signInPath(userId: number, next?: string): Promise<string> {
  const link = { kind: "sign_in", userId, now: new Date(), ttl: 3_600_000 } as const;
  return `/auth/${tokenText(await createToken(db, { ...link, ...(next && { next }) }))}`;
}
