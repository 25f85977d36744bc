"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useActionState, useEffect } from "react";
import type { ReplayAction } from "@/components/admin/dead-letters/came";

/** Trying items again: what came of each, or why nothing was tried. What the page shows is read anew afterwards. */
export function useReplay(action: ReplayAction) {
  const [{ message, replayed }, post] = useActionState(action, {});
  const { refresh } = useRouter();
  const queries = useQueryClient();
  useEffect(() => {
    if (!replayed) return;
    void queries.invalidateQueries();
    refresh();
  }, [replayed, queries, refresh]);
  return { post, message, came: replayed };
}
