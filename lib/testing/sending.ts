import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { planReport } from "@/lib/delivery/plan-report";
import type { Council } from "@/lib/testing/council";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeReport,
} from "@/lib/testing/factories";

/** A place with one category, to which bodies are added, and whose reports are planned for all of them. */
export async function makeTown() {
  const area = await makeArea();
  const category = await makeCategory();

  /** A body that is reached by Open311 at this council. */
  async function open311Body(council: Council, settings: object = {}, body: object = {}) {
    const made = await makeBody({ areas: [area], ...body });
    const connection = await makeConnection({
      bodyId: made.id,
      asDefault: true,
      method: "open311",
      ...packSettings("open311", {
        endpoint: council.url,
        apiKey: council.apiKey,
        timeoutMs: 1_500,
        tokenIntervalMs: 1,
        listDelayMs: 0,
        ...settings,
      }),
    });
    const contact = await makeContact({
      bodyId: made.id,
      categoryId: category.id,
      destination: "TRE-2",
      questions: [{ code: "fixmystreet_id", description: "Our number", automated: "server_set" }],
    });
    return { body: made, connection, contact };
  }

  /** A body without a connection, so reached by e-mail. */
  async function emailBody(body: object = {}, contact: object = {}) {
    const made = await makeBody({ areas: [area], ...body });
    return {
      body: made,
      contact: await makeContact({ bodyId: made.id, categoryId: category.id, ...contact }),
    };
  }

  /** A report that has just been confirmed, and its deliveries by the names of their bodies. */
  async function report(overrides: Parameters<typeof makeReport>[0] = {}) {
    const made = await makeReport({
      categoryId: category.id,
      areas: { create: { areaId: area.id } },
      ...overrides,
    });
    await db.$transaction((tx) => planReport(tx, made.id));
    const deliveries = await db.delivery.findMany({
      where: { reportId: made.id },
      orderBy: { body: { name: "asc" } },
    });
    return { report: made, deliveries };
  }

  return { area, category, open311Body, emailBody, report };
}

export const readDelivery = (id: number) =>
  db.delivery.findUniqueOrThrow({
    where: { id },
    include: { history: { orderBy: { number: "asc" } } },
  });

export const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
