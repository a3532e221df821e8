import { createHash, randomBytes } from "node:crypto";
import { sessionHash } from "@/lib/auth/commands";
import type { Caller } from "@/lib/context";
import { database, openDatabase } from "@/lib/db";
import type { SecretsKeys } from "@/lib/secrets";

// How the demonstration's past is lived: each act by a person signed in on its day, each job by the worker on that day.

export type Reach = {
  webUrl: string;
  workerUrl: string;
  bankUrl: string;
  gatewaySecret: string;
  secretsKeys: SecretsKeys;
};

export const dayMs = 86_400_000;

export async function reopen(url: string, clockOffsetMs: number): Promise<void> {
  await database().$disconnect();
  openDatabase(url, { connectionsMax: 3, clockOffsetMs });
}

export async function signedIn(
  username: string,
  { company, product }: { company: string; product: string },
): Promise<Caller> {
  const token = sessionHash(randomBytes(32).toString("base64url"));
  const [found] = await database().$queryRaw<
    { user_id: number; password_hash: string }[]
  >`SELECT user_id, password_hash FROM login_find(${username}, NULL)`;
  await database()
    .$executeRaw`SELECT session_open(${found?.user_id ?? 0}, ${token}, '127.0.0.1', 'demo', 'WEB', 'demo', NULL, ${found?.password_hash ?? null})`;
  return { token, company, product, address: "127.0.0.1", requestId: "demo" };
}

export async function tenantOf(company: string | null): Promise<number> {
  const [row] = await database().$queryRaw<{ tenant: number }[]>`SELECT tenant_of(${company}) AS tenant`;
  return row?.tenant ?? 0;
}

/** A UUID that is the same on every machine. */
export function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
