"use client";

import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * The filter, order and page of a list, kept in the address: so a view can be sent to a colleague, and "back" works.
 * `set` changes some of it; whatever is changed, the list starts again at its first page.
 */
export function useUrlState() {
  const path = usePathname();
  const { push } = useRouter();
  const params = useSearchParams();

  const hrefWith = useCallback(
    (changes: Readonly<Record<string, string | null>>): Route => {
      const next = new URLSearchParams(params);
      next.delete("cursor");
      for (const [key, value] of Object.entries(changes)) {
        if (value === null || value === "") next.delete(key);
        else next.set(key, value);
      }
      return `${path}${next.size > 0 ? `?${next}` : ""}` as Route;
    },
    [path, params],
  );
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => push(hrefWith(changes), { scroll: false }),
    [push, hrefWith],
  );
  return { params, search: params.toString(), hrefWith, set };
}
