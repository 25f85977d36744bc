import { isPassing } from "@/lib/sync/updates/try-again";

/** In order, so many together at most; one that failed before stands alone, so that it holds up no other. */
export function chunksOf<One>(
  all: readonly One[],
  size: number,
  failedBefore: (one: One) => boolean,
): One[][] {
  const chunks: One[][] = [];
  let open: One[] | null = null;
  for (const one of all) {
    if (failedBefore(one)) {
      chunks.push([one]);
      open = null;
    } else if (open && open.length < size) {
      open.push(one);
    } else {
      open = [one];
      chunks.push(open);
    }
  }
  return chunks;
}

/**
 * All of them together, or, where one of them cannot be taken in, in halves, down to that one.
 * @param take takes some in, and leaves nothing behind when it fails
 * @param failed what came of one that cannot be taken in
 * @throws what is no item's fault, such as that the database is away
 */
export async function togetherOrAlone<Item, Answer>(
  items: readonly Item[],
  take: (items: readonly Item[]) => Promise<Answer[]>,
  failed: (item: Item, error: unknown) => Promise<Answer>,
): Promise<Answer[]> {
  try {
    return await take(items);
  } catch (error) {
    if (isPassing(error)) throw error;
    const [first, ...others] = items;
    if (first === undefined) return [];
    if (others.length === 0) return [await failed(first, error)];
    const middle = Math.ceil(items.length / 2);
    const before = await togetherOrAlone(items.slice(0, middle), take, failed);
    return [...before, ...(await togetherOrAlone(items.slice(middle), take, failed))];
  }
}
