"use client";

import { useReportForm } from "@/components/report/form/form-context";
import { useWords } from "@/components/report/form/words";
import { Notice } from "@/components/ui/notice";

/** Who of those that get the report is not there now, until when, and whom to ring; said before anybody types. */
export function ClosedBodies() {
  const text = useWords().place;
  const { offer, category } = useReportForm();
  const takers = new Set(
    (category ? [category] : offer.categories).flatMap(({ bodies }) =>
      bodies.filter(({ refused }) => !refused).map(({ id }) => id),
    ),
  );
  const closed = offer.bodies.flatMap((body) => (takers.has(body.id) && body.closed ? body.closed : []));
  if (closed.length === 0) return null;
  return (
    <Notice kind="info">
      {closed.map((said) => (
        <p key={said} className="break-words whitespace-pre-line">
          {said}
        </p>
      ))}
      <p>{text.sentAnyway}</p>
    </Notice>
  );
}
