// @alone: two sites in processes of their own, each with a database of its own.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Job } from "@/lib/testing/two-sites/commands";
import { type Site, startSite } from "@/lib/testing/two-sites/start-site";

let a: Site;
let b: Site;
beforeAll(async () => {
  [a, b] = await Promise.all([startSite("Aldmoor"), startSite("Brigg")]);
  const names = { own: "Lamps", others: "Potholes" };
  const [ofA, ofB] = await Promise.all([
    a.ask("setUp", { site: "Aldmoor", other: "Brigg", ...names }),
    b.ask("setUp", { site: "Brigg", other: "Aldmoor", own: names.others, others: names.own }),
  ]);
  await Promise.all([a.ask("connect", { url: b.url, ...ofB }), b.ask("connect", { url: a.url, ...ofA })]);
}, 120_000);
afterAll(() => Promise.all([a?.end(), b?.end()]));

const minute = 60_000;
const later = () => Promise.all([a, b].map((site) => site.ask("later", minute)));
const run = async (site: Site, ...jobs: Job[]) => {
  for (const job of jobs) await site.ask("run", job);
};
const everyJob: Job[] = ["send-reports", "send-updates", "pull-updates", "pull-requests"];

/** A moment passes, and both sites do all that they do by themselves. */
async function meanwhile(): Promise<void> {
  await later();
  for (const site of [a, b]) await run(site, ...everyJob);
}

/** Lets several stories take place at the same time, with all that the sites do by themselves between their steps. */
async function tell(...stories: AsyncGenerator<void, void>[]): Promise<void> {
  const open = new Set(stories);
  while (open.size > 0) {
    for (const story of open) if ((await story.next()).done) open.delete(story);
    await meanwhile();
  }
}

/** The one report that a site has of this name. */
async function only(site: Site, title: string) {
  const found = await site.ask("look", { title });
  expect(found, title).toHaveLength(1);
  const [report] = found;
  if (!report) throw new Error(`There is no “${title}”.`);
  return report;
}

const counts = () => Promise.all([a, b].map((site) => site.ask("count", undefined)));

/** `atOnce`: what staff say is passed on before the other site asks for it; whoever asks without a key is told open or closed only. */
type Problem = { category: string; title: string; atOnce?: boolean };

/** No two reports of the tests are at one place: the clock stands still. */
let places = 0;

/** What two sites tell each other of a problem that is reported at `here` and dealt with at `there`, and back. */
async function* walk(here: Site, there: Site, { category, title, atOnce = false }: Problem) {
  const reportId = await here.ask("report", { category, title, at: ++places });
  yield;
  const arrived = await only(there, title);
  const gone = await only(here, title);
  expect(gone.deliveries).toMatchObject([{ state: "sent", externalId: String(arrived.id) }]);
  expect(arrived.deliveries).toContainEqual(
    expect.objectContaining({ state: "received", externalId: String(reportId) }),
  );

  await later();
  await run(there, "send-reports");
  await there.ask("answer", {
    reportId: arrived.id,
    text: `${title}: on our list`,
    newState: "action_scheduled",
  });
  if (atOnce) await run(there, "send-updates");
  yield;
  expect(await only(here, title)).toMatchObject({
    state: "action_scheduled",
    said: [`${title}: on our list`],
  });

  // Said at the one site while the other has moved on: old news of the state does no harm.
  await later();
  await there.ask("answer", {
    reportId: arrived.id,
    text: `${title}: crew is there`,
    newState: "in_progress",
  });
  await later();
  await here.ask("say", { reportId, text: `${title}: still there` });
  await run(here, "send-updates");
  expect((await only(there, title)).state).toBe("in_progress");
  if (atOnce) await run(there, "send-updates");
  yield;
  const said = [`${title}: on our list`, `${title}: crew is there`, `${title}: still there`];
  expect(await only(there, title)).toMatchObject({ state: "in_progress", said });
  expect(await only(here, title)).toMatchObject({ state: "in_progress", said });

  await later();
  await here.ask("say", { reportId, text: `${title}: mended, thank you`, fixed: true });
  yield;
  const end = { state: "fixed_user", said: [...said, `${title}: mended, thank you`] };
  expect(await only(there, title)).toMatchObject(end);
  expect(await only(here, title)).toMatchObject(end);
}

/** A problem that is reported at the site that deals with it, and shown at the other as its council's own. */
async function* walkOwn(here: Site, there: Site, { category, title, atOnce = false }: Problem) {
  const reportId = await there.ask("report", { category, title, at: ++places });
  yield;
  const shown = await only(here, title);
  expect(shown.deliveries).toMatchObject([{ state: "received", externalId: String(reportId) }]);
  await later();
  await there.ask("answer", { reportId, text: `${title}: seen`, newState: "investigating" });
  yield;
  await later();
  await here.ask("say", { reportId: shown.id, text: `${title}: it grows` });
  yield;
  const said = [`${title}: seen`, `${title}: it grows`];
  expect(await only(here, title)).toMatchObject({ state: atOnce ? "confirmed" : "investigating", said });
  expect(await only(there, title)).toMatchObject({ state: "investigating", said });
}

/** Nothing more comes of it, however often both look, and at the same time. */
async function expectQuiet(times: number): Promise<void> {
  const before = await counts();
  for (const { deadLetters, failedPolls, onItsWay } of before)
    expect({ deadLetters, failedPolls, onItsWay }).toEqual({ deadLetters: 0, failedPolls: 0, onItsWay: [] });
  for (let time = 0; time < times; time++) {
    await later();
    await Promise.all([run(a, ...everyJob), run(b, ...everyJob)]);
  }
  expect(await counts()).toEqual(before);
}

test("two Mendlines tell each other of reports and updates both ways, each once, and nothing comes back", async () => {
  await tell(
    walk(a, b, { category: "Potholes", title: "Hole by the mill" }),
    walkOwn(a, b, { category: "Potholes", title: "Hole beside the weir" }),
    walk(b, a, { category: "Lamps", title: "Dark lamp by the church" }),
    walkOwn(b, a, { category: "Lamps", title: "Dark lamp by the inn" }),
  );
  await expectQuiet(3);
}, 120_000);

test("also where lists are asked for without a key, so that the server leaves nothing out", async () => {
  await Promise.all([a, b].map((site) => site.ask("ignoreKeysOfReaders", true)));
  await tell(
    walk(a, b, { category: "Potholes", title: "Hole on the quay", atOnce: true }),
    walkOwn(b, a, { category: "Lamps", title: "Dark lamp on the quay road", atOnce: true }),
  );
  await expectQuiet(1);
}, 120_000);
