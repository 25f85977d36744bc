import { z } from "zod";
import { env } from "@/lib/env";
import { isTile, townTile } from "@/lib/geo/tiles";

const number = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number);

/** `y` may end in `@2x` for fine screens, and in `.png`. */
const Params = z
  .object({ z: number, x: number, y: z.string().regex(/^\d{1,7}(@2x)?(\.png)?$/) })
  .transform(({ y, ...rest }) => ({
    ...rest,
    y: Number.parseInt(y, 10),
    scale: y.includes("@2x") ? (2 as const) : (1 as const),
  }))
  .refine(({ z, x, y }) => isTile(z, x, y));

const missing = () => new Response(null, { status: 404, headers: { "cache-control": "no-store" } });

/** A tile of the demo town's own map; elsewhere there is none. */
export async function GET(_request: Request, context: RouteContext<"/tiles/[z]/[x]/[y]">): Promise<Response> {
  const params = Params.safeParse(await context.params);
  if (!env.DEMO || !params.success) return missing();
  const { z, x, y, scale } = params.data;
  const picture = await townTile(z, x, y, scale);
  return new Response(new Uint8Array(picture), {
    headers: { "content-type": "image/png", "cache-control": "public, max-age=86400, s-maxage=604800" },
  });
}
