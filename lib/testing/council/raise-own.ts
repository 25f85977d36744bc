import type { Office } from "@/lib/testing/council/office";
import type { Case } from "@/lib/testing/council/records";
import { Refusal } from "@/lib/testing/council/refusal";

/** A problem the council found itself. Degrees, WGS84. */
export type OwnProblem = {
  serviceCode: string;
  description: string;
  lat: number;
  long: number;
  photos?: Uint8Array[];
};

/** Opens a case nobody sent; `GET requests` tells it. */
export function raiseOwn(office: Office, problem: OwnProblem): Case {
  const { serviceCode, description, lat, long } = problem;
  const wrong: string[] = [];
  if (!office.desk.service(serviceCode)) wrong.push("Please choose what it is.");
  if (!description.trim()) wrong.push("Please describe it.");
  if (!(Math.abs(lat) <= 90 && Math.abs(long) <= 180))
    wrong.push("Please give latitude and longitude in degrees.");
  if (wrong.length > 0) throw new Refusal(400, ...wrong);
  return office.desk.open({
    origin: "ours",
    serviceCode,
    description: description.trim(),
    lat,
    long,
    reporter: { name: "", email: "", phone: "" },
    mediaUrls: [],
    photoIds: (problem.photos ?? []).map((bytes) => office.photos.put(bytes)),
    answers: {},
  });
}
