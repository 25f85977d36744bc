/**
 * Text that is made while it is sent: reads on only as fast as the other side takes it, and not at all once that has gone. Memory
 * holds one piece, however long the whole is. Nothing is made for who only asks for the head.
 */
export function streamText(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const text = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await text.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await text.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
