import { randomUUID } from "node:crypto";
import {
  type Case,
  type DeskState,
  type DeskStatus,
  type DeskUpdate,
  emptyDesk,
  isClosed,
  type ReceivedRequest,
  type ReceivedUpdate,
} from "@/lib/testing/council/records";
import { Refusal } from "@/lib/testing/council/refusal";
import type { CouncilService } from "@/lib/testing/council/services";

export type DeskSettings = {
  services: readonly CouncilService[];
  /** `realtime` gives a reference at once, `batch` a token first. */
  mode: "realtime" | "batch";
  idPrefix: string;
  /** Batch: how many polls of a token find nothing before the reference is there; `by hand` waits for a person. */
  pollsUntilKnown: number | "by hand";
  now: () => Date;
};

export type NewCase = Omit<
  Case,
  "key" | "reference" | "token" | "polls" | "serviceName" | "status" | "requestedAt" | "updatedAt"
>;
export type Saying = {
  /** Left out = the state stays as it is. */
  status?: DeskStatus | undefined;
  text?: string | undefined;
  photoIds?: string[] | undefined;
  externalStatusCode?: string | undefined;
  customerReference?: string | undefined;
};

/** The council's cases and what happens to them. Knows nothing of HTTP. */
export class Desk {
  readonly state: DeskState;
  readonly settings: DeskSettings;

  constructor(state: DeskState, settings: DeskSettings) {
    this.state = state;
    this.settings = settings;
  }

  /** The present, in whole seconds, because the wire knows no fractions and filters must agree with what is told. */
  now(): Date {
    return new Date(Math.floor(this.settings.now().getTime() / 1000) * 1000);
  }

  service(code: string): CouncilService | undefined {
    return this.settings.services.find((service) => service.serviceCode === code);
  }

  byKey(key: number): Case | undefined {
    return this.state.cases.find((one) => one.key === key);
  }

  byReference(reference: string): Case | undefined {
    return this.state.cases.find((one) => one.reference === reference);
  }

  /** Opens a case; one of our own has its reference at once whatever the mode. */
  open(input: NewCase): Case {
    const key = this.state.nextCase++;
    const batch = this.settings.mode === "batch" && input.origin === "posted";
    const now = this.now();
    const opened: Case = {
      ...input,
      key,
      reference: batch ? null : this.#freeReference(key),
      token: batch ? randomUUID() : null,
      polls: 0,
      serviceName: this.service(input.serviceCode)?.serviceName ?? input.serviceCode,
      status: "open",
      requestedAt: now,
      updatedAt: now,
    };
    this.state.cases.push(opened);
    return opened;
  }

  /** Notes a posted request beside the case it opened (or, when the council repeats itself, the case it was answered with). */
  noteReceived(
    about: Case,
    raw: Omit<ReceivedRequest, "at" | "caseKey" | "reference" | "token">,
  ): ReceivedRequest {
    const { key, reference, token } = about;
    const note = { at: this.settings.now(), caseKey: key, reference, token, ...raw };
    this.state.received.push(note);
    return note;
  }

  noteUpdate(note: Omit<ReceivedUpdate, "at" | "answeredId">): ReceivedUpdate {
    const noted = { at: this.settings.now(), answeredId: this.#updateId(), ...note };
    this.state.updatesReceived.push(noted);
    return noted;
  }

  /** One poll of a token. After enough of them the case gets its reference; `undefined` = no such token. */
  pollToken(token: string): Case | undefined {
    const found = this.state.cases.find((one) => one.token === token);
    if (found && found.reference === null) {
      const enough = this.settings.pollsUntilKnown;
      if (enough !== "by hand" && found.polls >= enough)
        this.#setReference(found, this.#freeReference(found.key));
      else found.polls++;
    }
    return found;
  }

  /**
   * Without a reference so far: this becomes the `service_request_id`. With one: that stays, being the id that others
   * hold, and the new one is told as the reference to quote (`customer_reference`).
   */
  giveReference(key: number, reference: string | undefined): void {
    const found = this.#need(key);
    const wanted = reference?.trim() || this.#freeReference(key);
    if (found.reference === null) {
      if (this.byReference(wanted)) throw new Refusal(400, `The reference ${wanted} is already in use.`);
      this.#setReference(found, wanted);
    } else this.say(key, { customerReference: wanted });
  }

  /** Changes the `service_request_id` itself without telling, as some real systems do when a case moves on. */
  renumber(key: number, reference: string): void {
    if (this.byReference(reference)) throw new Refusal(400, `The reference ${reference} is already in use.`);
    this.#setReference(this.#need(key), reference);
  }

  /** Says something about a case; the updates feed tells it from now on. */
  say(key: number, saying: Saying): DeskUpdate {
    const found = this.#need(key);
    if (found.reference === null) throw new Refusal(400, "The case has no reference yet.");
    const update: DeskUpdate = {
      updateId: this.#updateId(),
      caseKey: key,
      reference: found.reference,
      at: this.now(),
      status: saying.status ?? found.status,
      text: saying.text?.trim() ?? "",
      photoIds: saying.photoIds ?? [],
      externalStatusCode: saying.externalStatusCode?.trim() || undefined,
      customerReference: saying.customerReference,
    };
    found.status = update.status;
    found.updatedAt = update.at;
    found.customerReference = update.customerReference ?? found.customerReference;
    if (update.text) found.statusNotes = update.text;
    this.state.updates.push(update);
    return update;
  }

  /**
   * What a sender's update does to the case. A word of the same kind as the state we have says nothing new: plain
   * senders know only open, fixed and closed, and must not undo our finer state.
   */
  moveBySender(key: number, status: DeskStatus | undefined): void {
    const found = this.#need(key);
    found.updatedAt = this.now();
    if (!status) return;
    const plain = status === "open" || status === "closed";
    if (!plain || isClosed(status) !== isClosed(found.status)) found.status = status;
  }

  /** Forgets every case, but never hands out a reference or an update id twice. */
  forget(): void {
    const { nextCase, nextUpdate } = this.state;
    Object.assign(this.state, emptyDesk(), { nextCase, nextUpdate });
  }

  #setReference(found: Case, reference: string): void {
    found.reference = reference;
    found.updatedAt = this.now();
    for (const note of this.state.received) if (note.caseKey === found.key) note.reference = reference;
  }

  #freeReference(key: number): string {
    for (let number = 1000 + key; ; number++) {
      const reference = `${this.settings.idPrefix}${number}`;
      if (!this.byReference(reference)) return reference;
    }
  }

  #updateId(): string {
    return `${this.settings.idPrefix}U${this.state.nextUpdate++}`;
  }

  #need(key: number): Case {
    const found = this.byKey(key);
    if (!found) throw new Refusal(404, "There is no such case.");
    return found;
  }
}
