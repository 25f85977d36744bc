import { translator } from "@/lib/messages";

/** One Ctrl-C may arrive twice: from the terminal, and from what started us. Another one ends it at once, which loses nothing. */
const sameMs = 1_000;

/** A signal that Ctrl-C gives. @param told called before anything is printed */
export function pauseByCtrlC(told: () => void): AbortSignal {
  const stop = new AbortController();
  let askedAt: number | null = null;
  process.on("SIGINT", () => {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      told();
      console.error(translator("history")("told.pausing"));
      stop.abort();
    } else if (now - askedAt > sameMs) process.exit(130);
  });
  return stop.signal;
}
