import type { MapWords } from "@/components/map/words";
import { StateMark } from "@/components/ui/state-badge";
import { stateMarks } from "@/components/ui/state-marks";

/** What the marks mean, in the corner of the map; folded where room is short. */
export function MapLegend({ words }: { words: MapWords }) {
  const entries = (
    <ul className="flex flex-col gap-x-4 gap-y-1 lg:flex-row">
      {stateMarks.map((mark) => (
        <li key={mark} className="flex items-center gap-1.5">
          <StateMark mark={mark} height={20} />
          {words.kind[mark]}
        </li>
      ))}
    </ul>
  );
  const look =
    "absolute noscript:hidden start-3 z-1 rounded border border-line bg-surface text-small text-ink shadow";
  return (
    <>
      <details className={`${look} top-3 lg:hidden`}>
        <summary className="flex min-h-11 list-none items-center gap-1 px-3 font-semibold [&::-webkit-details-marker]:hidden">
          <StateMark mark="open" height={18} />
          <StateMark mark="fixed" height={18} />
          <span className="ms-1">{words.legendShort}</span>
        </summary>
        <div className="px-3 pb-3">{entries}</div>
      </details>
      <section aria-label={words.legend} className={`${look} bottom-3 hidden px-3 py-2 lg:block`}>
        {entries}
      </section>
    </>
  );
}
