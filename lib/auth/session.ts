/** How a second factor was shown in a session, and when: a code of one's own, or by the organisation's provider. */
export type Proof = { by: "code" | "provider"; at: Date };

/** What the session cookie says. Everything else about a person is read from the database each time (docs/adr/0010). */
export type Session = {
  userId: number;
  /** A user's sessions are ended by a moment: those that began until then. */
  began: Date;
  /** When the person showed who they are; a session that goes on after all others were ended keeps it. */
  signedInAt: Date;
  proof: Proof | null;
};

const freshForMs = 15 * 60_000;

/** Whether somebody has only just signed in: what a stranger at a forgotten browser could do harm with asks for it. */
export const isFresh = (session: Session | null, now: Date): boolean =>
  session !== null && now.getTime() - session.signedInAt.getTime() < freshForMs;
