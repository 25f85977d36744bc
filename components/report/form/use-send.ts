"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState, useEffect, useState } from "react";
import { clearDraft } from "@/components/report/form/form-draft";
import type { FormWords } from "@/components/report/form/words";
import type { FormState } from "@/lib/forms";

export type SendReport = (previous: FormState, form: FormData) => Promise<FormState>;

/**
 * The form's action. Until scripts run it is the server's own, which a plain form can post to; then one that also knows what to
 * do when the connection fails (say so and keep everything) and when the report is through (forget the draft).
 */
export function useSend(send: SendReport, words: FormWords) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);

  const guarded: SendReport = async (previous, form) => {
    try {
      return await send(previous, form);
    } catch (error) {
      try {
        unstable_rethrow(error);
      } catch (onwards) {
        // The answer was "go to the next page": the report is in.
        clearDraft(sessionStorage);
        throw onwards;
      }
      return { message: words.offline };
    }
  };

  const [state, dispatch, pending] = useActionState(ready ? guarded : send, {});
  return { state, dispatch, pending };
}
