import type { Actor } from "@/lib/actor";
import { AuditQuery, listAudit, recordedActions } from "@/lib/auth/list-audit";
import { changeCategory } from "@/lib/reports/change-category";
import { editReport } from "@/lib/reports/edit";
import { listStaffReports } from "@/lib/reports/list-staff-reports";
import { movePin } from "@/lib/reports/move-pin";
import { reportChoices } from "@/lib/reports/report-choices";
import { reportHistory } from "@/lib/reports/report-history";
import { setVisibility } from "@/lib/reports/set-visibility";
import { StaffReportQuery } from "@/lib/reports/staff-query";
import { getStaffReport } from "@/lib/reports/staff-report";
import { attemptsByDay } from "@/lib/statistics/attempts-by-day";
import { findThings } from "@/lib/statistics/find-things";
import { needsPerson } from "@/lib/statistics/needs-person";
import { freshReport } from "@/lib/testing/authorization/fresh";
import { act, list, ownShare, type Rules, sharesIn } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";

const seeing = { needs: ["report:view-private"], limits: "category" } as const;
const audit = { needs: ["audit:view"], limits: "category" } as const;
/** Every member of staff may search; what is found is what their lists would show. */
const search = {
  without: "nothing",
  ids: (found: Awaited<ReturnType<typeof findThings>>) =>
    found.flatMap(({ hits }) => hits.map(({ id }) => id)),
} as const;
/** Numbers and references are looked for exactly. */
const but = (share: number, own: (things: Things) => readonly unknown[]) => (things: Things) =>
  things.share === share ? own(things) : [];

const siteStaff: Actor = { kind: "staff", userId: 0, superuser: true, bodyId: null, permissions: [] };

/** Reading reports, what was done to them, and what is told of everything together. */
export const reportReads: Rules = {
  "lib/reports/staff-report.ts getStaffReport": [
    act({ ...seeing, call: (actor, { here }) => getStaffReport(actor, here.report.id) }),
  ],
  "lib/reports/list-staff-reports.ts listStaffReports": [
    list({
      ...seeing,
      call: (actor) => listStaffReports(actor, StaffReportQuery.parse({})),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ reports }) => reports.map(({ id }) => id),
    }),
  ],
  "lib/reports/report-choices.ts reportChoices": [
    list({
      ...seeing,
      call: (actor) => reportChoices(actor),
      ids: ({ categories }) => categories.map(({ id }) => id),
      own: ({ category }) => [category.id],
    }),
  ],
  "lib/reports/report-history.ts reportHistory": [
    act({
      ...audit,
      // Whoever got hold of a report that is not theirs to see.
      call: async (actor, { here }) => reportHistory(actor, await getStaffReport(siteStaff, here.report.id)),
    }),
  ],
  "lib/auth/list-audit.ts listAudit": [
    list({
      ...audit,
      call: (actor) => listAudit(actor, AuditQuery.parse({ action: "report.confirm" })),
      ids: ({ items }) => items.map(({ reportId }) => reportId),
      own: ({ report }) => [report.id],
    }),
  ],
  "lib/auth/list-audit.ts recordedActions": [
    act({ needs: ["audit:view"], limits: "none", everybodys: true, call: (actor) => recordedActions(actor) }),
  ],
  "lib/statistics/attempts-by-day.ts attemptsByDay": [
    list({
      needs: ["delivery:view"],
      limits: "category",
      call: (actor) => attemptsByDay(actor, { days: 2 }),
      ids: (days) => sharesIn(days.reduce((sum, { failed }) => sum + failed, 0)),
      own: ownShare,
    }),
  ],
  "lib/statistics/needs-person.ts needsPerson": [
    list({
      needs: ["delivery:view"],
      limits: "category",
      without: "nothing",
      call: (actor) => needsPerson(actor),
      ids: ({ deliveries }) => sharesIn(deliveries?.held ?? 0),
      own: ownShare,
    }),
    list({
      needs: ["contact:edit"],
      limits: "category",
      without: "nothing",
      call: (actor) => needsPerson(actor),
      ids: ({ contacts }) => [
        ...(contacts?.bounced ? ["bounced"] : []),
        ...(contacts?.unconfirmed ? ["unconfirmed"] : []),
      ],
      own: ({ contact }) => [
        ...(contact.bouncedAt ? ["bounced"] : []),
        ...(contact.state === "unconfirmed" ? ["unconfirmed"] : []),
      ],
    }),
  ],
  "lib/statistics/find-things.ts findThings": [
    list({
      ...seeing,
      ...search,
      call: (actor, { here }) => findThings(actor, `#${here.report.id}`),
      own: but(1, ({ report }) => [report.id]),
    }),
    list({
      needs: ["delivery:view"],
      limits: "category",
      ...search,
      call: (actor, { elsewhere }) => findThings(actor, elsewhere.delivery.externalId ?? ""),
      own: but(2, ({ delivery }) => [delivery.id]),
    }),
    list({
      needs: ["body:edit"],
      limits: "body",
      ...search,
      call: (actor) => findThings(actor, "Matrix "),
      own: ({ body }) => [body.id],
    }),
    list({
      needs: ["contact:edit"],
      limits: "category",
      ...search,
      call: (actor) => findThings(actor, "@matrix.example"),
      own: ({ contact }) => [contact.id],
    }),
    list({
      needs: { anyOf: ["connection:edit", "delivery:view"] },
      limits: "none",
      ...search,
      call: (actor) => findThings(actor, "wire"),
      own: ({ connection }) => [connection.id],
    }),
  ],
};

const editing = { needs: ["report:edit"], limits: "category" } as const;

/** Changing a report. */
export const reportWrites: Rules = {
  "lib/reports/edit.ts editReport": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        editReport(actor, {
          reportId: await freshReport(here),
          title: "A broken bench",
          detail: "It fell apart.",
        }),
    }),
  ],
  "lib/reports/move-pin.ts movePin": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        movePin(actor, { reportId: await freshReport(here), lat: 54.61, lon: 2.31 }),
    }),
  ],
  "lib/reports/set-visibility.ts setVisibility": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        setVisibility(actor, { reportId: await freshReport(here), visibility: "hidden", note: "An insult." }),
    }),
    // What nobody has confirmed is for superusers, whatever a body gives.
    act({
      needs: "superuser",
      limits: "none",
      call: async (actor, { here }) => {
        const reportId = await freshReport(here, { visibility: "unconfirmed" });
        await setVisibility(actor, { reportId, visibility: "hidden", note: "An insult." });
      },
    }),
  ],
  "lib/reports/change-category.ts changeCategory": [
    act({
      needs: ["report:change-category"],
      limits: "category",
      call: async (actor, { here, elsewhere }) =>
        changeCategory(actor, { reportId: await freshReport(here), categoryId: elsewhere.category.id }),
    }),
  ],
};
