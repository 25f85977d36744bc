import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { askNow, askWindow } from "@/lib/sync/pull/ask";
import { getPoll, listPolls } from "@/lib/sync/pull/list-polls";
import { readPulls } from "@/lib/sync/pull/read-pulls";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things, World } from "@/lib/testing/authorization/world";
import { makeConnection, makeUser } from "@/lib/testing/factories";

/** One pull may be about reports of every category. */
const seeing = { needs: ["delivery:view"], limits: "body" } as const;
const acting = { needs: ["delivery:act"], limits: "body" } as const;

/** One of each body's, by the body's id; made by `makePolls`. */
const polls = new Map<number, number>();

/** Gives each body of the world something that was read. */
export async function makePolls({ here, other }: World): Promise<void> {
  for (const { body, connection } of [here, other]) {
    const { id } = await db.poll.create({
      data: { connectionId: connection.id, kind: "updates", state: "done" },
    });
    polls.set(body.id, id);
  }
}

const pollOf = ({ body }: Things): number => polls.get(body.id) ?? 0;

/** A connection that is read, of a body that has somebody in whose name. */
async function freshRead({ body }: Things): Promise<number> {
  const user = await makeUser();
  await db.body.update({ where: { id: body.id }, data: { updatesUserId: user.id } });
  const { id } = await makeConnection({
    ...{ bodyId: body.id, slug: mark(), method: "open311", pullUpdates: true },
    ...packSettings("open311", { endpoint: "https://council.example" }),
  });
  return id;
}

/** Looking at what back ends were asked. */
export const pullReads: Rules = {
  "lib/sync/pull/list-polls.ts listPolls": [
    list({
      ...seeing,
      call: (actor) => listPolls(actor, {}),
      ids: ({ items }) => items.map(({ id }) => id),
      own: (things) => [pollOf(things)],
    }),
  ],
  "lib/sync/pull/list-polls.ts getPoll": [
    act({ ...seeing, call: (actor, { here }) => getPoll(actor, pollOf(here)) }),
  ],
  "lib/sync/pull/read-pulls.ts readPulls": [
    act({
      ...seeing,
      call: async (actor, { here }) => readPulls(actor, await freshRead(here)),
    }),
  ],
};

/** Having them asked. */
export const pullWrites: Rules = {
  "lib/sync/pull/ask.ts askNow": [
    act({
      ...acting,
      call: async (actor, { here }) =>
        askNow(actor, { connectionId: await freshRead(here), kind: "updates" }),
    }),
  ],
  "lib/sync/pull/ask.ts askWindow": [
    act({
      ...acting,
      call: async (actor, { here }) =>
        askWindow(actor, {
          ...{ connectionId: await freshRead(here), kind: "updates" },
          ...{ start: "2026-05-01T00:00:00Z", end: "2026-05-02T00:00:00Z" },
        }),
    }),
  ],
};
