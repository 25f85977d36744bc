import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { bodyReads, bodyWrites } from "@/lib/testing/authorization/body-rules";
import { clientReads, clientWrites, makeClients } from "@/lib/testing/authorization/client-rules";
import { connectionReads, connectionWrites } from "@/lib/testing/authorization/connection-rules";
import { contactReads, contactWrites } from "@/lib/testing/authorization/contact-rules";
import { deliveryReads, deliveryWrites } from "@/lib/testing/authorization/delivery-rules";
import { historyReads, historyWrites } from "@/lib/testing/authorization/history-rules";
import { importReads, importWrites } from "@/lib/testing/authorization/import-rules";
import { makePolls, pullReads, pullWrites } from "@/lib/testing/authorization/pull-rules";
import { reportReads, reportWrites } from "@/lib/testing/authorization/report-rules";
import { everybody, expected, outcome, type Rules } from "@/lib/testing/authorization/rule";
import { sayingReads, sayingWrites } from "@/lib/testing/authorization/saying-rules";
import { serviceReads, serviceWrites } from "@/lib/testing/authorization/service-rules";
import { makeLetters, syncReads, syncWrites } from "@/lib/testing/authorization/sync-rules";
import { templateReads, templateWrites } from "@/lib/testing/authorization/template-rules";
import { passedOnReads, passedOnWrites } from "@/lib/testing/authorization/update-rules";
import { userReads, userWrites } from "@/lib/testing/authorization/user-rules";
import { makeWebhooks, webhookReads, webhookWrites } from "@/lib/testing/authorization/webhook-rules";
import { makePeople, makeWorld, type People, type World } from "@/lib/testing/authorization/world";
import { nameOf, staffVerbs } from "@/lib/testing/staff-verbs";

// Who may what at the dashboard: every verb that it calls, tried as everybody who may come to its doors, on things of another
// body and of another category too. What should come of it follows from the rules alone (lib/testing/authorization).

/** Before anything is written, so that lists hold what they were made with. */
const reads = {
  ...deliveryReads,
  ...passedOnReads,
  ...reportReads,
  ...sayingReads,
  ...bodyReads,
  ...connectionReads,
  ...contactReads,
  ...serviceReads,
  ...historyReads,
  ...templateReads,
  ...clientReads,
  ...syncReads,
  ...importReads,
  ...userReads,
  ...pullReads,
  ...webhookReads,
};
const writes = {
  ...deliveryWrites,
  ...passedOnWrites,
  ...reportWrites,
  ...sayingWrites,
  ...bodyWrites,
  ...connectionWrites,
  ...contactWrites,
  ...serviceWrites,
  ...historyWrites,
  ...templateWrites,
  ...clientWrites,
  ...syncWrites,
  ...importWrites,
  ...userWrites,
  ...pullWrites,
  ...webhookWrites,
};
const rules: Rules = { ...reads, ...writes };

let world: World;
let people: People;
beforeAll(async () => {
  world = await makeWorld();
  people = await makePeople(world);
  await makeLetters(world);
  await makeClients(world);
  await makePolls(world);
  await makeWebhooks(world);
});

test("the rules name every verb that the dashboard calls, and no other", () => {
  expect(Object.keys(rules).sort()).toEqual(staffVerbs().map(nameOf).sort());
});

test("every verb takes the actor first", () => {
  expect(staffVerbs().filter(({ actorFirst }) => !actorFirst)).toEqual([]);
});

const checks = Object.entries(rules).flatMap(([verb, some]) =>
  some.map((check, n) => [verb, n + 1, check] as const),
);

test.each(checks)("%s, rule %i: those it names may, everybody else is refused", async (_verb, _n, check) => {
  const found: Record<string, string> = {};
  const wanted: Record<string, string> = {};
  for (const [who, actor] of Object.entries(everybody(people, check))) {
    wanted[who] = expected(check, actor, world);
    found[who] = await outcome(check, actor, world);
  }
  expect(found).toEqual(wanted);
});
