import type { Exchange } from "@/lib/open311/wire";
import type { ReportState } from "@/prisma/generated/enums";

/** Everything a body is told about one report, and nothing of our database. */
export type Parcel = {
  reportId: number;
  url: string;
  title: string;
  detail: string;
  category: string;
  groups: string[];
  /** WGS84 degrees. */
  point: { lat: number; lon: number };
  /** False when the place was found by text only. */
  usedMap: boolean;
  searchedFor: string;
  /** Slugs of the areas that hold the place; looked up when a rule asks. */
  areas: () => Promise<string[]>;
  address: string | null;
  confirmedAt: Date;
  language: string;
  private: boolean;
  service: string;
  photos: ParcelPhoto[];
  reporter: { name: string; email: string | null; emailVerified: boolean; phone: string };
  /** The reporter does not want their name shown. */
  anonymous: boolean;
  /** In the order of the questions; `label` is the value in words. */
  answers: { code: string; description: string; value: string | string[]; label: string | string[] }[];
  /** Codes the contact's questions declare, ours to fill where they are automated. */
  declared: string[];
  contact: { destination: string; idField: string; serviceType: string };
  body: { slug: string; name: string; language: string; replyTo: string | null };
  /** Names of the other bodies that get this report. */
  alsoSentTo: string[];
  /** 1, and one more each time a person has it sent again: attempts of one and the same send share it. */
  round: number;
  /** The references by which the body knows those earlier sends, as far as it told any. */
  earlier: string[];
  /** A token that an earlier attempt got: resume with it, do not post again. */
  token: string | null;
};

/** Who wrote an update; `reporter` is whoever made the report, in whatever way they say it. */
export type AuthorKind = "citizen" | "reporter" | "staff" | "questionnaire";

/** Everything a body is told about one update of a report that it has. */
export type UpdateParcel = {
  updateId: number;
  reportId: number;
  reportUrl: string;
  reportTitle: string;
  /** The report's category as it is now, and where that category's reports go: a service code, addresses or an address. */
  category: string;
  destination: string;
  /** The report is not shown to the public. */
  private: boolean;
  /** The body's own reference of the report, and the one it shows its customers. */
  externalId: string | null;
  customerReference: string | null;
  saidAt: Date;
  /** What the report is because of this update, or is now where the update says nothing of it. */
  state: ReportState;
  /** It opened a report again that was fixed or closed. */
  reopened: boolean;
  /** The body does the work, and the update has not moved the report: how it stands is the body's to say. */
  unchanged: boolean;
  /** It tells that the report is in another category now. */
  categoryChange: boolean;
  text: string;
  language: string;
  photos: ParcelPhoto[];
  author: { kind: AuthorKind; name: string; email: string | null; emailVerified: boolean; phone: string };
  /** The author's form of address and names, where the form asked for them. */
  personal: { title: string; firstName: string; lastName: string; wantsAlerts: boolean } | null;
  answers: { code: string; value: string }[];
  /** The author does not want their name shown. */
  anonymous: boolean;
  reporterEmail: string | null;
  body: { slug: string; name: string; language: string; replyTo: string | null };
  /** The addresses that the report's mail went to, and that mail's Message-ID, where it went by mail. */
  sentTo: string[];
  messageId: string | null;
  /** Since when it could have been sent: for rules that wait no longer than so long. */
  readySince: Date;
  /** 1, and one more each time a person has it sent again. */
  round: number;
  /** A token that an earlier attempt got: resume with it, do not post again. */
  token: string | null;
};

export type ParcelPhoto = {
  url: string;
  fileName: string;
  type: "image/jpeg";
  bytes: () => Promise<Uint8Array>;
};

/** What came of a send. The world's answers are values: a body that answers 500 is a result to record. */
export type Outcome =
  /**
   * `sentTo`: the body's addresses that a mail went to, `messageId`: that mail's Message-ID. `note`: why it counts as sent although
   * nothing left.
   */
  (
    | {
        kind: "sent";
        externalId: string | null;
        reportState?: ReportState;
        sentTo?: string[];
        messageId?: string;
        note?: string;
      }
    /** `ambiguous`: the body may have it. `token`: it has, and will tell the reference later. */
    | {
        kind: "failed";
        reason: string;
        retry: boolean;
        ambiguous: boolean;
        retryAfterMs?: number;
        token?: string;
        /** Nothing is wrong: a rule of the connection has it wait. */
        waits?: boolean;
      }
    | { kind: "skipped"; reason: string }
  ) & { /** As sent and answered, secrets and personal data blanked. */ exchanges?: Exchange[] };

/** Whether the body has a report that was perhaps sent: asked before it would be sent again. */
export type Found =
  | { kind: "found"; externalId: string | null; exchanges: Exchange[] }
  /** The peer's list was read whole, and the report is not in it. */
  | { kind: "absent"; exchanges: Exchange[] }
  /** The peer could not be asked, or cannot be asked such things. */
  | { kind: "unknown"; reason: string; exchanges: Exchange[] };

export type Driver<Settings> = {
  send(parcel: Parcel, settings: Settings): Promise<Outcome>;
  /**
   * One message for the several bodies of one report, as e-mail is; an outcome for each parcel, in their order, each judged by
   * itself. The parcels are of the same report and have equal settings.
   */
  sendTogether?(parcels: readonly Parcel[], settings: Settings): Promise<Outcome[]>;
  /** Passes on one update of a report that the body has; a method without it takes no updates. */
  sendUpdate?(parcel: UpdateParcel, settings: Settings): Promise<Outcome>;
  /** Looks for a report that was perhaps taken since `since`, by our own id. */
  lookUp?(parcel: Parcel, settings: Settings, since: Date): Promise<Found>;
};
