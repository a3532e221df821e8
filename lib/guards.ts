import { readFile } from "node:fs/promises";
import path from "node:path";
import type { PrismaClient } from "@/lib/generated/prisma/client";

const file = path.join(process.cwd(), "prisma/guards.txt");

/** Constraints, triggers, policies, row-level security and grants of the database as sorted lines of text. */
export async function listGuards(database: Pick<PrismaClient, "$queryRaw">): Promise<string[]> {
  const rows = await database.$queryRaw<{ guard: string }[]>`
    SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS guard
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 0
    UNION ALL SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
    UNION ALL SELECT format('trigger %s %s %s', tgrelid::regclass, tgenabled, pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
    UNION ALL SELECT format('policy %s %s %s %s USING %s CHECK %s', tablename, policyname, cmd, roles, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
    UNION ALL SELECT format('rls %s enabled=%s forced=%s', relname, relrowsecurity, relforcerowsecurity) FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    UNION ALL SELECT format('grant %s %s %s', c.relname, a.grantee::regrole, a.privilege_type)
      FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.grantee <> c.relowner
    UNION ALL SELECT format('grant %s.%s %s %s', c.relname, t.attname, a.grantee::regrole, a.privilege_type)
      FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid, aclexplode(t.attacl) a WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    UNION ALL SELECT format('function %s definer=%s md5=%s', p.oid::regprocedure, prosecdef, md5(pg_get_functiondef(p.oid))) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT format('execute %s %s', p.oid::regprocedure, a.grantee::regrole) FROM pg_proc p, aclexplode(p.proacl) a
      WHERE pronamespace = 'public'::regnamespace AND a.grantee <> p.proowner AND a.grantee <> 0
    UNION ALL SELECT format('move batch %s %s', from_status, to_status) FROM batch_transition
    UNION ALL SELECT format('move order %s %s', from_status, to_status) FROM order_transition`;
  return rows.map((row) => row.guard.replaceAll("\n", " ")).sort();
}

/** Kinds of guard of which one too many is as wrong as one too few: each opens something. */
const openings = /^(grant|execute|policy|move) /;

/** What the catalogue demands and the database lacks, and what opens the database beyond the catalogue (with a +). */
export async function missingGuards(database: Pick<PrismaClient, "$queryRaw">): Promise<string[]> {
  const demanded = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  const present = await listGuards(database);
  const [wanted, found] = [new Set(demanded), new Set(present)];
  const added = present.filter((guard) => openings.test(guard) && !wanted.has(guard)).map((guard) => `+ ${guard}`);
  return [...demanded.filter((guard) => !found.has(guard)), ...added];
}

/** Refuses to go on with a database that lacks a guard. @throws Error naming the first ones missing */
export async function requireGuards(database: Pick<PrismaClient, "$queryRaw">): Promise<void> {
  const missing = await missingGuards(database);
  if (missing.length > 0)
    throw new Error(`The database lacks ${missing.length} guards: ${missing.slice(0, 3).join("; ")}`);
}
