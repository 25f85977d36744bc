import type { Service, ServiceAttribute } from "@/lib/open311/documents";

/** A service of the stand-in council together with what it asks; `metadata` follows from the questions. */
export type CouncilService = Omit<Service, "metadata" | "type"> & { attributes: ServiceAttribute[] };

const question = (
  order: number,
  code: string,
  datatype: ServiceAttribute["datatype"],
  description: string,
  more: Partial<ServiceAttribute> = {},
): ServiceAttribute => ({
  variable: true,
  code,
  datatype,
  required: false,
  order,
  description,
  values: [],
  ...more,
});

/** Every datatype of GeoReport v2 once, a notice, and the attribute that wants the sender's own id. */
const potholeQuestions: ServiceAttribute[] = [
  question(1, "stay_safe", "string", "Please do not step into the road to measure. A guess is fine.", {
    variable: false,
  }),
  question(2, "depth_cm", "number", "How deep is the hole, in centimetres?", {
    required: true,
    datatypeDescription: "A whole number. A thumb is about 6 cm long.",
  }),
  question(3, "where_on_road", "singlevaluelist", "Where on the road is it?", {
    values: [
      { key: "lane", name: "In the traffic lane" },
      { key: "edge", name: "At the edge of the road" },
      { key: "cycle", name: "In a cycle lane" },
      { key: "crossing", name: "On a crossing" },
    ],
  }),
  question(4, "hazards", "multivaluelist", "What makes it dangerous?", {
    values: [
      { key: "dark", name: "Hard to see in the dark" },
      { key: "bikes", name: "Many people cycle here" },
      { key: "bus", name: "It is on a bus route" },
      { key: "sharp", name: "It has sharp edges" },
    ],
  }),
  question(5, "how_to_find", "text", "How does our crew find it?", {
    datatypeDescription: "For example: opposite the baker, between two trees.",
  }),
  question(6, "since_when", "datetime", "Since when has it been there?"),
  question(7, "lamp_post", "string", "What is the number on the nearest lamp post?"),
  question(8, "fixmystreet_id", "string", "Number of the report at the sender", { automated: "server_set" }),
];

const service = (
  serviceCode: string,
  serviceName: string,
  group: string,
  description: string,
  keywords: string[],
  attributes: ServiceAttribute[] = [],
): CouncilService => ({ serviceCode, serviceName, description, keywords, groups: [group], attributes });

/**
 * What Alderwick City Council takes. The codes are odd on purpose (a dot, a slash, leading zeros):
 * a code is an opaque string, and a client that forgets it breaks here.
 */
export const alderwickServices: readonly CouncilService[] = [
  service("PTH-1", "Pothole", "Roads", "A hole in the road.", ["hole", "road"], potholeQuestions),
  service("sign/9", "Street sign damaged", "Roads", "A sign that is bent, missing or cannot be read.", [
    "sign",
  ]),
  service("0041", "Blocked drain", "Roads", "Water that does not run off.", ["flood", "gully"]),
  service("PAV-5", "Pavement damaged", "Pavements", "A loose, broken or missing slab.", ["slab", "footway"]),
  service("TRE-2", "Fallen tree", "Green space", "A tree or branch that is down or about to fall.", [
    "branch",
  ]),
  service("FLY-07", "Rubbish or fly-tipping", "Cleanliness", "Waste left where it should not be.", ["waste"]),
  service("GRF.3", "Graffiti", "Cleanliness", "Paint or stickers on public property.", ["paint", "tag"]),
];
