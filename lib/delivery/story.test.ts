import { expect, test } from "vitest";
import { deliveryStory, type PublicDelivery } from "@/lib/delivery/story";

const confirmedAt = new Date("2026-11-02T09:00:00Z");
const told = (delivery: Partial<PublicDelivery>) =>
  deliveryStory({ id: 7045, confirmedAt }, [
    {
      state: "due",
      method: "email",
      closed: null,
      externalId: null,
      customerReference: null,
      firstSentAt: null,
      attempts: 0,
      body: { name: "Alderwick City Council" },
      connection: null,
      ...delivery,
    },
  ])[0];

const sentAt = new Date("2026-11-02T09:03:20Z");
const sent = { state: "sent", externalId: "S-31", customerReference: "C-9", firstSentAt: sentAt } as const;

test("sent: how many minutes later, and the body's own reference", () => {
  expect(told(sent)).toEqual({
    body: "Alderwick City Council",
    kind: "sent",
    minutesLater: 3,
    sentAt,
    reference: "S-31",
    closed: null,
  });
});

test.each([
  ["external", "S-31"],
  ["customer", "C-9"],
  ["ours", "7045"],
])("the reference that is published is the connection's choice: %s", (publishReference, reference) => {
  expect(told({ ...sent, connection: { settings: { publishReference } } })).toMatchObject({ reference });
});

test("e-mail brings no reference, and none is made up", () => {
  expect(told({ ...sent, externalId: null })).toMatchObject({ kind: "sent", reference: null });
});

test("what was sent once stays said while it is being sent again", () => {
  expect(told({ ...sent, state: "due", attempts: 2 })).toMatchObject({ kind: "sent", sentAt });
});

test.each([
  ["due", 0, { kind: "waiting", tried: false }],
  ["sending", 0, { kind: "waiting", tried: false }],
  ["due", 3, { kind: "waiting", tried: true }],
  ["unclear", 1, { kind: "unclear" }],
  ["acknowledged", 4, { kind: "stuck" }],
  ["held", 0, { kind: "held" }],
  ["skipped", 0, { kind: "dropped" }],
  ["received", 0, { kind: "own" }],
] as const)("%s after %i attempts is told truly", (state, attempts, chapter) => {
  expect(told({ state, attempts })).toMatchObject(chapter);
});

test("a body that takes no such reports is told apart from one that a person left out", () => {
  expect(told({ state: "skipped", method: "refused" })).toMatchObject({ kind: "refused" });
});

test("a body that is closed since it was sent says so", () => {
  const closed = "Alderwick City Council is closed until Monday 08:00.";
  expect(told({ ...sent, closed })).toMatchObject({ kind: "sent", closed });
});
