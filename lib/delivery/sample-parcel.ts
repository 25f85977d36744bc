import type { Parcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import { translator } from "@/lib/messages";
import { reportUrl } from "@/lib/urls";
import type { Automated, Datatype } from "@/prisma/generated/enums";

/** What a sample is made of: a contact, or nothing but the body. */
export type SampleContact = {
  category: { name: string };
  destination: string;
  idField: string;
  serviceType: string;
  groups: string[];
  questions: {
    code: string;
    description: string;
    datatype: Datatype;
    required: boolean;
    variable: boolean;
    automated: Automated;
    values: unknown;
  }[];
};

const sampleId = 1_000_001;

/** A report that nobody made, to show what would be sent: each required question has an answer, the place is where maps begin. */
export function sampleParcel(body: Parcel["body"], contact: SampleContact | null): Parcel {
  const t = translator("tryConnection");
  const [lat = 0, lon = 0] = env.MAP_START.split(",").map(Number);
  const questions = contact?.questions ?? [];
  return {
    reportId: sampleId,
    url: reportUrl(sampleId),
    title: t("sample.title"),
    detail: t("sample.detail"),
    category: contact?.category.name ?? "",
    groups: contact?.groups ?? [],
    point: { lat, lon },
    usedMap: true,
    searchedFor: "",
    areas: async () => [],
    address: null,
    confirmedAt: new Date(),
    language: body.language,
    private: false,
    service: "web",
    photos: [],
    reporter: { name: t("sample.name"), email: "sample@mendline.example", emailVerified: true, phone: "" },
    anonymous: true,
    answers: questions
      .filter(({ required, variable, automated }) => required && variable && automated !== "server_set")
      .map((question) => {
        const value = sampleAnswer(question, t("sample.answer"));
        return { code: question.code, description: question.description, value, label: value };
      }),
    declared: questions.map(({ code }) => code),
    contact: {
      destination: contact?.destination ?? "",
      idField: contact?.idField ?? "fixmystreet_id",
      serviceType: contact?.serviceType ?? "realtime",
    },
    body,
    alsoSentTo: [],
    round: 1,
    earlier: [],
    token: null,
  };
}

function sampleAnswer(
  { datatype, values }: SampleContact["questions"][number],
  text: string,
): string | string[] {
  const [first] = values as { key: string }[];
  switch (datatype) {
    case "number":
      return "1";
    case "datetime":
      return new Date(0).toISOString().replace(".000", "");
    case "singlevaluelist":
      return first?.key ?? "";
    case "multivaluelist":
      return first ? [first.key] : [];
    default:
      return text;
  }
}
