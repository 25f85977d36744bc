import type { UpdateParcel } from "@/lib/delivery/parcel";

/** An update on its way to one body, for tests of drivers. */
export function makeUpdateParcel(overrides: Partial<UpdateParcel> = {}): UpdateParcel {
  return {
    updateId: 31,
    reportId: 7045,
    reportUrl: "https://mendline.test/report/7045",
    reportTitle: "Kerb up",
    category: "Loose kerbstone",
    destination: "KRB-7",
    private: false,
    externalId: "S-31",
    customerReference: null,
    saidAt: new Date("2026-11-03T09:00:00Z"),
    state: "confirmed",
    reopened: false,
    unchanged: false,
    categoryChange: false,
    text: "It is still up.",
    language: "en",
    photos: [],
    author: {
      ...{ kind: "citizen", name: "Bo Lind", email: "bo@mail.example", emailVerified: true, phone: "" },
    },
    personal: null,
    answers: [],
    anonymous: false,
    reporterEmail: "ines@mail.example",
    body: { slug: "alderwick-city-council", name: "Alderwick City Council", language: "en", replyTo: null },
    sentTo: ["roads@alderwick.example"],
    messageId: "<report-7045-alderwick-city-council-1@mendline.test>",
    readySince: new Date("2026-11-03T09:00:00Z"),
    round: 1,
    token: null,
    ...overrides,
  };
}
