import type { CouncilFileInput } from "@/lib/bodies/council-file/schema";
import { alderwickServices, type CouncilService } from "@/lib/testing/council/services";
import { demoApiKeys } from "@/prisma/demo/api-keys";
import { fixedTemplates } from "@/prisma/demo/templates";
import { townAreas } from "@/prisma/demo/town-files";

type Contact = NonNullable<NonNullable<CouncilFileInput["bodies"]>[number]["contacts"]>[number];

/** Where the demo council listens, and the key it wants. */
export type DemoCouncil = { councilUrl: string; councilKey: string };

/**
 * The demo town's councils as a council file: a city with its own system (and two categories by e-mail), the county
 * around it by e-mail, and a utility that is not connected yet.
 */
export function demoCouncilFile(council: DemoCouncil): CouncilFileInput {
  return {
    areas: townAreas().map((area) => ({ ...area, geometry: area.geometry as never })),
    bodies: [city(council), county, energy],
    users: [
      staff("grace.holloway@alderwick.example", "Grace Holloway", "alderwick-city-council", "admin"),
      staff("tom.okafor@alderwick.example", "Tom Okafor", "alderwick-city-council", "inspector"),
      staff("priya.nair@alderwick.example", "Priya Nair", "alderwick-city-council", "customer-service"),
      staff("helen.marsh@rushmere.example", "Helen Marsh", "rushmere-county-council", "admin"),
      staff("ben.adeyemi@rushmere.example", "Ben Adeyemi", "rushmere-county-council", "inspector"),
      staff("sam.whitlock@northlight.example", "Sam Whitlock", "northlight-energy", "admin"),
      { email: "site@mendline.example", name: "Site administrator", superuser: true },
    ],
    clients: [
      {
        ...{ name: "Demo app, trusted", apiKey: demoApiKeys.trusted, trusted: true },
        ...{ may: ["post-requests", "post-updates", "read-extended"], note: "For trying the API out." },
      },
      {
        ...{ name: "Demo app, by mail", apiKey: demoApiKeys.byMail, trusted: false },
        ...{ may: ["post-requests", "post-updates"], note: "For trying the API out." },
      },
    ],
  };
}

const staff = (email: string, name: string, body: string, role: string) => ({
  email,
  name,
  body,
  roles: [role],
});

const city = ({ councilUrl, councilKey }: DemoCouncil) => ({
  slug: "alderwick-city-council",
  name: "Alderwick City Council",
  areas: ["alderwick"],
  externalUrl: "https://www.alderwick.example/",
  updatesUser: { name: "Alderwick City Council", email: "street-care@alderwick.example" },
  canBeDevolved: true,
  connection: "alderwick-works",
  connections: [
    {
      slug: "alderwick-works",
      method: "open311" as const,
      pullUpdates: true,
      sendUpdates: true,
      pullRequests: true,
      // In a demo nobody waits a quarter of an hour.
      settings: { endpoint: councilUrl, apiKey: councilKey, extendedStatuses: true, pullEveryMinutes: 1 },
    },
    { slug: "alderwick-mail", method: "email" as const, sendUpdates: true },
  ],
  contacts: [
    ...alderwickServices.map(byService),
    {
      category: "Bad smell",
      destination: "environment@alderwick.example",
      connection: "alderwick-mail",
      groups: ["Cleanliness"],
      hint: "Something in the street smells and does not stop.",
      questions: smellQuestions,
    },
    {
      category: "Other",
      destination: "street-care@alderwick.example",
      connection: "alderwick-mail",
      hint: "Only if nothing else fits.",
    },
  ],
  templates: fixedTemplates("Alderwick City Council"),
});

/** What the demo council offers, as its service list tells it; graffiti is another office's, and goes there by e-mail. */
function byService(service: CouncilService): Contact {
  const devolved = service.serviceName === "Graffiti";
  return {
    category: service.serviceName,
    destination: devolved ? "graffiti@alderwick.example" : service.serviceCode,
    connection: devolved ? "alderwick-mail" : null,
    groups: service.groups,
    keywords: service.keywords,
    hint: service.description ?? "",
    questions: service.attributes.map(({ values, automated, datatypeDescription = "", ...question }) => ({
      ...question,
      datatypeDescription,
      automated: automated ?? ("" as const),
      values: values.map(({ key, name, disableMessage }) => ({
        key,
        name,
        ...(disableMessage && { stops: disableMessage }),
      })),
    })),
  };
}

const smellQuestions: Contact["questions"] = [
  {
    code: "smells_of",
    description: "What does it smell of?",
    datatype: "singlevaluelist",
    required: true,
    values: [
      { key: "drains", name: "Drains or sewage" },
      { key: "rubbish", name: "Rubbish or rot" },
      { key: "smoke", name: "Smoke or burning" },
      {
        key: "gas",
        name: "Gas",
        stops:
          "This may be a gas leak. Do not report it here: leave the place and ring the gas emergency line, 0800 555 0199, now.",
      },
      { key: "other", name: "Something else" },
    ],
  },
  { code: "when", description: "When do you notice it most?", datatype: "string" },
];

const county = {
  slug: "rushmere-county-council",
  name: "Rushmere County Council",
  areas: ["rushmere"],
  externalUrl: "https://www.rushmere.example/",
  updatesUser: { name: "Rushmere County Council", email: "highways@rushmere.example" },
  replyTo: "highways@rushmere.example",
  contacts: [
    {
      category: "Bridge or main road",
      destination: "highways@rushmere.example",
      groups: ["Roads"],
      hint: "Bridges, ring roads and numbered roads.",
    },
    {
      category: "Blocked drain",
      destination: "drainage@rushmere.example",
      groups: ["Roads"],
      questions: [
        {
          code: "flooding",
          description: "Does water get into a house?",
          datatype: "singlevaluelist" as const,
          values: [
            { key: "no", name: "No" },
            { key: "soon", name: "Not yet, but soon" },
            { key: "yes", name: "Yes" },
          ],
        },
      ],
    },
    {
      category: "Bus stop",
      destination: "buses@rushmere.example, highways@rushmere.example",
      groups: ["Public transport"],
      hint: "Shelters, seats, timetables and signs.",
    },
  ],
  templates: fixedTemplates("Rushmere County Council"),
};

const energy = {
  slug: "northlight-energy",
  name: "Northlight Energy",
  areas: ["rushmere"],
  externalUrl: "https://www.northlight.example/",
  connection: "northlight-later",
  // They are about to open their system to us: until then reports wait, and the page says so.
  connections: [{ slug: "northlight-later", method: "hold" as const }],
  contacts: [
    {
      category: "Street light out",
      destination: "LIGHT",
      groups: ["Street lighting"],
      hint: "A lamp that is dark, flickers or burns all day.",
      questions: [
        { code: "column", description: "What is the number on the lamp post?", datatype: "string" as const },
      ],
    },
  ],
};
