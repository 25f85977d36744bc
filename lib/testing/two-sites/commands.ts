import type { Actor } from "@/lib/actor";
import { packSettings } from "@/lib/bodies/connections";
import { hashClientKey } from "@/lib/clients/client-key";
import { db, type Prisma } from "@/lib/db";
import { sendReports } from "@/lib/delivery/send-reports";
import { sendUpdates } from "@/lib/delivery/updates/send-updates";
import { createReport, NewReport } from "@/lib/reports/create";
import { fetchMedia } from "@/lib/sync/media/fetch-media";
import { runPulls } from "@/lib/sync/pull/run-pulls";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeUser,
} from "@/lib/testing/factories";
import { actorNow, makeStaff } from "@/lib/testing/staff";
import { addUpdate, NewUpdate } from "@/lib/updates/add";
import { addStaffUpdate } from "@/lib/updates/staff-update";
import type { ReportState } from "@/prisma/generated/enums";

/** Two categories that both sites have: one is this site's own work, the other the other site's. */
export type Names = { site: string; other: string; own: string; others: string };

type Town = Names & {
  areaId: number;
  categoryIds: Record<string, number>;
  /** The body at this site that is the other one. */
  otherId: number;
  /** A part of this site's own council, and somebody who works there. */
  worksId: number;
  staff: Actor;
  citizen: Actor;
};
let town: Town;

const worker = "two-sites";
const key = (of: string) => `mk_${of}_a-key-that-only-they-know`;

const jobs = {
  "send-reports": () => sendReports({ worker, now: new Date() }),
  "send-updates": () => sendUpdates({ worker, now: new Date() }),
  "pull-updates": () => runPulls("updates", { worker }),
  "pull-requests": () => runPulls("requests", { worker }),
  "fetch-media": () => fetchMedia({ now: new Date(), runMs: 5_000 }),
} satisfies Record<string, () => Promise<unknown>>;
export type Job = keyof typeof jobs;

/** Their address is nobody's at the other site. */
async function somebody({ site }: Names): Promise<Actor> {
  return actorNow((await makeUser({ email: `${crypto.randomUUID()}@${site}.example`.toLowerCase() })).id);
}

