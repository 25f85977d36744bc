import { licence } from "@/lib/published/open-data/licence";
import { type OpenReport, openReport } from "@/lib/published/open-data/open-report";
import type { PublishedReport } from "@/lib/published/reports/published-report";

/**
 * Reports as a GeoJSON FeatureCollection (RFC 7946), one piece a batch and one feature a line. Places are longitude before latitude in
 * WGS 84. The licence and how to name the source stand before the features, as foreign members (section 6.1).
 */
export async function* geoJsonOf(batches: AsyncIterable<readonly PublishedReport[]>): AsyncGenerator<string> {
  const { name, url, attribution } = licence();
  const head = JSON.stringify({ type: "FeatureCollection", license: { name, url }, attribution });
  yield `${head.slice(0, -1)},"features":[`;
  let lead = "\n";
  for await (const reports of batches) {
    if (reports.length === 0) continue;
    yield lead + reports.map((report) => JSON.stringify(featureOf(openReport(report)))).join(",\n");
    lead = ",\n";
  }
  yield "\n]}\n";
}

function featureOf({ id, latitude, longitude, ...properties }: OpenReport) {
  return {
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [longitude, latitude] },
    properties: { id, ...properties },
  };
}
