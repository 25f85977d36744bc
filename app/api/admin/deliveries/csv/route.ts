import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { streamText } from "@/app/_server/stream-text";
import { deliveriesCsv } from "@/lib/delivery/deliveries-csv";
import { DeliveryFilter } from "@/lib/delivery/delivery-filter";
import { translator } from "@/lib/messages";

export const GET = route({ query: DeliveryFilter }, async ({ query }) => {
  const name = translator("adminDeliveries")("csv.file");
  const day = new Date().toISOString().slice(0, 10);
  return new Response(streamText(deliveriesCsv(await currentActor(), query)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}-${day}.csv"`,
      "Cache-Control": "no-store",
    },
  });
});
