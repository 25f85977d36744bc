import { setTimeout as sleep } from "node:timers/promises";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { joinSite } from "@/lib/testing/site";
import { addresses, open311Addresses, open311Calls, publicFiles } from "./leaks/addresses";
import { kinds, type Made } from "./leaks/kinds";
import { makePlace, type Place } from "./leaks/place";

// Nothing that is not meant for everybody is told by any public address: every file that answers, every kind of report, asked as a
// browser does, as its scripts do, and with the key of an API client that may do all that callers may.

const mark = `Zq${crypto.randomUUID().slice(0, 8)}`;
const key = `mk_${crypto.randomUUID()}`;
let place: Place;
let made: Map<string, Made>;
let leave: () => Promise<void>;

test.beforeAll(async () => {
  leave = await joinSite();
  place = await makePlace(mark);
  made = new Map();
  for (const [kind, make] of Object.entries(kinds)) made.set(kind, await make(place, mark));
  const may = ["post-requests", "post-updates", "read-extended"];
  await db.apiClient.create({ data: { name: `Reader ${mark}`, keyHash: hashClientKey(key), may } });
});
test.afterAll(async () => {
  await db.apiClient.updateMany({ where: { name: `Reader ${mark}` }, data: { revokedAt: new Date() } });
  await leave();
});

test("every public address is looked into", () => {
  const files = publicFiles();
  expect(Object.keys(addresses).filter((file) => !files.includes(file))).toEqual([]);
  expect(files.filter((file) => !(file in addresses))).toEqual([]);
});

test("every call of the Open311 server is looked into", () => {
  const asked = open311Addresses({ place, made: [...made.values()][0] as Made });
  const bare = asked.map((one) => one.replace(/^\/open311\/v2\//, "").replace(/\.(xml|json).*$/, ""));
  expect(open311Calls().length).toBeGreaterThan(5);
  expect(open311Calls().filter((call) => !bare.some((one) => call.test(one)))).toEqual([]);
});

/** As a page is asked for, as Next's own scripts ask for it, and by a caller with a key. */
const visitor = ["a visitor", {}] as const;
const script = ["a script", { rsc: "1" }] as const;
const caller = ["a caller with a key", { authorization: `Bearer ${key}` }] as const;
const mannersFor = (file: string) =>
  /open311/.test(file) ? [visitor, caller] : /page\.tsx$/.test(file) ? [visitor, script] : [visitor];

type Told = { status: number; told: string };
const answers = new Map<string, Told>();

/** Everything stands on the site before anything is asked: lists are the same for all kinds, and read once. */
async function read(
  request: APIRequestContext,
  path: string,
  headers: Record<string, string>,
): Promise<Told> {
  const name = `${path} ${JSON.stringify(headers)}`;
  const known = answers.get(name);
  if (known) return known;
  let answer = await request.get(path, { headers, maxRedirects: 3 });
  // All tests come from one address, which may not ask as often as it likes.
  while (answer.status() === 429) {
    await sleep(Number(answer.headers()["retry-after"] ?? 1) * 1000);
    answer = await request.get(path, { headers, maxRedirects: 3 });
  }
  const told = [...Object.values(answer.headers()), await answer.text()].join("\n");
  const fresh = { status: answer.status(), told };
  answers.set(name, fresh);
  return fresh;
}

for (const kind of Object.keys(kinds)) {
  test(`of ${kind} nothing is told that is not everybody's`, async ({ request }) => {
    test.setTimeout(180_000);
    const one = made.get(kind) as Made;
    const leaks: string[] = [];
    const broken: string[] = [];
    const shownAt: string[] = [];
    for (const [file, at] of Object.entries(addresses)) {
      for (const path of at({ place, made: one })) {
        for (const [who, headers] of mannersFor(file)) {
          const { status, told } = await read(request, path, headers);
          if (status >= 500) broken.push(`${status} ${path}`);
          if (told.toLowerCase().includes(mark.toLowerCase())) leaks.push(`${path} tells ${who}`);
          if (one.shown.length > 0 && one.shown.every((text) => told.includes(text))) shownAt.push(file);
        }
      }
    }
    expect(leaks).toEqual([]);
    expect(broken).toEqual([]);
    for (const path of one.hiddenPhotos)
      expect([403, 404, 410], path).toContain((await request.get(path)).status());
    // What would be found everywhere can be found at all: lists, feeds and downloads do show such reports.
    if (one.shown.length > 0) for (const file of shownTo) expect(shownAt).toContain(file);
  });
}

/** Where a public report must be found, or the test above would see nothing anywhere. */
const shownTo = [
  "around/page.tsx",
  "reports/[body]/page.tsx",
  "api/reports/route.ts",
  "report/[id]/page.tsx",
];
