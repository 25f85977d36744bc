import path from "node:path";
import { z } from "zod";

const flag = z.enum(["0", "1", "true", "false", ""]).transform((value) => value === "1" || value === "true");
const text = z.string().trim().min(1);
const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

const LogLevel = z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]);

/** Every setting of an installation, described for people in `.env.example`. */
const Environment = z.object({
  // `next dev` and the tests say what they are; whatever says nothing is the real thing.
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Without a pooler in between, for migrations and the worker's LISTEN; DATABASE_URL when unset. */
  DATABASE_DIRECT_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().positive().default(10),
  SITE_URL: z.url({ protocol: /^https?$/ }).optional(),
  SITE_NAME: text.default("Mendline"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  SECRET: z
    .string()
    .min(32, "SECRET must have at least 32 characters: make one with `openssl rand -hex 32`")
    .optional(),
  DATA_DIR: text.default(".data").transform((folder) => path.resolve(/*turbopackIgnore: true*/ folder)),
  LOG_LEVEL: LogLevel.default("info"),

  MAIL_FROM: text.default("Mendline <noreply@mendline.example>"),
  RESEND_API_KEY: text.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_OUTBOX: text.optional(),
  /** Domain whose mail comes back to us: where bounces and answers to reports are sent to. */
  MAIL_DOMAIN: z
    .string()
    .regex(/^[a-z\d-]+(\.[a-z\d-]+)+$/i, "MAIL_DOMAIN is a domain: mail.example.org")
    .optional(),
  SUPPORT_EMAIL: z.email().optional(),
  INBOUND_MAIL_SECRET: z
    .string()
    .min(32, "INBOUND_MAIL_SECRET must have at least 32 characters: make one with `openssl rand -hex 32`")
    .optional(),
  RESEND_WEBHOOK_SECRET: text.optional(),

  STAGING: flag.optional(),
  PRIVATE_HOSTS: list,
  DEMO: flag.default(false),

  /** What others may do with the open data: the licence's name and where it can be read. */
  DATA_LICENCE: text.default("Open Government Licence v3.0"),
  DATA_LICENCE_URL: z
    .url({ protocol: /^https?$/ })
    .default("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),

  TILE_URL: text.optional(),
  TILE_ATTRIBUTION: text.default("© OpenStreetMap contributors"),
  TILE_MAX_ZOOM: z.coerce.number().int().min(1).max(24).default(19),
  /** lat,lon,zoom of the map that is shown before anybody searched. */
  MAP_START: z
    .string()
    .regex(/^-?[\d.]+,-?[\d.]+,\d+$/, "MAP_START is lat,lon,zoom")
    .default("54.6,2.3,13"),

  GEOCODER: z.enum(["gazetteer", "nominatim", "photon"]).default("gazetteer"),
  GEOCODER_URL: z.url().optional(),
  GEOCODER_CONTACT: z.email().optional(),
  /** west,south,east,north: where outside geocoders look. */
  GEOCODER_BOUNDS: z
    .string()
    .regex(/^(-?[\d.]+,){3}-?[\d.]+$/, "GEOCODER_BOUNDS is west,south,east,north")
    .optional(),

  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: text.optional(),
  S3_REGION: text.default("auto"),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),

  /** How long a worker that went silent keeps its claim on a delivery; renewed while it works. */
  LEASE_SECONDS: z.coerce.number().int().positive().default(60),
  /** Web processes that share the port. */
  WEB_PROCESSES: z.coerce.number().int().positive().default(1),
  WORKER_CONCURRENCY: z.coerce.number().int().positive().default(5),
  /** How many trusted proxies stand before the web part; the client's address is read from behind them. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),

  /** Whether staff of every body must have a second factor; a body may ask it of its own staff by itself. */
  STAFF_SECOND_FACTOR: z.enum(["optional", "required"]).default("optional"),
  /** An OpenID Connect provider that staff sign in with: the address its discovery document stands under. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  OIDC_NAME: text.default("your organisation"),
  /** The provider asks for a second factor itself, so that ours is not asked for as well. */
  OIDC_STRONG: flag.default(false),
});

export const settingNames: readonly string[] = Object.keys(Environment.shape);

type Parsed = z.infer<typeof Environment>;
export type Env = Omit<
  Parsed,
  "DATABASE_URL" | "SECRET" | "SITE_URL" | "STAGING" | "MAIL_OUTBOX" | "TILE_URL"
> & {
  DATABASE_URL: string;
  SECRET: string;
  SITE_URL: string;
  STAGING: boolean;
  MAIL_OUTBOX: string;
  TILE_URL: string;
};

/** As in `Env`, but a build may have neither database nor secret. */
type PartialEnv = Omit<Env, "DATABASE_URL" | "SECRET"> & {
  DATABASE_URL?: string | undefined;
  SECRET?: string | undefined;
};

/** Parses an environment. @throws Error listing every setting that is wrong, and what it should be. */
export function parseEnv(source: NodeJS.ProcessEnv): PartialEnv {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(present);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not usable (see .env.example):\n${wrong.join("\n")}`);
  }
  const parsed = result.data;
  return {
    ...parsed,
    SITE_URL: (parsed.SITE_URL ?? `http://localhost:${parsed.PORT}`).replace(/\/+$/, ""),
    // Live only where somebody meant it to be: in production, unless told otherwise.
    STAGING: parsed.STAGING ?? parsed.NODE_ENV !== "production",
    MAIL_OUTBOX: path.resolve(
      /*turbopackIgnore: true*/ parsed.MAIL_OUTBOX ?? path.join(parsed.DATA_DIR, "outbox"),
    ),
    TILE_URL:
      parsed.TILE_URL ??
      (parsed.DEMO ? "/tiles/{z}/{x}/{y}" : "https://tile.openstreetmap.org/{z}/{x}/{y}.png"),
  };
}

/** Known before all else, as a build logs too but has no environment. */
export const logLevel = LogLevel.catch("info").parse(process.env.LOG_LEVEL);

let parsed: PartialEnv | undefined;

/**
 * The environment, parsed when first read. A build has neither database nor secret and needs none: these two are
 * only missed when something asks for them.
 */
export const env: Env = new Proxy({} as Env, {
  get(_, name) {
    parsed ??= parseEnv(process.env);
    const value = parsed[name as keyof Env];
    if (value === undefined && (name === "DATABASE_URL" || name === "SECRET")) {
      throw new Error(`${name} is not set (see .env.example).`);
    }
    return value;
  },
});

/** What the machine offers, before anything is known to be usable. */
export const rawEnv = (): Readonly<NodeJS.ProcessEnv> => process.env;

/** Sets what a launcher found out (the embedded database's address, a secret), here and for child processes. */
export function provideEnv(values: Record<string, string>): void {
  Object.assign(process.env, values);
  parsed = undefined;
}
