import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { listTemplates, TemplateQuery } from "@/lib/bodies/list-templates";

export const GET = route({ query: TemplateQuery }, async ({ query }) =>
  listTemplates(await currentActor(), query),
);
