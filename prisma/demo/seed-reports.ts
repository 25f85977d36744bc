import type { Answer } from "@/lib/bodies/questions";
import { db, type Prisma, type Tx } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";
import { contactFor, type DemoBody, type DemoContact } from "@/prisma/demo/bodies-at";
import { townspeople } from "@/prisma/demo/people";
import { formKeyOf, type PlannedReport, planReports } from "@/prisma/demo/plan-reports";
import type { Chance } from "@/prisma/demo/random";

const BATCH = 500;

/**
 * Writes the town's history, `count` reports with deliveries and updates; does nothing when it is there already. Nothing is
 * queued: none of it is sent anywhere.
 * @returns how many reports were written
 */
export async function seedReports(bodies: readonly DemoBody[], count: number, now: Date): Promise<number> {
  if (count === 0 || (await db.report.findUnique({ where: { formKey: formKeyOf(0) } }))) return 0;
  const people = townspeople(Math.max(20, Math.ceil(count / 6)));
  const plan = planReports(count, bodies, people, now);
  return db.$transaction(
    async (tx) => {
      await tx.user.createMany({
        data: people.map((person) => ({ ...person, emailVerifiedAt: now })),
        skipDuplicates: true,
      });
      const users = await tx.user.findMany({ where: { email: { in: people.map(({ email }) => email) } } });
      const userIds = new Map(users.map(({ email, id }) => [email ?? "", id]));
      const slugs = [...new Set(plan.flatMap(({ areaSlugs }) => areaSlugs))];
      const areas = await tx.area.findMany({
        where: { slug: { in: slugs } },
        select: { id: true, slug: true },
      });
      const areaIds = new Map(areas.map(({ slug, id }) => [slug, id]));
      for (let start = 0; start < plan.length; start += BATCH) {
        await writeBatch(tx, plan.slice(start, start + BATCH), {
          userIds,
          areaIds,
          people: [...userIds.values()],
        });
      }
      return plan.length;
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
}

type Ids = {
  userIds: ReadonlyMap<string, number>;
  areaIds: ReadonlyMap<string, number>;
  people: readonly number[];
};

async function writeBatch(tx: Tx, plan: readonly PlannedReport[], ids: Ids): Promise<void> {
  const made = await tx.report.createManyAndReturn({
    data: plan.map((report) => reportRow(report, ids)),
    select: { id: true, formKey: true },
  });
  const idOf = new Map(made.map(({ id, formKey }) => [formKey, id]));
  const reports = plan.map((report) => ({ ...report, id: idOf.get(report.formKey) ?? 0 }));
  await tx.reportArea.createMany({
    data: reports.flatMap(({ id, areaSlugs }) =>
      areaSlugs.map((slug) => ({ reportId: id, areaId: ids.areaIds.get(slug) ?? 0 })),
    ),
  });
  const deliveries = await tx.delivery.createManyAndReturn({
    data: reports.flatMap((report) => report.takers.flatMap((body) => deliveryRow(report, body))),
    select: {
      id: true,
      state: true,
      method: true,
      connectionId: true,
      externalId: true,
      firstSentAt: true,
    },
  });
  await tx.deliveryAttempt.createMany({
    data: deliveries.flatMap(({ id, firstSentAt, method, connectionId, externalId }) =>
      firstSentAt
        ? [
            {
              deliveryId: id,
              number: 1,
              method,
              connectionId,
              worker: "demo",
              startedAt: firstSentAt,
              durationMs: 240,
              outcome: "sent" as const,
              externalId,
            },
          ]
        : [],
    ),
  });
  await tx.update.createMany({ data: reports.flatMap((report) => updateRows(report, ids)) });
}

function reportRow(report: PlannedReport, { userIds }: Ids): Prisma.ReportCreateManyInput {
  const { spot, history, confirmedAt, chance, reporter, usedMap } = report;
  const contacts = report.takers.flatMap((body) => contactFor(body, report.category) ?? []);
  const categoryId = contacts[0]?.category.id;
  if (categoryId === undefined) throw new Error(`nobody takes ${report.category}`);
  const inCity = report.areaSlugs.includes("alderwick");
  return {
    visibility: "public",
    state: history.state,
    categoryId,
    title: report.title,
    detail: report.detail,
    ...spot.point,
    cell: cellOf(spot.point),
    usedMap,
    searchedFor: usedMap ? "" : spot.street.name,
    address: inCity ? `${spot.street.name}, Alderwick` : spot.street.name,
    answers: contacts.flatMap((contact) => answersTo(contact, chance)),
    reporterId: userIds.get(reporter.email) ?? null,
    name: reporter.name,
    showName: report.showName,
    formKey: report.formKey,
    createdAt: new Date(confirmedAt.getTime() - chance.whole(1, 20) * 60_000),
    confirmedAt,
    updatedAt: history.events.at(-1)?.at ?? confirmedAt,
  };
}

function answersTo(contact: DemoContact, chance: Chance): Answer[] {
  return contact.questions.flatMap(({ code, description, datatype, required, values }): Answer[] => {
    if (!required && chance.happens(0.45)) return [];
    const keys = values.filter(({ stops }) => !stops).map(({ key }) => key);
    if (datatype === "number") return [{ code, description, value: String(chance.whole(3, 14)) }];
    if (datatype === "singlevaluelist") return [{ code, description, value: chance.pick(keys) }];
    if (datatype === "multivaluelist") {
      const value = keys.filter(() => chance.happens(0.4));
      return value.length > 0 ? [{ code, description, value }] : [];
    }
    return [];
  });
}

/** The references of the years before: the demo council's own new ones look different, so that none comes twice. */
function deliveryRow(
  report: PlannedReport & { id: number },
  body: DemoBody,
): Prisma.DeliveryCreateManyInput[] {
  const contact = contactFor(body, report.category);
  if (!contact) return [];
  const { method, connectionId } = contact;
  const row = { reportId: report.id, bodyId: body.id, contactId: contact.id, connectionId, method };
  const common = { ...row, createdAt: report.confirmedAt, dueAt: report.confirmedAt };
  if (body.held) return [{ ...common, state: "held" }];
  const sentAt = new Date(report.confirmedAt.getTime() + report.chance.whole(1, 140) * 1000);
  const reference = `${report.confirmedAt.getUTCFullYear()}-${String(report.id).padStart(6, "0")}`;
  return [
    {
      ...common,
      state: "sent",
      attempts: 1,
      externalId: method === "open311" ? reference : null,
      firstSentAt: sentAt,
      sentAt,
      lastAttemptAt: sentAt,
    },
  ];
}

function updateRows(report: PlannedReport & { id: number }, ids: Ids): Prisma.UpdateCreateManyInput[] {
  const body = report.takers.find(({ held }) => !held);
  const contact = body && contactFor(body, report.category);
  return report.history.events.map((event, index) => {
    const common = {
      reportId: report.id,
      visibility: "public" as const,
      text: event.text,
      newState: event.newState,
      createdAt: event.at,
      confirmedAt: event.at,
    };
    if (event.by === "body" && body) {
      const back = contact?.method === "open311";
      return {
        ...common,
        origin: back ? ("backend" as const) : ("staff" as const),
        bodyId: body.id,
        userId: back ? body.updatesUserId : body.staffId,
        connectionId: back ? contact.connectionId : null,
        externalId: back ? `${report.id}-${index}` : null,
      };
    }
    const own = event.by === "reporter";
    return {
      ...common,
      origin: own ? ("reporter" as const) : ("citizen" as const),
      userId: own ? (ids.userIds.get(report.reporter.email) ?? null) : report.chance.pick(ids.people),
      name: own ? report.reporter.name : "",
      showName: own && report.showName,
    };
  });
}
