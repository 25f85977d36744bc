import { AsyncLocalStorage } from "node:async_hooks";
import pino, { type Logger } from "pino";
import { logLevel } from "@/lib/env";

const context = new AsyncLocalStorage<Record<string, string>>();

/** Runs `work`; each line logged inside carries these ids (request, job). */
export const withLogContext = <T>(ids: Record<string, string>, work: () => T): T =>
  context.run({ ...context.getStore(), ...ids }, work);

/**
 * Structured log, one JSON object a line. Never log personal data or secrets: ids say who, rows say what. The
 * paths below are a net for mistakes, not a licence.
 */
export const log: Logger = pino({
  level: logLevel,
  base: null,
  mixin: () => ({ ...context.getStore() }),
  redact: {
    paths: [
      "email",
      "phone",
      "name",
      "password",
      "secret",
      "token",
      "apiKey",
      "authorization",
      "cookie",
    ].flatMap((key) => [key, `*.${key}`]),
    censor: "••••",
  },
});
