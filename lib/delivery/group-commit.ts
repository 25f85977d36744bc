/**
 * Lets whatever comes in while one commit is under way share the next one: a single item is committed at once, a flood in large
 * batches, and nothing waits for a clock.
 * @param commit commits the items together and answers a result for each, in their order; when it throws, every item fails
 */
export function groupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  limit = 100,
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; done: (result: Result) => void; failed: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let committing = false;

  async function run(): Promise<void> {
    committing = true;
    // What comes in the same turn of the event loop belongs together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, limit);
      try {
        const results = await commit(batch.map(({ item }) => item));
        batch.forEach(({ done }, at) => {
          done(results[at] as Result);
        });
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    committing = false;
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      if (!committing) void run();
    });
}
