import type { QuestionEntry } from "@/lib/bodies/question-entry";
import type { QuestionToWrite } from "@/lib/bodies/write-questions";
import type { ContactState } from "@/prisma/generated/enums";

/** What of a contact follows the service list, in the words of the council file and the history. */
export type Followed = {
  category: string;
  destination: string;
  state: ContactState;
  groups: string[];
  keywords: string[];
  private: boolean;
  serviceType: string;
};

export type KnownQuestion = QuestionEntry & { id: number };

/** A contact of the connection's body, as the planner sees it. */
export type KnownContact = Followed & {
  id: number;
  /** Differs when anything of it does, so that a plan is not carried out on what somebody has changed meanwhile. */
  version: string;
  /** Its reports go by this connection. All others are left as they are. */
  ours: boolean;
  protected: boolean;
  idField: string;
  /** What it was before the list no longer had it; null = the list did not take it away. */
  stateBeforeRetired: ContactState | null;
  questions: readonly KnownQuestion[];
};

/** Why a listed service changes nothing here. */
export const leftReasons = [
  /** Several contacts match it: a person must say which is meant. */
  "several",
  /** A contact with this name goes another way, or takes no reports. */
  "elsewhere",
  /** A person took its contact away. */
  "removed",
  /** Another service of the list has this name. */
  "same_name",
  /** Its name or its code is none that we could keep. */
  "unusable",
  /** It is new, and what it asks could not be read. */
  "no_definition",
] as const;
export type LeftReason = (typeof leftReasons)[number];

export type LeftService = { code: string; name: string; reason: LeftReason; detail: string };

/** Something to know about what was read; nothing is left out because of it but what it names. */
export const remarkKinds = [
  "unread_row",
  "unread_definition",
  "empty_definition",
  "unread_questions",
  "unusable_question",
  "no_values",
] as const;
export type Remark = { kind: (typeof remarkKinds)[number]; service: string; detail: string };

type Change = {
  serviceCode: string;
  /** What is to be another than it is. */
  fields: Partial<Followed>;
  /** The whole list that is to be there; null = as it is. */
  questions: QuestionToWrite[] | null;
};

export type SyncChange =
  | (Change & { kind: "create"; contact: null; fields: Followed })
  | (Change & { kind: "update" | "revive" | "retire"; contact: KnownContact });

/** What is to be done so that the contacts follow the list. Every service is in one of `changes`, `unchanged` and `left`. */
export type SyncPlan = {
  changes: SyncChange[];
  /** Codes of services whose contacts are in step already. */
  unchanged: string[];
  left: LeftService[];
  remarks: Remark[];
  /** How many contacts the list could take away. */
  retirable: number;
};

/** The settings of the connection that the planner heeds. */
export type SyncSettings = { useGroups: boolean; neverRetire: boolean };
