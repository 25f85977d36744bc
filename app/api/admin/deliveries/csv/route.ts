import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { deliveriesCsv } from "@/lib/delivery/deliveries-csv";
import { DeliveryFilter } from "@/lib/delivery/delivery-filter";
import { translator } from "@/lib/messages";

export const GET = route({ query: DeliveryFilter }, async ({ query }) => {
  const name = translator("adminDeliveries")("csv.file");
  const day = new Date().toISOString().slice(0, 10);
  return new Response(streamOf(deliveriesCsv(await currentActor(), query)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}-${day}.csv"`,
      "Cache-Control": "no-store",
    },
  });
});

/** Reads on only as fast as the other side takes it, and not at all once that has gone. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const text = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return?.();
    },
  });
}
