"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useActionState, useEffect, useMemo, useRef } from "react";
import { useSay } from "@/components/admin/say";
import type { FieldProblem } from "@/components/ui/error-summary";
import type { FormState } from "@/lib/forms";

export type FormActionOf = (previous: FormState, form: FormData) => Promise<FormState>;

/**
 * A dashboard form: what is wrong at each field and above the form, what was typed, and what happens when it went well: it is
 * said aloud, and everything on the page is read anew.
 * @param done.said what is said, such as "Saved."
 * @param done.after for dialogs that close
 */
export function useForm(action: FormActionOf, done: { said?: string; after?: () => void } = {}) {
  const [state, post, pending] = useActionState(action, {});
  const first = useRef<FormState>(state);
  const afterwards = useRef(done);
  afterwards.current = done;
  const { refresh } = useRouter();
  const queries = useQueryClient();
  const say = useSay();

  useEffect(() => {
    if (state === first.current || state.message) return;
    first.current = state;
    const { said, after } = afterwards.current;
    if (said) say(said);
    after?.();
    void queries.invalidateQueries();
    refresh();
  }, [state, say, queries, refresh]);

  const problems = useMemo<FieldProblem[]>(() => {
    if (!state.message) return [];
    const faults = Object.entries(state.fields ?? {}).map(([field, message]) => ({ field, message }));
    return faults.length > 0 ? faults : [{ field: "", message: state.message }];
  }, [state]);

  return {
    post,
    pending,
    problems,
    message: state.message,
    errorOf: (name: string): string | undefined => state.fields?.[name],
    /** What was typed into the field before it was refused, else what it starts with. */
    typed: (name: string, start = ""): string => {
      const value = state.values?.[name];
      return typeof value === "string" ? value : start;
    },
    /** Likewise for check boxes: whether it was ticked. A box that is not ticked is not sent. */
    ticked: (name: string, value: string, start: boolean): boolean =>
      state.values ? [state.values[name] ?? []].flat().includes(value) : start,
  };
}
