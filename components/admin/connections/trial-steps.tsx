import { useTranslations } from "next-intl";
import { useDuration } from "@/components/admin/connections/duration";
import { WireView } from "@/components/admin/wire/wire-view";
import { classes } from "@/components/ui/classes";
import { Icon, type IconName } from "@/components/ui/icon";
import type { TrialStep } from "@/lib/delivery/trial-step";

const looks: Record<TrialStep["state"], { icon: IconName; box: string }> = {
  ok: { icon: "success", box: "border-fixed" },
  warning: { icon: "warn", box: "border-open" },
  failed: { icon: "error", box: "border-danger" },
  skipped: { icon: "minus", box: "border-line-strong" },
};

/** What was tried, in its order, with each call over the wire folded below it; open where something is wrong. */
export function TrialSteps({ steps }: { steps: readonly TrialStep[] }) {
  return (
    <ol className="flex flex-col gap-2">
      {steps.map((step) => (
        <li key={step.key}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { step: TrialStep }) {
  const t = useTranslations("adminConnections.trial");
  const duration = useDuration();
  const { icon, box } = looks[step.state];
  const told = (
    <>
      <Icon name={icon} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap gap-x-3">
          <b>{step.label}</b>
          <span>{t(`state.${step.state}`)}</span>
          {step.exchanges.length > 0 && (
            <span className="text-ink-soft">{t("took", { time: duration(step.durationMs) })}</span>
          )}
        </span>
        <span className="block break-words">{step.message}</span>
      </span>
    </>
  );
  const frame = classes("rounded border border-s-4 bg-surface", box);
  if (step.exchanges.length === 0) return <div className={classes(frame, "flex gap-3 p-4")}>{told}</div>;
  return (
    <details open={step.state === "failed" || undefined} className={frame}>
      <summary className="flex gap-3 p-4 hover:bg-paper">{told}</summary>
      <div className="flex flex-col gap-3 border-t border-line p-4">
        {step.exchanges.map((exchange, at) => (
          <WireView
            // biome-ignore lint/suspicious/noArrayIndexKey: what was tried never moves
            key={at}
            exchange={exchange}
            name={t("call", { step: step.label, call: at + 1 })}
          />
        ))}
      </div>
    </details>
  );
}
