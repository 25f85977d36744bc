"use client";

import { useCallback, useEffect, useState } from "react";
import { filterParams, parseFilter, type ReportFilter } from "@/lib/reports/filter";

const filterNames = ["status", "category", "sort", "cursor"];

/** The address of this page with other parameters; the page itself stays as it is. */
export function addressWith(change: (params: URLSearchParams) => void): string {
  const params = new URLSearchParams(window.location.search);
  change(params);
  return params.size > 0 ? `${window.location.pathname}?${params}` : window.location.pathname;
}

/**
 * The filter as it stands in the address. Choosing another one is a step that the browser's back button takes back. Not by
 * `useSearchParams`, which would keep the list out of the HTML of cached pages.
 */
export function useUrlFilter(initial: ReportFilter): [ReportFilter, (filter: ReportFilter) => void] {
  const [filter, setFilter] = useState(initial);
  useEffect(() => {
    const back = () => setFilter(parseFilter(new URLSearchParams(window.location.search)));
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, []);
  const choose = useCallback((next: ReportFilter) => {
    setFilter(next);
    const address = addressWith((params) => {
      for (const name of filterNames) params.delete(name);
      for (const [name, value] of filterParams(next)) params.set(name, value);
    });
    window.history.pushState(null, "", address);
  }, []);
  return [filter, choose];
}
