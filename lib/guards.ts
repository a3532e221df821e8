import { readFile } from "node:fs/promises";
import path from "node:path";
import type { PrismaClient } from "@/lib/generated/prisma/client";

const file = path.join(process.cwd(), "prisma/guards.txt");

type Asked = Pick<PrismaClient, "$queryRaw">;

/** What keeps the database, as sorted lines of text: tables' rules and defaults, rights, functions, moves and the process roles. */
export async function listGuards(database: Asked): Promise<string[]> {
  const rows = [...(await rulesOfTables(database)), ...(await rightsAndRoles(database))];
  return rows.map((row) => row.guard.replaceAll("\n", " ")).sort();
}

/** What a row may be and who sees it: constraints, columns that need a value, defaults, triggers, policies, moves of state. */
function rulesOfTables(database: Asked): Promise<{ guard: string }[]> {
  return database.$queryRaw`
    SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS guard
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 0
    UNION ALL SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
    UNION ALL SELECT format('trigger %s %s %s', tgrelid::regclass, tgenabled, pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
    UNION ALL SELECT format('policy %s %s %s %s USING %s CHECK %s', tablename, policyname, cmd, roles, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
    UNION ALL SELECT format('rls %s enabled=%s forced=%s', relname, relrowsecurity, relforcerowsecurity) FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    UNION ALL SELECT format('required %s %s', c.relname, a.attname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
    UNION ALL SELECT format('default %s %s %s', c.relname, a.attname, CASE a.attidentity WHEN 'a' THEN 'always its own number' WHEN 'd' THEN 'its own number'
        ELSE pg_get_expr(d.adbin, d.adrelid) END)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND (a.attidentity <> '' OR d.oid IS NOT NULL)
    UNION ALL SELECT format('move batch %s %s', from_status, to_status) FROM batch_transition
    UNION ALL SELECT format('move order %s %s', from_status, to_status) FROM order_transition`;
}

/** Who may do what: rights on tables and functions, what functions do, and what the four process roles are and belong to. */
function rightsAndRoles(database: Asked): Promise<{ guard: string }[]> {
  return database.$queryRaw`
    WITH role AS (SELECT * FROM pg_roles WHERE rolname IN ('app_web', 'app_worker', 'verify', 'loader'))
    SELECT format('grant %s %s %s', c.relname, a.grantee::regrole, a.privilege_type) AS guard
      FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.grantee <> c.relowner
    UNION ALL SELECT format('grant %s.%s %s %s', c.relname, t.attname, a.grantee::regrole, a.privilege_type)
      FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid, aclexplode(t.attacl) a WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    UNION ALL SELECT format('function %s definer=%s md5=%s', p.oid::regprocedure, prosecdef, md5(pg_get_functiondef(p.oid))) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT format('execute %s %s', p.oid::regprocedure, a.grantee::regrole)
      FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE pronamespace = 'public'::regnamespace AND a.grantee <> p.proowner
    UNION ALL SELECT format('role %s login=%s superuser=%s createrole=%s createdb=%s replication=%s bypassrls=%s', rolname, rolcanlogin, rolsuper, rolcreaterole,
        rolcreatedb, rolreplication, rolbypassrls) FROM role
    UNION ALL SELECT format('member %s of %s inherits=%s becomes=%s admin=%s', role.rolname, m.roleid::regrole, m.inherit_option, m.set_option, m.admin_option)
      FROM pg_auth_members m JOIN role ON role.oid = m.member
    UNION ALL SELECT format('owns %s %s', rolname, c.oid::regclass) FROM pg_class c JOIN role ON role.oid = c.relowner
    UNION ALL SELECT format('owns %s %s', rolname, p.oid::regprocedure) FROM pg_proc p JOIN role ON role.oid = p.proowner`;
}

/** Kinds of guard of which one too many is as wrong as one too few: each opens something. */
const openings = /^(grant|execute|policy|move|member|owns) /;

/** What the catalogue demands and the database lacks, and what opens the database beyond the catalogue (with a +). */
export async function missingGuards(database: Asked): Promise<string[]> {
  const demanded = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  const present = await listGuards(database);
  const [wanted, found] = [new Set(demanded), new Set(present)];
  const added = present.filter((guard) => openings.test(guard) && !wanted.has(guard)).map((guard) => `+ ${guard}`);
  return [...demanded.filter((guard) => !found.has(guard)), ...added];
}

/** Refuses to go on with a database that lacks a guard. @throws Error naming the first ones missing */
export async function requireGuards(database: Asked): Promise<void> {
  const missing = await missingGuards(database);
  if (missing.length > 0)
    throw new Error(`The database lacks ${missing.length} guards: ${missing.slice(0, 3).join("; ")}`);
}
