import { readConfig } from "@/jobs/shim/config";
import { startShim } from "@/jobs/shim/server";

// A proxy for a closed back end: `npm run shim -- CONFIG.json`. See README.md beside this file.

const [file, ...more] = process.argv.slice(2);
if (!file || more.length > 0) {
  console.error("Usage: npm run shim -- CONFIG.json");
  process.exit(2);
}
try {
  const shim = await startShim(readConfig(file), (message) => console.error(`shim: ${message}`));
  const stop = () => void shim.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  console.log(JSON.stringify({ listening: true, url: shim.url }));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
