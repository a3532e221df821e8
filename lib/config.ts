import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { z } from "zod";
import { cliMessages } from "@/lib/messages/es/cli";
import type { SecretsKeys } from "@/lib/secrets";
import { sentence } from "@/lib/sentence";

export type Environment = Record<string, string | undefined>;
export type Role = "app_web" | "app_worker" | "verify";
type Variable = keyof typeof cliMessages.variableIs;

/** The environment cannot be used; the message is one Spanish sentence per variable and never holds a value. */
export class ConfigError extends Error {}

const port = (byDefault: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(65_535))
    .default(byDefault);
const httpUrl = z.url({ protocol: /^https?$/ });
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const key = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/)
  .transform((text) => Buffer.from(text, "base64"));
/** 32 bytes, as openssl writes them: hex or base64. */
const cardKey = z.union([
  key,
  z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .transform((text) => Buffer.from(text, "hex")),
]);
/** `id:key`, several with commas between them: the first closes, all open. */
const secretsKeys = z
  .string()
  .transform((text) => text.split(",").map((part) => /^\s*([A-Za-z0-9_-]{1,20}):(.*?)\s*$/.exec(part)?.slice(1)))
  .pipe(z.array(z.tuple([z.string(), key])).min(1))
  .refine((keys) => new Set(keys.map(([id]) => id)).size === keys.length)
  .transform((keys) => keys.map(([id, bytes]) => ({ id, bytes })) as unknown as SecretsKeys);
const seconds = (byDefault: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().max(max))
    .default(byDefault);
const proxies = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine((addresses) => addresses.every((address) => isIP(address) > 0))
  .default([]);

const ports = {
  PORT: port(3000),
  MAIL_WEB_PORT: port(1080),
  SMTP_PORT: port(1025),
  SIMULATOR_PORT: port(4010),
  PG_PORT: port(54_329),
};
const launched = {
  // What lib/log reads for itself, before any configuration: pino's levels.
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  LAUNCHED_BY: z.enum(["start", "tests"]).optional(),
  DEMO: z.enum(["0", "1"]).default("0"),
  CLOCK_OFFSET: z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number)
    .default(0),
};
/** Next reads it itself, at the build and when it starts: two builds with the same key know each other's forms. */
const actionsKey = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key.optional() };
const origin = { PORT: ports.PORT, PUBLIC_ORIGIN: httpUrl.optional() };
/** How the portal and the worker are seen into. The OpenTelemetry exporter reads its endpoint, and OTEL_… beside it, itself. */
const watched = {
  SLOW_QUERY_MS: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .default(250),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
};

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Password of a role that migrate makes: hex HMAC-SHA256 of the role's name, keyed with the owner's password.
 * @throws ConfigError when the owner's address holds no password
 */
export function rolePassword(ownerUrl: string, role: Role): string {
  const owner = decodeURIComponent(new URL(ownerUrl).password);
  if (owner === "") throw fault("DATABASE_URL", "invalid");
  return createHmac("sha256", owner).update(role).digest("hex");
}

/** Address of a role on the owner's server and database. */
export function roleUrl(ownerUrl: string, role: Role): string {
  const url = new URL(ownerUrl);
  const password = rolePassword(ownerUrl, role);
  url.username = role;
  url.password = password;
  return url.href;
}

/** The owner of the database: for start and migrate only. @throws ConfigError */
export function ownerConfig(env: Environment = process.env) {
  const read = parse({ DATABASE_URL: databaseUrl, ...launched }, env);
  return { databaseUrl: read.DATABASE_URL, ...demoOf(read) };
}

/** What the portal needs. @throws ConfigError */
export function webConfig(env: Environment = process.env) {
  const read = parse(
    {
      ...origin,
      ...launched,
      ...watched,
      HOST: z.string().default("127.0.0.1"),
      METRICS_TOKEN: z.string().min(32).optional(),
      SECRETS_KEY: secretsKeys,
      CARD_KEY: cardKey,
      TRUSTED_PROXY: proxies,
      STOP_DRAIN_SECONDS: seconds(0, 300),
      STOP_WITHIN_SECONDS: seconds(25, 300),
      ...actionsKey,
    },
    env,
  );
  const demo = demoOf(read);
  return {
    databaseUrl: addressOf(env, "DATABASE_URL_WEB", "app_web"),
    host: read.HOST,
    port: read.PORT,
    publicOrigin: originOf(read),
    secretsKeys: read.SECRETS_KEY,
    trustedProxies: read.TRUSTED_PROXY,
    /** Told to end: how long it still takes connections, and then how long requests under way may last. */
    stop: { drainMs: read.STOP_DRAIN_SECONDS * 1000, withinMs: read.STOP_WITHIN_SECONDS * 1000 },
    metricsToken: read.METRICS_TOKEN,
    ...watchedOf(read),
    ...demo,
  };
}

/** What opens and closes the secrets in the database. @throws ConfigError */
export function secretsConfig(env: Environment = process.env) {
  return { secretsKeys: parse({ SECRETS_KEY: secretsKeys }, env).SECRETS_KEY };
}

