import type { FormState } from "@/lib/forms";
import type { Previewed } from "@/lib/sync/updates/preview-template";

/** What a template is tried on. */
export type TrialOn = "report" | "latest";
export type TrialState = FormState & { on?: TrialOn; tried?: Previewed[] };
export type TrialAction = (previous: TrialState, form: FormData) => Promise<TrialState>;
