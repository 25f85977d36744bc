import { useFormatter } from "next-intl";

const steps = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
  { unit: "second", ms: 1000 },
] as const;

/** "3 min", "1.5 s", "220 ms": a length of time in the largest unit that fits once. */
export function useDuration(): (ms: number) => string {
  const format = useFormatter();
  return (ms) => {
    const step = steps.find((candidate) => ms >= candidate.ms);
    const style = { style: "unit", unitDisplay: "short" } as const;
    if (!step) return format.number(Math.round(ms), { ...style, unit: "millisecond" });
    const count = ms / step.ms;
    return format.number(count, { ...style, unit: step.unit, maximumFractionDigits: count < 10 ? 1 : 0 });
  };
}
