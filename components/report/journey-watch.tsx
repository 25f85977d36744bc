"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** Pauses in ms: quick at first, since a report is sent within seconds; after some minutes the visitor may reload. */
const pauses = [500, 1000, 2000, 2000, 5000, 5000, 10_000, 10_000, 30_000, 30_000, 60_000, 60_000];

type Props = {
  reportId: number;
  /** Of the journey that the page shows now. */
  version: string;
  waiting: boolean;
  /** Read out when the page has changed by itself. */
  changed: string;
};

/** While a report is on its way, asks how far it is, and shows the page anew when it has moved. */
export function JourneyWatch({ reportId, version, waiting, changed }: Props) {
  const router = useRouter();
  const [first] = useState(version);

  useEffect(() => {
    if (!waiting) return;
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    const ask = async () => {
      const now = document.hidden ? version : await currentVersion(reportId, ended.signal);
      if (ended.signal.aborted) return;
      // A page from the cache may be some seconds behind what it was asked for: until it has caught up, once more.
      if (now !== null && now !== version) router.refresh();
      next();
    };
    const next = () => {
      const pause = pauses[turn++];
      if (pause !== undefined) timer = setTimeout(ask, pause);
    };
    next();
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [reportId, version, waiting, router]);

  return (
    <p role="status" className="sr-only">
      {version === first ? "" : changed}
    </p>
  );
}

/** Null when it cannot be told: the next turn will. */
async function currentVersion(reportId: number, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(`/api/report/${reportId}/journey`, { signal, cache: "no-store" });
    if (!response.ok) return null;
    const answer: unknown = await response.json();
    return typeof answer === "object" && answer !== null && "version" in answer
      ? String(answer.version)
      : null;
  } catch {
    return null;
  }
}
