import type { Phrases } from "@/prisma/demo/phrases/phrases";
import { graffiti, other, pavement, rubbish, smell, tree } from "@/prisma/demo/phrases/places-people-use";
import { busStop, drain, light, mainRoad, pothole, sign } from "@/prisma/demo/phrases/roads";

/** Per category of the demo's councils: what is written about it, and how often it is reported. */
export const demoCategories: Readonly<Record<string, { phrases: Phrases; weight: number }>> = {
  Pothole: { phrases: pothole, weight: 22 },
  "Rubbish or fly-tipping": { phrases: rubbish, weight: 19 },
  "Pavement damaged": { phrases: pavement, weight: 12 },
  "Street light out": { phrases: light, weight: 11 },
  "Blocked drain": { phrases: drain, weight: 9 },
  Graffiti: { phrases: graffiti, weight: 8 },
  "Fallen tree": { phrases: tree, weight: 6 },
  "Street sign damaged": { phrases: sign, weight: 5 },
  "Bridge or main road": { phrases: mainRoad, weight: 2 },
  "Bus stop": { phrases: busStop, weight: 3 },
  "Bad smell": { phrases: smell, weight: 1 },
  Other: { phrases: other, weight: 2 },
};