/** The key of the fingerprints by which a whole card number is searched for, shared with the core. @throws ConfigError */
export function cardConfig(env: Environment = process.env) {
  return { cardKey: parse({ CARD_KEY: cardKey }, env).CARD_KEY };
}

/** What the build takes from the environment. @throws ConfigError */
export function buildConfig(env: Environment = process.env) {
  return { actionsKey: parse(actionsKey, env).NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? null };
}

/** What the worker needs: database, mail, bank, core, anchors. @throws ConfigError */
export function workerConfig(env: Environment = process.env) {
  const read = parse(
    {
      ...origin,
      ...launched,
      ...watched,
      SMTP_URL: z.url({ protocol: /^smtps?$/ }),
      MAIL_FROM: z.string().regex(/^[^\r\n]*@[^\r\n]+$/),
      BANK_URL: httpUrl,
      CORE_URL: httpUrl,
      GATEWAY_SECRET: z.string().min(32),
      SECRETS_KEY: secretsKeys,
      AUDIT_ANCHOR_DIR: z.string(),
    },
    env,
  );
  const demo = demoOf(read);
  return {
    databaseUrl: addressOf(env, "DATABASE_URL_WORKER", "app_worker"),
    /** Without it this worker leaves the daily verification to others. */
    verifyUrl: env.DATABASE_URL_VERIFY ? addressOf(env, "DATABASE_URL_VERIFY", "verify") : null,
    publicOrigin: originOf(read),
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    bankUrl: read.BANK_URL,
    coreUrl: read.CORE_URL,
    gatewaySecret: read.GATEWAY_SECRET,
    secretsKeys: read.SECRETS_KEY,
    auditAnchorDir: read.AUDIT_ANCHOR_DIR,
    ...watchedOf(read),
    ...demo,
  };
}

/** What `npm run verify` needs: a reader of everything, and the anchors outside the database. @throws ConfigError */
export function verifyConfig(env: Environment = process.env) {
  const read = parse({ AUDIT_ANCHOR_DIR: z.string() }, env);
  return {
    databaseUrl: addressOf(env, "DATABASE_URL_VERIFY", "verify"),
    auditAnchorDir: read.AUDIT_ANCHOR_DIR,
  };
}

/** The ports of what `npm start` brings up. @throws ConfigError */
export function portsConfig(env: Environment = process.env) {
  const read = parse({ ...ports, HOST: z.string().default("127.0.0.1") }, env);
  return {
    host: read.HOST,
    web: read.PORT,
    mailWeb: read.MAIL_WEB_PORT,
    smtp: read.SMTP_PORT,
    simulator: read.SIMULATOR_PORT,
    postgres: read.PG_PORT,
  };
}

function addressOf(
  env: Environment,
  name: "DATABASE_URL_WEB" | "DATABASE_URL_WORKER" | "DATABASE_URL_VERIFY",
  role: Role,
): string {
  const read = parse({ [name]: databaseUrl.optional(), DATABASE_URL: databaseUrl.optional() }, env);
  if (read[name] !== undefined) return read[name];
  if (read.DATABASE_URL === undefined) throw fault(name, "missing");
  return roleUrl(read.DATABASE_URL, role);
}

function originOf(read: { PORT: number; PUBLIC_ORIGIN?: string | undefined }): string {
  const url = new URL(read.PUBLIC_ORIGIN ?? `http://localhost:${read.PORT}`);
  const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  if (!bare || (url.protocol === "http:" && !loopback.has(url.hostname))) throw fault("PUBLIC_ORIGIN", "invalid");
  return url.origin;
}

function watchedOf(read: { SLOW_QUERY_MS: number; OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined }) {
  return { slowQueryMs: read.SLOW_QUERY_MS, traced: read.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined };
}

/** DEMO and CLOCK_OFFSET exist only in what `npm start` or the tests launched: a production start refuses both. */
function demoOf(read: { LAUNCHED_BY?: "start" | "tests" | undefined; DEMO: "0" | "1"; CLOCK_OFFSET: number }) {
  if (read.DEMO === "1" && read.LAUNCHED_BY === undefined) throw fault("DEMO", "invalid");
  if (read.CLOCK_OFFSET !== 0 && read.LAUNCHED_BY === undefined) throw fault("CLOCK_OFFSET", "invalid");
  return { demo: read.DEMO === "1", clockOffsetMs: read.CLOCK_OFFSET * 1000 };
}

function parse<Shape extends z.ZodRawShape>(shape: Shape, env: Environment): z.infer<z.ZodObject<Shape>> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const result = z.object(shape).safeParse(present);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))] as Variable[];
  throw new ConfigError(names.map((name) => fault(name, name in present ? "invalid" : "missing").message).join("\n"));
}

function fault(name: Variable, kind: keyof typeof cliMessages.variable): ConfigError {
  return new ConfigError(sentence(cliMessages.variable[kind], { name, what: cliMessages.variableIs[name] }));
}
