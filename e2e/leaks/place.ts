import { db } from "@/lib/db";
import { makeArea, makeBody, makeCategory, makeConnection, makeContact } from "@/lib/testing/factories";

/** A council of its own, out at sea, so that lists of its place hold nothing but what a test puts there. */
export type Place = Awaited<ReturnType<typeof makePlace>>;

/** What only staff and machines know of it has `mark` in it. */
export async function makePlace(mark: string) {
  // Every run has its own spot; the site's database may be an old one.
  const lat = 58 + Math.round(Math.random() * 9000) / 10_000;
  const lon = 4 + Math.round(Math.random() * 9000) / 10_000;
  const area = await makeArea({
    slug: `leaks-${mark.slice(2)}`,
    name: `Leaks ${mark.slice(2)}`,
    box: [lon - 0.02, lat - 0.02, lon + 0.02, lat + 0.02],
  });
  const body = await makeBody({
    slug: `council-${mark.slice(2)}`,
    name: `Council ${mark.slice(2)}`,
    areas: [area],
  });
  const category = await makeCategory({ name: `Kerbs ${mark.slice(2)}` });
  // Paused: nothing here is ever sent, whatever the site's worker does.
  const connection = await makeConnection({
    bodyId: body.id,
    method: "open311",
    settings: { endpoint: `https://${mark}.back.example/o311`, jurisdictionId: mark, format: "xml" },
    pausedAt: new Date(),
    asDefault: true,
  });
  const contact = await makeContact({
    bodyId: body.id,
    categoryId: category.id,
    destination: "KERB-1",
    questions: [{ code: "depth", description: "How deep?" }],
  });
  await db.responseTemplate.create({
    data: { bodyId: body.id, title: `${mark} template`, text: `${mark} template words` },
  });
  return { lat, lon, area, body, category, connection, contact };
}