/** What a site is told by the test; each is the verb that a page, a job or a person would use. */
export const commands = {
  /** @returns what the other site has to know: service codes by category, and the key that it calls with */
  async setUp(names: Names) {
    const area = await makeArea();
    const [own, others] = [
      await makeCategory({ name: names.own }),
      await makeCategory({ name: names.others }),
    ];
    const works = await makeBody({ name: `${names.site} works`, areas: [area] });
    const quiet = await makeConnection({ bodyId: works.id, asDefault: true, method: "blackhole" });
    await makeContact({ bodyId: works.id, categoryId: own.id, connectionId: quiet.id });
    const user = await makeUser();
    const other = await makeBody({ name: `${names.other} council`, areas: [area], updatesUserId: user.id });
    await db.apiClient.create({
      data: {
        ...{ name: names.other, bodyId: other.id, trusted: true, keyHash: hashClientKey(key(names.other)) },
        may: ["post-requests", "post-updates", "read-extended"],
      },
    });
    town = {
      ...{ ...names, areaId: area.id, otherId: other.id, worksId: works.id },
      categoryIds: { [names.own]: own.id, [names.others]: others.id },
      staff: (await makeStaff({ bodyId: works.id })).actor,
      citizen: await somebody(names),
    };
    return { serviceCodes: town.categoryIds, key: key(names.other) };
  },

  /** Connects this site to the other one, as docs/integration.md says. */
  async connect(there: {
    url: string;
    key: string;
    serviceCodes: Record<string, number>;
    settings?: object;
  }) {
    const { otherId, categoryIds, others } = town;
    await makeConnection({
      ...{ bodyId: otherId, asDefault: true, method: "open311" },
      ...{ sendUpdates: true, pullUpdates: true, pullRequests: true },
      ...packSettings("open311", {
        ...{ endpoint: `${there.url}/open311/v2`, apiKey: there.key, apiKeyIn: "all" },
        ...{ extendedStatuses: true, markReopen: true, exactStates: true, blankUpdatesPermitted: true },
        ...{
          extraAttributes: { fixmystreet_id: "{id}", non_public: "{private}" },
          timeoutMs: 10_000,
          ...there.settings,
        },
      }),
    });
    for (const [name, categoryId] of Object.entries(categoryIds)) {
      const destination = String(there.serviceCodes[name]);
      // What is this site's own work goes to nobody else; what the other finds of it is understood all the same.
      const state = name === others ? "confirmed" : "inactive";
      await makeContact({ bodyId: otherId, categoryId, destination, state });
    }
  },

  /** @returns the report's number */
  async report({ category, title, at = 0 }: { category: string; title: string; at?: number }) {
    const input = {
      ...{ point: { lat: 54.6 + at / 1_000, lon: 2.3 }, categoryId: town.categoryIds[category] },
      ...{ title, detail: `${title}, and nobody comes.`, name: "Ann Other", showName: true },
      formKey: crypto.randomUUID(),
    };
    return (await createReport(town.citizen, NewReport.parse(input), new Date())).reportId;
  },

  /** Somebody passing by, whose address is known. */
  async say({ reportId, text, fixed = false }: { reportId: number; text: string; fixed?: boolean }) {
    const actor = await somebody(town);
    const input = { reportId, text, fixed, name: "Bo", formKey: crypto.randomUUID() };
    return (await addUpdate(actor, NewUpdate.parse(input), new Date())).updateId;
  },

  /** The staff of this site's own council. */
  async answer({
    reportId,
    text,
    newState,
  }: {
    reportId: number;
    text: string;
    newState: ReportState | null;
  }) {
    const said = { reportId, text, newState, photoIds: [], bodyId: null, templateId: null };
    const { updateId } = await addStaffUpdate(
      town.staff,
      { ...said, formKey: crypto.randomUUID() },
      new Date(),
    );
    return updateId;
  },

  run: (job: Job): Promise<unknown> => jobs[job](),

  /** A report as everybody sees it, and where it went. Null where there is none. */
  async look({ title }: { title: string }) {
    const found = await db.report.findMany({
      // Without a key nobody is told of titles by themselves.
      where: { OR: [{ title: { contains: title } }, { detail: { startsWith: title } }] },
      select: {
        ...{ id: true, state: true, visibility: true },
        updates: {
          where: { visibility: "public" },
          orderBy: [{ createdAt: "asc" }, { id: "asc" }],
          select: { text: true },
        },
        deliveries: {
          orderBy: { id: "asc" },
          select: { state: true, externalId: true, body: { select: { name: true } } },
        },
      },
    });
    return found.map(({ updates, deliveries, ...report }) => ({
      ...report,
      said: updates.map(({ text }) => text),
      deliveries: deliveries.map(({ body, ...delivery }) => ({ ...delivery, body: body.name })),
    }));
  },

  /** All that must not grow by itself, and what has gone wrong. */
  async count() {
    return {
      reports: await db.report.count(),
      updates: await db.update.count(),
      deliveries: await db.delivery.count(),
      passedOn: await db.updateDelivery.count(),
      onItsWay: await onItsWay(),
      deadLetters: await db.deadLetter.count(),
      failedPolls: await db.poll.count({ where: { state: "failed" } }),
    };
  },
};

/** What has not arrived, and why. */
async function onItsWay(): Promise<string[]> {
  const isOpen = { state: { notIn: ["sent", "skipped", "received"] } } satisfies Prisma.DeliveryWhereInput;
  const rows = [
    ...(await db.delivery.findMany({ where: isOpen })),
    ...(await db.updateDelivery.findMany({ where: isOpen })),
  ];
  return rows.map(({ state, attempts, lastError }) => `${state} after ${attempts}: ${lastError}`);
}
