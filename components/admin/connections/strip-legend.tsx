import { useTranslations } from "next-intl";
import { type BarKind, StripBar, StripPoll } from "@/components/admin/connections/health-strip";

const kinds = ["sent", "failed", "unclear", "idle"] as const satisfies readonly BarKind[];

/** What the marks of the strip mean. */
export function StripLegend({ polls }: { polls: boolean }) {
  const t = useTranslations("adminConnections.strip");
  return (
    <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-small text-ink-soft">
      {kinds.map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <svg
            width={10}
            height={26}
            viewBox="0 0 10 26"
            aria-hidden="true"
            className="state-mark"
            strokeLinecap="round"
          >
            <StripBar kind={kind} />
          </svg>
          {t(`kind.${kind}`)}
        </li>
      ))}
      {polls &&
        ([false, true] as const).map((failed) => (
          <li key={String(failed)} className="flex items-center gap-1.5">
            <svg width={10} height={12} viewBox="0 26 10 12" aria-hidden="true" className="state-mark">
              <StripPoll failed={failed} />
            </svg>
            {t(failed ? "kind.pollsFailed" : "kind.polls")}
          </li>
        ))}
    </ul>
  );
}
