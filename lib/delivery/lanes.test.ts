import { expect, test } from "vitest";
import { Lanes } from "@/lib/delivery/lanes";

const turn = () => new Promise(setImmediate);

/** Lanes with a clock of their own and calls that are ended by hand. */
function world(concurrency: number) {
  let clock = 0;
  const lanes = new Lanes(() => clock);
  lanes.allow(1, concurrency);
  const calls: (() => void)[] = [];
  const recorded: number[] = [];
  const carry = (n: number) =>
    lanes.carry(
      1,
      () => new Promise<number>((done) => calls.push(() => done(n))),
      async (result) => void recorded.push(result),
    );
  const endAfter = async (ms: number) => {
    await turn();
    clock += ms;
    const [end] = calls.splice(0, 1);
    end?.();
    await turn();
  };
  return { lanes, calls, recorded, carry, endAfter };
}

test("so many calls go at once as the connection allows, and the next when one has ended", async () => {
  const { calls, carry, endAfter, recorded } = world(2);
  const all = Promise.all([carry(1), carry(2), carry(3)]);
  await turn();
  expect(calls).toHaveLength(2);
  await endAfter(10);
  expect(calls).toHaveLength(2);
  await endAfter(10);
  await endAfter(10);
  await all;
  expect(recorded).toEqual([1, 2, 3]);
});

test("a fast back end has many claimed ahead, a slow one few, one that does not answer hardly any", async () => {
  const { lanes, carry, endAfter } = world(8);
  const room = () => lanes.rooms().get(1) ?? Number.NaN;
  const settle = async (ms: number) => {
    for (let n = 0; n < 60; n++) {
      const done = carry(n);
      await endAfter(ms);
      await done;
    }
    return room();
  };
  expect(await settle(5)).toBe(108);
  expect(await settle(200)).toBeGreaterThanOrEqual(28);
  expect(await settle(200)).toBeLessThan(32);
  expect(await settle(60_000)).toBe(9);
});

test("a call that hangs is noticed before it has ended", async () => {
  const { lanes, carry, endAfter, calls } = world(8);
  const first = carry(1);
  await endAfter(5);
  await first;
  const hanging = carry(2);
  await turn();
  const hang = calls.splice(0, 1);
  expect(lanes.rooms().get(1)).toBeGreaterThan(20);
  await endAfter(60_000);
  expect(lanes.rooms().get(1)).toBe(8);
  hang[0]?.();
  await hanging;
});

test("while enough waits nothing more is claimed; who wants more is told once there is room", async () => {
  const { lanes, carry, endAfter, calls } = world(1);
  let told = 0;
  const all = Promise.all(Array.from({ length: 12 }, (_, n) => carry(n)));
  lanes.whenRoom(1, () => told++);
  expect(lanes.rooms().get(1)).toBe(0);
  await endAfter(100);
  expect(told).toBe(0);
  while (calls.length > 0) await endAfter(100);
  await all;
  expect(told).toBe(1);
});

test("a call that throws gives its place back", async () => {
  const lanes = new Lanes();
  lanes.allow(null, 1);
  const broken = lanes.carry(
    null,
    () => Promise.reject(new Error("broken")),
    async () => {},
  );
  await expect(broken).rejects.toThrow("broken");
  const recorded: string[] = [];
  await lanes.carry(
    null,
    async () => "next",
    async (result) => void recorded.push(result),
  );
  expect(recorded).toEqual(["next"]);
});
