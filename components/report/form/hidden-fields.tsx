"use client";

import { useReportForm } from "@/components/report/form/form-context";
import { useWords } from "@/components/report/form/words";
import type { Point } from "@/lib/geo/point";

type Props = { point: Point; moved: boolean; searchedFor: string; formKey: string; startedAt: number };

/** What goes with the form and nobody fills in. */
export function HiddenFields({ point, moved, searchedFor, formKey, startedAt }: Props) {
  const words = useWords();
  const { hydrated } = useReportForm();
  return (
    <>
      <input type="hidden" name="lat" value={point.lat} />
      <input type="hidden" name="lon" value={point.lon} />
      <input type="hidden" name="q" value={searchedFor} />
      <input type="hidden" name="usedMap" value={moved || searchedFor === "" ? "1" : ""} />
      <input type="hidden" name="formKey" value={formKey} />
      <input type="hidden" name="startedAt" value={startedAt} />
      {/* People do not see it; programs that fill in every field do. */}
      <div aria-hidden="true" className="sr-only">
        <label htmlFor="website">{words.trap}</label>
        <input id="website" name="website" tabIndex={-1} autoComplete="off" readOnly={hydrated} />
      </div>
    </>
  );
}
