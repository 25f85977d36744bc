/** Bytes of each piece of a file but the last: what any host takes in one request. */
export const pieceBytes = 2_000_000;

/** Bytes of a file: some millions of requests. Larger ones are read by the command. */
export const largestFile = 1_000_000_000;
