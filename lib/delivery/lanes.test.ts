import { expect, test } from "vitest";
import { Lanes } from "@/lib/delivery/lanes";

/** Something that ends when it is told to. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { open, opened };
}

/** Everything that can happen by itself has happened. */
const quiet = () => new Promise((done) => setImmediate(done));

/** Ten pieces of work in a lane of two; their calls and records end as the test says. */
function work(lanes: Lanes, count = 10) {
  const pieces = Array.from({ length: count }, () => ({ call: gate(), record: gate() }));
  const log = { called: 0, answered: 0, recorded: 0 };
  lanes.allow(1, 2);
  const all = pieces.map(({ call, record }) =>
    lanes.carry(
      1,
      async () => {
        log.called++;
        await call.opened;
        log.answered++;
      },
      async () => {
        await record.opened;
        log.recorded++;
      },
    ),
  );
  return { pieces, log, all };
}

test("as many calls go at once as the connection allows, and the next goes while an answer is written down", async () => {
  const { pieces, log } = work(new Lanes());
  await quiet();
  expect(log.called).toBe(2);
  pieces[0]?.call.open();
  await quiet();
  expect(log).toEqual({ called: 3, answered: 1, recorded: 0 });
});

test("however quick the back end and slow the database, no more than twice as many are not written down", async () => {
  const { pieces, log, all } = work(new Lanes());
  for (const { call } of pieces) call.open();
  await quiet();
  expect(log).toEqual({ called: 4, answered: 4, recorded: 0 });
  pieces[0]?.record.open();
  await quiet();
  expect(log).toEqual({ called: 5, answered: 5, recorded: 1 });
  for (const { record } of pieces) record.open();
  await Promise.all(all);
  expect(log.recorded).toBe(10);
});

test("work that breaks, in the call or while it is written down, gives its place back", async () => {
  const lanes = new Lanes();
  lanes.allow(1, 1);
  const broken = () => Promise.reject(new Error("broken"));
  const fine = () => Promise.resolve();
  for (const [call, record] of [
    [broken, fine],
    [fine, broken],
    [broken, fine],
  ] as const)
    await expect(lanes.carry(1, call, record)).rejects.toThrow("broken");
  await expect(lanes.carry(1, fine, fine)).resolves.toBeUndefined();
});
