import { parseArgs } from "node:util";
import { type CouncilOptions, startCouncil } from "@/lib/testing/council";

/**
 * The demo's back end as a process of its own.
 *
 *   tsx jobs/demo-council.ts [--port N] [--host H] [--file F] [--public-url U] [--api-key K] [--jurisdiction-id J] [--mode realtime|batch]
 *
 * Prints one line of JSON (`{listening, url, page, port}`) when it listens; ends on SIGTERM, SIGINT, or when the
 * process that forked it goes away.
 */
function readOptions(): CouncilOptions {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      file: { type: "string" },
      "public-url": { type: "string" },
      "api-key": { type: "string" },
      "jurisdiction-id": { type: "string" },
      mode: { type: "string", default: "realtime" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error("--port must be between 0 and 65535");
  if (values.mode !== "realtime" && values.mode !== "batch")
    throw new Error("--mode must be realtime or batch");
  return {
    port,
    host: values.host,
    mode: values.mode,
    // Nobody waits for a real case number in a demo: in batch mode the visitor gives it on the page.
    ...(values.mode === "batch" && { pollsUntilKnown: "by hand" as const }),
    ...(values.file !== undefined && { file: values.file }),
    ...(values["public-url"] !== undefined && { publicUrl: values["public-url"] }),
    ...(values["api-key"] !== undefined && { apiKey: values["api-key"] }),
    ...(values["jurisdiction-id"] !== undefined && { jurisdictionId: values["jurisdiction-id"] }),
  };
}

try {
  const council = await startCouncil(readOptions());
  const stop = () => {
    void council.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.once("disconnect", stop);
  const { url, origin, port } = council;
  console.log(JSON.stringify({ listening: true, url, page: `${origin}/`, port }));
} catch (error) {
  console.error(`demo council: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
