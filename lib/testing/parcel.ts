import type { Parcel } from "@/lib/delivery/parcel";

/** A report on its way to one body, for tests of drivers. */
export function makeParcel(overrides: Partial<Parcel> = {}): Parcel {
  return {
    reportId: 7045,
    url: "https://mendline.test/report/7045",
    title: "Kerb up",
    detail: "Tripping hazard",
    category: "Loose kerbstone",
    groups: ["Pavements"],
    point: { lat: 54.6, lon: 2.3 },
    usedMap: true,
    searchedFor: "",
    areas: async () => [],
    address: null,
    confirmedAt: new Date("2026-11-02T09:00:00Z"),
    language: "en",
    private: false,
    service: "web",
    photos: [],
    reporter: { name: "Ines Okafor", email: "ines@mail.example", emailVerified: true, phone: "" },
    anonymous: false,
    answers: [],
    declared: [],
    contact: { destination: "KRB-7", idField: "fixmystreet_id", serviceType: "realtime" },
    body: { slug: "alderwick-city-council", name: "Alderwick City Council", language: "en", replyTo: null },
    alsoSentTo: [],
    round: 1,
    earlier: [],
    token: null,
    ...overrides,
  };
}
