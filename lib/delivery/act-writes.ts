import type { DeliveryAction } from "@/lib/delivery/actions";
import type { AttemptOutcome, DeliveryState, SendMethod } from "@/prisma/generated/enums";

/** What of a delivery decides how an action changes it. */
export type Acted = {
  state: DeliveryState;
  method: SendMethod;
  externalId: string | null;
  firstSentAt: Date | null;
  sentAt: Date | null;
  lastAttemptAt: Date | null;
  sentTo: string[];
  previous: unknown;
  /** The latest attempt; none before the first. */
  history: readonly { outcome: AttemptOutcome }[];
};

export type Given = { note: string; reference: string | null; contactId: number | null };

/** New values of a delivery's columns; what is absent stays. */
export type Written = {
  state?: DeliveryState;
  dueAt?: Date;
  externalId?: string | null;
  token?: null;
  lastError?: null;
  firstSentAt?: Date;
  sentAt?: Date | null;
  sentTo?: string[];
  previous?: EarlierSend[];
  overrideContactId?: number | null;
  note?: string;
};

/** One send before a person had it sent again. */
export type EarlierSend = {
  sentAt: string | null;
  externalId: string | null;
  method: SendMethod;
  sentTo: string[];
};

type Write = (row: Acted, given: Given, now: Date) => Written;

const dueNow: Write = (_, __, now) => ({ state: "due", dueAt: now, note: "" });

/** The reference stays until the next success brings another: updates still come under it. */
const again: Write = (row, _, now) => ({
  state: "due",
  dueAt: now,
  token: null,
  lastError: null,
  sentAt: null,
  sentTo: [],
  note: "",
  previous: [
    ...((Array.isArray(row.previous) ? row.previous : []) as EarlierSend[]),
    {
      sentAt: (row.sentAt ?? row.firstSentAt)?.toISOString() ?? null,
      externalId: row.externalId,
      method: row.method,
      sentTo: row.sentTo,
    },
  ],
});

/** `at`: when it really went, as far as anybody knows. */
const nowSent = (row: Acted, { note, reference }: Given, at: Date): Written => ({
  state: "sent",
  sentAt: at,
  firstSentAt: row.firstSentAt ?? at,
  token: null,
  lastError: null,
  overrideContactId: null,
  note,
  ...(reference !== null && { externalId: reference }),
});

/** What each action makes of a delivery. Source: spec/integration.md 2.9. */
export const writes = {
  "try-now": dueNow,
  // The row keeps waiting like the others; only the job that is told to goes through the pause.
  "send-only-this": () => ({}),
  "send-once-as": (row, given, now) => ({
    ...(row.state === "sent" ? again(row, given, now) : dueNow(row, given, now)),
    overrideContactId: given.contactId,
  }),
  resend: again,
  arrived: (row, given, now) => nowSent(row, given, row.lastAttemptAt ?? now),
  // Of a mail that did not arrive a new one is written: the same once more would be taken for its repetition, and thrown away.
  "send-again": (row, given, now) => (row.method === "email" ? again : dueNow)(row, given, now),
  "mark-as-sent": nowSent,
  skip: (_, { note }) => ({ state: "skipped", overrideContactId: null, note }),
  acknowledge: (_, { note }) => ({ state: "acknowledged", note }),
  // What may have arrived is still not to be sent again without a word.
  "take-back": (row, given, now) =>
    row.history[0]?.outcome === "unclear" ? { state: "unclear", note: "" } : dueNow(row, given, now),
  "edit-reference": (_, { reference }) => ({ externalId: reference }),
} satisfies Record<DeliveryAction, Write>;
