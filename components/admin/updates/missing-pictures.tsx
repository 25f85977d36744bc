"use client";

import { useTranslations } from "next-intl";
import type { ShownReport } from "@/components/admin/reports/report-query";
import { RelativeTime } from "@/components/ui/relative-time";

type Picture = ShownReport["updates"][number]["pictures"][number];

/** Pictures of an update that are still to be fetched, or that did not come, each with why. */
export function MissingPictures({ pictures }: { pictures: readonly Picture[] }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="flex flex-col text-small">
      {pictures.map((picture) => (
        <li key={picture.id} className="break-words">
          <Missing picture={picture} />
        </li>
      ))}
    </ul>
  );
}

function Missing({ picture: { position, state, attempts, dueAt, lastError } }: { picture: Picture }) {
  const t = useTranslations("adminUpdates.pictures");
  const number = String(position + 1);
  if (state === "failed") return t("failed", { number, reason: lastError ?? "" });
  if (!lastError) return t("fetching", { number });
  return t.rich("retried", {
    ...{ number, reason: lastError, count: attempts },
    when: () => <RelativeTime at={new Date(dueAt)} />,
  });
}
