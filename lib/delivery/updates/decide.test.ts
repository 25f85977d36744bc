import { expect, test } from "vitest";
import { decideUpdate, type Judged } from "@/lib/delivery/updates/decide";
import { type PassedOnFacts, passedOn } from "@/lib/delivery/updates/passed-on";

const sentAt = new Date("2026-09-01T09:00:00Z");
const open311 = { method: "open311", sendUpdates: true, settings: {} } as const;
const usual: Judged = {
  update: { origin: "citizen", visibility: "public", categoryChange: false },
  report: { visibility: "public", state: "confirmed" },
  delivery: {
    ...{ state: "sent", method: "open311", firstSentAt: sentAt, externalId: "S-31", customerReference: null },
    connection: open311,
    body: { forwardUpdates: false },
  },
};

type Change = {
  update?: Partial<Judged["update"]>;
  report?: Partial<Judged["report"]>;
  delivery?: Partial<Judged["delivery"]>;
};
const judged = (change: Change): Judged => ({
  update: { ...usual.update, ...change.update },
  report: { ...usual.report, ...change.report },
  delivery: { ...usual.delivery, ...change.delivery },
});

const due = { kind: "due" };
const held = { kind: "held" };
const none = { kind: "none" };
const skipped = (reason: string) => ({ kind: "skipped", reason });
const unsent = { firstSentAt: null, externalId: null };

test.each<[string, Change, object]>([
  ["AC-105: a citizen's update on a report that was sent", {}, due],
  ["a reporter's", { update: { origin: "reporter" } }, due],
  ["the body's own staff's", { update: { origin: "staff" } }, due],
  ["an answer to a questionnaire", { update: { origin: "questionnaire" } }, due],
  ["what came from a back end is not told to one", { update: { origin: "backend" } }, none],
  ["an automatic answer", { update: { origin: "automatic" } }, none],
  ["this site's own doing", { update: { origin: "system" } }, none],
  ["a hidden update", { update: { visibility: "hidden" } }, skipped("hidden")],
  ["an update of a hidden report", { report: { visibility: "hidden" } }, skipped("reportHidden")],
  ["an update of a private report", { report: { visibility: "private" } }, due],
  ["an update of a report that was fixed since it was sent", { report: { state: "fixed_user" } }, due],
  ["a change of category", { update: { origin: "staff", categoryChange: true } }, none],
  [
    "a change of category where the connection wants to know",
    {
      update: { origin: "staff", categoryChange: true },
      delivery: { connection: { ...open311, settings: { sendCategoryChanges: true } } },
    },
    due,
  ],
  ["AC-110: unsent and open", { delivery: { ...unsent, state: "due" } }, held],
  ["unsent on a connection on hold", { delivery: { ...unsent, state: "held" } }, held],
  ["being sent", { delivery: { ...unsent, state: "sending" } }, held],
  ["perhaps there", { report: { state: "fixed_user" }, delivery: { ...unsent, state: "unclear" } }, held],
  ["stuck, and somebody knows", { delivery: { ...unsent, state: "acknowledged" } }, held],
  [
    "AC-110: unsent and fixed",
    { report: { state: "fixed_user" }, delivery: { ...unsent, state: "due" } },
    skipped("notGoing"),
  ],
  ["never sent, for good", { delivery: { ...unsent, state: "skipped" } }, skipped("notGoing")],
  ["while it is sent once more", { report: { state: "closed" }, delivery: { state: "due" } }, held],
  ["not sent once more after all", { delivery: { state: "skipped" } }, due],
  ["born in the body's own system", { delivery: { state: "received", firstSentAt: null } }, due],
  ["AC-109: no external id", { delivery: { externalId: null } }, skipped("noReference")],
  [
    "known by the customer's reference alone",
    {
      delivery: {
        ...{ externalId: null, customerReference: "C-9" },
        connection: { ...open311, settings: { useCustomerReference: true } },
      },
    },
    due,
  ],
  [
    "a webhook knows reports by our number",
    { delivery: { externalId: null, connection: { ...open311, method: "webhook" } } },
    due,
  ],
  [
    "AC-109: sent by e-mail only",
    { delivery: { method: "email", connection: null, externalId: null } },
    none,
  ],
  [
    "sent by e-mail to a body that has updates forwarded",
    { delivery: { connection: null, externalId: null, body: { forwardUpdates: true } } },
    due,
  ],
  [
    "a connection that takes no updates",
    { delivery: { connection: { ...open311, sendUpdates: false } } },
    none,
  ],
  ["a black hole", { delivery: { connection: { ...open311, method: "blackhole" } } }, none],
  ["TRAP-22: a connection put on hold", { delivery: { connection: { ...open311, method: "hold" } } }, due],
])("%s", (_, change, decision) => {
  expect(decideUpdate(judged(change))).toEqual(decision);
});

test("AC-119: whoever's connection is paused or on hold still gets updates; who does not is told apart from who does", () => {
  const facts = (name: string, change: Partial<PassedOnFacts>): PassedOnFacts => ({
    ...usual.delivery,
    ...{ body: { name, forwardUpdates: false }, connection: { method: "open311", sendUpdates: true } },
    ...change,
  });
  const told = passedOn([
    facts("Paused", {}),
    facts("On hold", { connection: { method: "hold", sendUpdates: true } }),
    facts("By mail", { method: "email", connection: null, body: { name: "By mail", forwardUpdates: true } }),
    facts("Not by mail", { method: "email", connection: null }),
    facts("Turned off", { connection: { method: "open311", sendUpdates: false } }),
    facts("Nameless", { externalId: null }),
    facts("Not there yet", { ...unsent, state: "due" }),
    facts("Refusing", { ...unsent, state: "skipped" }),
  ]);
  expect(Object.fromEntries(told.map(({ body, by }) => [body, by]))).toEqual({
    ...{ Paused: "system", "On hold": "system", "By mail": "mail", "Not by mail": "none" },
    ...{ "Turned off": "none", Nameless: "none", "Not there yet": "system" },
  });
});
