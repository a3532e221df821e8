import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";
import { inject } from "vitest";
import { sessionHash } from "@/lib/auth/commands";
import { confirmBatch, prepareSignature, signBatches } from "@/lib/batches/commands";
import type { BatchType } from "@/lib/batches/layouts";
import { findBatch } from "@/lib/batches/queries";
import { receiveUpload } from "@/lib/batches/upload";
import { validateBatch } from "@/lib/batches/validate";
import type { Permission } from "@/lib/catalog";
import { seedDatabase } from "@/lib/cli/seed";
import { read, runCommand } from "@/lib/command";
import { cardConfig, secretsConfig } from "@/lib/config";
import type { Caller, Context } from "@/lib/context";
import { type database, openDatabase } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { takeDemonstration } from "@/tests/support/template";

// Everything on the real database of the test file, through the same doors as the portal: web commands as app_web, jobs as app_worker.

const ownerUrl = () => process.env.DATABASE_URL ?? "";
const webUrl = () => process.env.DATABASE_URL_WEB ?? "";
export const workerUrl = () => process.env.DATABASE_URL_WORKER ?? "";

/** The demonstration in this file's database, and the process connected as the portal is. */
export async function demonstration(): Promise<void> {
  const keys = { ...secretsConfig(), ...cardConfig() };
  await takeDemonstration(
    () => inject("templateUrl"),
    ownerUrl(),
    (url) => seedDatabase(url, keys),
  );
  openDatabase(webUrl(), { connectionsMax: 10 });
}

// The process's client, where lib/db.ts keeps it. Both roles' stay open: to connect anew for each job took longer than most jobs.
const running = globalThis as { contrafirmaDatabase?: ReturnType<typeof database> };
const workers = new Map<string, ReturnType<typeof database>>();
let working = 0;
let portal: ReturnType<typeof database> | undefined;

/** Runs work as the worker's role, as the worker does; whoever the process was before, it is again. */
export async function asWorker<Result>(work: () => Promise<Result>): Promise<Result> {
  if (working === 0) portal = running.contrafirmaDatabase;
  working += 1;
  const worker = workers.get(workerUrl()) ?? openDatabase(workerUrl(), { connectionsMax: 10 });
  workers.set(workerUrl(), worker);
  running.contrafirmaDatabase = worker;
  try {
    return await work();
  } finally {
    working -= 1;
    if (working === 0 && portal) running.contrafirmaDatabase = portal;
  }
}

const owners = new Map<string, pg.Pool>();
function ownersPool(): pg.Pool {
  const found = owners.get(ownerUrl());
  if (found) return found;
  const pool = new pg.Pool({ connectionString: ownerUrl(), max: 10, allowExitOnIdle: true });
  // A connection that breaks, because a test of ours ended it or its server, is replaced.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  owners.set(ownerUrl(), pool);
  return pool;
}

/**
 * One statement as the database's owner: what a test places or looks at behind the product. Its connections stay open, and each
 * statement finds its session as a new one would be, whatever the one before has set.
 */
export async function asOwner<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = await ownersPool().connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.query("DISCARD ALL").then(
      () => client.release(),
      () => client.release(true),
    );
  }
}

/** The same for what two operators decide: a test that is about something else places it as if they had. */
export const asDecided = (statement: string) => asOwner(`SET session_replication_role = replica; ${statement}`);

const codes = { E1: "P1", E2: "P9" } as const;

/** A real session row, as the login leaves it: the secret of its cookie, and its hash. */
export async function sessionOf(username: string): Promise<{ secret: string; token: Uint8Array<ArrayBuffer> }> {
  const secret = randomBytes(32).toString("base64url");
  const token = sessionHash(secret);
  await asOwner(
    "INSERT INTO session (token_hash, user_id, address, device, stage) SELECT $1, id, '127.0.0.1', 'test', 'DONE' FROM app_user WHERE username = $2",
    [token, username],
  );
  return { secret, token };
}

/** A signed-in person on a product. */
export async function signedIn(
  username: string,
  company: keyof typeof codes = "E1",
  product: string = codes[company],
): Promise<Caller> {
  const { token } = await sessionOf(username);
  return { token, company, product, address: "127.0.0.1", requestId: randomUUID() };
}

export const sample = (name: string): Buffer => readFileSync(new URL(`../files/samples/${name}`, import.meta.url));

