import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { Fault } from "@/lib/cli/fault";
import { ownerUrl } from "@/lib/cli/postgres";
import { processMark, root } from "@/lib/cli/processes";
import { type Environment, portsConfig } from "@/lib/config";

const secretsSchema = z.object({
  ownerPassword: z.string().min(16),
  gatewaySecret: z.string().min(32),
  secretsKey: z.string().min(40),
  cardKey: z.string().length(64),
});
export type Secrets = z.infer<typeof secretsSchema>;

/** Folder of everything that `npm start` keeps (DATA_DIR, else `.data`): database, mails, logs, secrets. */
export function dataDir(env: Environment = process.env): string {
  return resolve(root, env.DATA_DIR || ".data");
}

/**
 * Makes the folder and its secrets when there are none; later starts find the same ones. PostgreSQL's user must be able to
 * pass through the folder, so what is secret in it has modes of its own.
 * @throws Fault secretsBroken
 */
export function openDataDir(folder: string): Secrets {
  for (const part of ["logs", "mail", "anchors"]) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  const path = join(folder, "secrets.json");
  return existsSync(path) ? completed(path) : writeSecrets(path, makeSecrets());
}

/**
 * The environment completed with the addresses and secrets of the embedded services of this folder, where there is one and
 * DATABASE_URL does not name another server: what verify, lot:check and the like use to find the running product.
 */
export function withEmbedded(env: Environment = process.env): Environment {
  const folder = dataDir(env);
  const path = join(folder, "secrets.json");
  if (env.DATABASE_URL || !existsSync(path)) return env;
  return { ...embeddedEnvironment(env, folder, readSecrets(path, secretsSchema)), ...present(env) };
}

/** Every variable of the embedded services, by the ports of the environment. */
export function embeddedEnvironment(env: Environment, folder: string, secrets: Secrets): Environment {
  const ports = portsConfig(env);
  return {
    DATABASE_URL: ownerUrl({ port: ports.postgres, ownerPassword: secrets.ownerPassword }),
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: "Contrafirma <avisos@demo.example>",
    BANK_URL: `http://127.0.0.1:${ports.simulator}`,
    CORE_URL: `http://127.0.0.1:${ports.simulator}`,
    GATEWAY_SECRET: secrets.gatewaySecret,
    SECRETS_KEY: `1:${secrets.secretsKey}`,
    CARD_KEY: secrets.cardKey,
    AUDIT_ANCHOR_DIR: join(folder, "anchors"),
  };
}

/** The variables that hold something: an empty one counts as absent. */
export function present(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
}

/**
 * Takes the folder for this process until it ends, however it ends.
 * @returns whether an earlier holder ended without letting go (its processes may still be ending)
 * @throws the error that `refusal` makes of the holder's process id
 */
export function holdDataDir(
  folder: string,
  refusal: (pid: number) => Error,
): { crashed: boolean; release: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const path = join(folder, "start.lock");
  const mark = processMark(process.pid) ?? String(process.pid);
  const crashed = existsSync(path);
  for (;;) {
    try {
      writeFileSync(path, mark, { flag: "wx", mode: 0o600 });
      return { crashed, release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = holderOf(folder);
    if (holder !== null) throw refusal(holder);
    rmSync(path, { force: true });
  }
}

/** Process id of the running `npm start` of a folder; null when none runs. */
export function holderOf(folder: string): number | null {
  const path = join(folder, "start.lock");
  if (!existsSync(path)) return null;
  const mark = readFileSync(path, "utf8");
  const pid = Number(mark.split(" ")[0]);
  return pid > 0 && processMark(pid) === mark ? pid : null;
}

/** The secrets of a folder, with those that folders of earlier versions did not have. */
function completed(path: string): Secrets {
  const { cardKey } = makeSecrets();
  const held = readSecrets(path, secretsSchema.partial({ cardKey: true }));
  return held.cardKey === undefined ? writeSecrets(path, { ...held, cardKey }) : { ...held, cardKey: held.cardKey };
}

function readSecrets<Held>(path: string, schema: z.ZodType<Held>): Held {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") throw error;
    throw new Fault("secretsBroken", { path });
  }
}

function makeSecrets(): Secrets {
  return {
    ownerPassword: randomBytes(24).toString("hex"),
    gatewaySecret: randomBytes(32).toString("hex"),
    secretsKey: randomBytes(32).toString("base64"),
    cardKey: randomBytes(32).toString("hex"),
  };
}

function writeSecrets(path: string, secrets: Secrets): Secrets {
  writeFileSync(`${path}.part`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.part`, path);
  return secrets;
}
