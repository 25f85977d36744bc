import { translator } from "@/lib/messages";
import type { Exchange } from "@/lib/open311/wire";
import type messages from "@/messages/en/try-connection.json";

export type StepKey = keyof (typeof messages)["steps"];

/** One call as it is shown, fit for JSON: secrets and personal data blanked, times in ISO 8601. */
export type TriedExchange = Omit<Exchange, "startedAt"> & { startedAt: string };

/**
 * One thing that was tried. `warning`: it works, but somebody should look. `skipped`: not tried, and why.
 */
export type TrialStep = {
  key: StepKey;
  label: string;
  state: "ok" | "warning" | "failed" | "skipped";
  /** What came of it, in plain words. */
  message: string;
  durationMs: number;
  exchanges: TriedExchange[];
};

export type Finding = Pick<TrialStep, "state" | "message"> & { exchanges?: readonly Exchange[] };

const t = translator("tryConnection");

/** Tries one thing and keeps how long it took. */
export async function step(key: StepKey, look: () => Promise<Finding> | Finding): Promise<TrialStep> {
  const started = performance.now();
  const { exchanges = [], ...finding } = await look();
  return {
    key,
    label: t(`steps.${key}`),
    ...finding,
    durationMs: Math.round(performance.now() - started),
    exchanges: exchanges.map((exchange) => ({ ...exchange, startedAt: exchange.startedAt.toISOString() })),
  };
}

export const skipped = (key: StepKey, message: string): Promise<TrialStep> =>
  step(key, () => ({ state: "skipped", message }));
