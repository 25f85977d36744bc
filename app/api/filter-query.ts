import { z } from "zod";

const text = z.string().max(2_000);
const texts = z.union([text, z.array(text).max(100)]).optional();

/** The filter as it stands in a URL; `parseFilter` makes sense of it. `body`: only reports to this body. */
export const FilterQuery = z.object({
  status: texts,
  category: texts,
  sort: texts,
  body: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});