/** A RECARGA file of consecutive cards of P1 (or P9), distinct by its reference. */
export function recharge(
  lines: number,
  { first = 10_000_001, reference = randomUUID().slice(0, 8), pesos = 50_000 } = {},
): Buffer {
  const rows = Array.from({ length: lines }, (_, index) => `CC;${first + index};${pesos + index},00;${reference}`);
  return Buffer.from(`tipo_documento;numero_documento;monto;referencia\n${rows.join("\n")}\n`);
}

export async function upload(
  caller: Caller,
  bytes: Buffer,
  { type = "RECARGA" as BatchType, id = randomUUID() as string, fileName = "lote.txt" } = {},
): Promise<string> {
  async function* body() {
    for (let start = 0; start < bytes.length; start += 40_000) yield bytes.subarray(start, start + 40_000);
  }
  return receiveUpload(caller, { id, type, fileName, contentLength: BigInt(bytes.length) }, body());
}

/** Uploads and lets the worker validate; returns the lot's number. */
export async function loaded(caller: Caller, bytes: Buffer, options?: { type?: BatchType }): Promise<string> {
  const number = await upload(caller, bytes, options);
  await validated(caller, number);
  return number;
}

export async function validated(caller: Caller, number: string): Promise<void> {
  const { id, tenant } = await idsOf(caller, number);
  await asWorker(() => validateBatch({ workerUrl: workerUrl() }, tenant, id));
}

export async function idsOf(caller: Caller, number: string): Promise<{ id: bigint; tenant: number }> {
  const [row] = await asOwner<{ id: string; tenant_id: number }>(
    "SELECT b.id, b.tenant_id FROM batch b JOIN tenant t ON t.id = b.tenant_id WHERE t.code = $1 AND b.number = $2",
    [caller.company, number],
  );
  if (!row) throw new Error(`No lot ${number}`);
  return { id: BigInt(row.id), tenant: row.tenant_id };
}

export async function batchOf(caller: Caller, number: string) {
  const found = await read(caller, "batch.read", (ctx) => findBatch(ctx, number));
  if (!found) throw new Error(`No lot ${number}`);
  return found;
}

export const statusOf = async (caller: Caller, number: string) => (await batchOf(caller, number)).status;

export async function confirm(caller: Caller, number: string, motivo = ""): Promise<void> {
  const { version, seen } = await batchOf(caller, number);
  await runCommand(caller, "batch.confirm", (ctx) => confirmBatch(ctx, { lote: number, version, visto: seen, motivo }));
}

/** A lot of so many lines, confirmed by the company's maker and waiting for signatures. */
export async function confirmedBatch(lines = 3, company: keyof typeof codes = "E1"): Promise<string> {
  const maker = await signedIn(company === "E1" ? "maker1" : "maker2", company);
  const number = await loaded(maker, recharge(lines, { first: company === "E1" ? 10_000_001 : 20_000_001 }));
  const { warningCount } = await batchOf(maker, number);
  await confirm(maker, number, warningCount > 0 ? "Lote de prueba" : "");
  return number;
}

export async function prepare(caller: Caller, numbers: string[], proceso: "lote" | "tipo" = "lote"): Promise<string> {
  return runCommand(caller, "batch.sign", (ctx) => prepareSignature(ctx, { lotes: numbers, proceso }));
}

/** Both steps of a signature; returns the orders it issued. */
export async function sign(caller: Caller, numbers: string[], proceso: "lote" | "tipo" = "lote"): Promise<string[]> {
  const confirmacion = await prepare(caller, numbers, proceso);
  return runCommand(caller, "batch.sign", (ctx) => signBatches(ctx, { confirmacion }));
}

/** A lot signed by all who must; returns its number and its order's. */
export async function orderedBatch(
  lines = 3,
  company: keyof typeof codes = "E1",
): Promise<{ batch: string; order: string }> {
  const batch = await confirmedBatch(lines, company);
  if (company === "E1") await sign(await signedIn("firma1"), [batch]);
  const [order] = await sign(await signedIn(company === "E1" ? "firma2" : "firma9", company), [batch]);
  if (!order) throw new Error("The last signature issued no order");
  return { batch, order };
}

export function run<Result>(
  caller: Caller,
  asks: Permission,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return runCommand(caller, asks, work);
}

/** The refusal's code, or `ok`: what a test of who wins compares. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    return error instanceof Error ? error.constructor.name : String(error);
  }
}

/** Until somebody in the database waits for a row of somebody else's, or `done` is over without. */
export async function heldOr(done: Promise<unknown>): Promise<void> {
  let over = false;
  void done.then(() => {
    over = true;
  });
  const waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted";
  while (!over && (await asOwner(waiting)).length === 0);
}
