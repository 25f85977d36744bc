import type { ActedOn } from "@/lib/delivery/act-on-many";
import type { FormState } from "@/lib/forms";

export type ActOnMany = (form: FormData) => Promise<FormState & { acted?: ActedOn }>;

export type BulkOutcome = { done: number; refused: ActedOn["refused"]; fault: FormState | null };

/**
 * Acts on many in as many calls as it takes, and tells after each how far it has come.
 * @param form as the dialog sends it; `after` is set here
 */
export async function runBulk(
  actOnMany: ActOnMany,
  form: FormData,
  progress: (done: number) => void,
): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { done: 0, refused: [], fault: null };
  for (;;) {
    const { acted, ...state } = await actOnMany(form);
    if (!acted) return { ...outcome, fault: state };
    outcome.done += acted.done;
    outcome.refused.push(...acted.refused);
    progress(outcome.done + outcome.refused.length);
    if (acted.next === null) return outcome;
    form.set("after", String(acted.next));
  }
}
