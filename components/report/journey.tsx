import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { JourneyDelivery } from "@/components/report/journey-delivery";
import { JourneyStop } from "@/components/report/journey-step";
import { JourneyUpdateStop } from "@/components/report/journey-update";
import { When } from "@/components/report/journey-when";
import type { Journey, JourneyStep } from "@/lib/reports/journey";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

const isOpen = (step: JourneyStep | undefined): boolean => step?.kind === "delivery" && step.open;

/**
 * Our signature: a report's whole way as one line, from the pin to the repair, each stop with who and when. What is still to
 * come stands last, on a broken line.
 */
export function JourneyLine({
  journey,
  author,
  children,
}: {
  journey: Journey;
  author: string | null;
  /** Stands between the heading and the line. */
  children?: ReactNode;
}) {
  const t = useTranslations("report.journey");
  const { steps } = journey;
  return (
    <section aria-labelledby="journey">
      <h2 id="journey">{t("heading")}</h2>
      {children}
      <ol className="mt-5">
        {steps.map((step, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: the line is rendered on the server and never reordered in the browser
            key={index}
            step={step}
            author={author}
            thenOpen={isOpen(steps[index + 1])}
            last={index === steps.length - 1}
          />
        ))}
      </ol>
    </section>
  );
}

type StepProps = { step: JourneyStep; author: string | null; thenOpen: boolean; last: boolean };

function Step({ step, author, ...line }: StepProps) {
  const t = useTranslations("report.journey");
  const states = useTranslations("states.label");
  switch (step.kind) {
    case "reported":
      return (
        <JourneyStop {...line} sign="open" title={t("reported")} byline={<When at={step.at} by={author} />} />
      );
    case "delivery":
      return <JourneyDelivery {...line} chapter={step.chapter} open={step.open} />;
    case "nobody":
      return (
        <JourneyStop {...line} sign="stop" title={t("nobody")}>
          <p className="mt-1">{t("nobodyText")}</p>
        </JourneyStop>
      );
    case "update":
      return <JourneyUpdateStop {...line} step={step} />;
    case "state":
      return (
        <JourneyStop
          {...line}
          sign={kindOf(step.state)}
          title={states(labelKeyOf(step.state))}
          byline={t("stateText")}
        />
      );
  }
}
