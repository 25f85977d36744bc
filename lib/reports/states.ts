import type { ReportState } from "@/prisma/generated/enums";

/** The four that the public tells apart; marks on the map, filters and charts know only these. */
export const stateKinds = ["open", "progress", "fixed", "closed"] as const;
export type StateKind = (typeof stateKinds)[number];

type StateFacts = {
  kind: StateKind;
  /** Key in the messages `states.label`. */
  labelKey: LabelKey;
  /** FixMyStreet's name, as data that is exchanged or imported spells it. */
  label: string;
};
type LabelKey = keyof typeof import("@/messages/en/states.json")["label"];

/** Source: spec/features.md G1 and G4, spec/integration.md 1.8. */
const facts = {
  confirmed: { kind: "open", labelKey: "open", label: "confirmed" },
  for_triage: { kind: "open", labelKey: "triage", label: "for triage" },
  investigating: { kind: "progress", labelKey: "investigating", label: "investigating" },
  in_progress: { kind: "progress", labelKey: "inProgress", label: "in progress" },
  planned: { kind: "progress", labelKey: "planned", label: "planned" },
  action_scheduled: { kind: "progress", labelKey: "actionScheduled", label: "action scheduled" },
  fixed_user: { kind: "fixed", labelKey: "fixed", label: "fixed - user" },
  fixed_council: { kind: "fixed", labelKey: "fixed", label: "fixed - council" },
  closed: { kind: "closed", labelKey: "closed", label: "closed" },
  unable_to_fix: { kind: "closed", labelKey: "noFurtherAction", label: "unable to fix" },
  not_responsible: { kind: "closed", labelKey: "notResponsible", label: "not responsible" },
  duplicate: { kind: "closed", labelKey: "duplicate", label: "duplicate" },
  internal_referral: { kind: "closed", labelKey: "internalReferral", label: "internal referral" },
  cancelled: { kind: "closed", labelKey: "cancelled", label: "cancelled" },
  withdrawn: { kind: "closed", labelKey: "withdrawn", label: "withdrawn" },
} as const satisfies Record<ReportState, StateFacts>;

export const reportStates = Object.keys(facts) as ReportState[];

export const kindOf = (state: ReportState): StateKind => facts[state].kind;
export const labelKeyOf = (state: ReportState): LabelKey => facts[state].labelKey;
export const labelOfState = (state: ReportState): string => facts[state].label;

/** All states of these kinds, for queries. */
export const statesOfKinds = (kinds: readonly StateKind[]): ReportState[] =>
  reportStates.filter((state) => kinds.includes(kindOf(state)));

const spelled = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
const byLabel = new Map(reportStates.map((state) => [spelled(facts[state].label), state]));
// FixMyStreet's older name, from before it told who had fixed it.
byLabel.set("fixed", "fixed_council");

/** The state of FixMyStreet's name for it, however it is spaced; null for a name that is none ("hidden" is no state here). */
export const stateFromLabel = (label: string): ReportState | null => byLabel.get(spelled(label)) ?? null;

/** Who moves a report: anybody, who made it, the body's staff, its back end, or this site by itself. */
export type Mover = "citizen" | "reporter" | "staff" | "backend" | "system";

const byStaff: readonly ReportState[] = reportStates.filter(
  (state) => state !== "fixed_user" && state !== "withdrawn",
);
const unlessFixed = byStaff.filter((state) => kindOf(state) !== "fixed");

/** From the kind of state on the left a mover may go to these. Source: spec/features.md G2. */
const moves: Record<Mover, Record<StateKind, readonly ReportState[]>> = {
  citizen: { open: ["fixed_user"], progress: ["fixed_user"], fixed: [], closed: [] },
  reporter: {
    open: ["fixed_user", "withdrawn"],
    progress: ["fixed_user", "withdrawn"],
    fixed: ["confirmed"],
    closed: ["confirmed"],
  },
  // Who has fixed it is not rewritten: no move leads from one fixed state to the other.
  staff: { open: byStaff, progress: byStaff, fixed: unlessFixed, closed: byStaff },
  backend: { open: byStaff, progress: byStaff, fixed: unlessFixed, closed: byStaff },
  system: { open: ["for_triage", "confirmed"], progress: [], fixed: [], closed: [] },
};

/** Whether the mover may take a report from one state to another. Staying is no move. */
export const mayMove = (mover: Mover, from: ReportState, to: ReportState): boolean =>
  from !== to && moves[mover][kindOf(from)].includes(to);
