import { readFile } from "node:fs/promises";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { knownMigrations, migrationsDirectory } from "@/lib/migrations";
import { administer, withDatabase } from "@/tests/support/template";

// A database of before 20261122000009, with lots in it, brought to that migration: no line may say anything else than before.

const split = "20261122000009_line_rest";
const name = `contrafirma_before_${process.pid}`;
const server = process.env.DATABASE_URL ?? "";
const client = new pg.Client({ connectionString: withDatabase(server, name) });

const apply = async (wanted: (migration: string) => boolean) => {
  for (const one of (await knownMigrations()).filter(wanted))
    await client.query(await readFile(path.join(migrationsDirectory, one, "migration.sql"), "utf8"));
};

beforeAll(async () => {
  await administer(server, `CREATE DATABASE ${name}`);
  await client.connect();
  await runMigrations({ connectionString: withDatabase(server, name), noHandleSignals: true });
  await client.query("CREATE TABLE _prisma_migrations (id text PRIMARY KEY)");
  await apply((migration) => migration < split);
  await client.query(`
    INSERT INTO tenant (kind, code, name) VALUES ('COMPANY', 'E1', 'Uno');
    INSERT INTO company (tenant_id, tax_id, country, time_zone, signatures_required, bank_account) VALUES (1, '1', 'CO', 'America/Bogota', 1, '001-223344');
    INSERT INTO product (tenant_id, code, name, kind, currency) VALUES (1, 'P1', 'Uno', 'NOMINATED', 'COP');
    INSERT INTO profile (tenant_id, name) VALUES (1, 'Uno');
    INSERT INTO app_user (username, name, document, email, password_hash) VALUES ('uno', 'Uno', 'CC-1', 'uno@demo.example', '-');
    INSERT INTO membership (tenant_id, user_id, profile_id) VALUES (1, 1, 1)`);
});
afterAll(async () => {
  await client.end();
  await administer(server, `DROP DATABASE ${name}`);
});

async function placeLot(
  type: string,
  lines: readonly (readonly [string | null, string | null, number | null, string | null, string])[],
) {
  const { rows } = await client.query<{ id: string }>(
    `WITH sent AS (INSERT INTO upload (id, tenant_id, product_id, membership_id, type, file_name, content_length)
       VALUES (gen_random_uuid(), 1, 1, 1, $1, 'x', 1) RETURNING id)
     INSERT INTO batch (tenant_id, product_id, number, type, upload_id, file_name, file_hash, encoding, uploaded_by)
     SELECT 1, 1, 'L-2026-' || lpad((1 + (SELECT count(*) FROM batch))::text, 6, '0'), $1, id, 'x', encode(sha256(convert_to(id::text, 'UTF8')), 'hex'), 'utf-8', 1
       FROM sent RETURNING id`,
    [type],
  );
  for (const [index, line] of lines.entries())
    await client.query(
      `INSERT INTO batch_line (tenant_id, batch_id, line, document, card_reference, amount_cents, reference, fields) VALUES (1, $1, $2, $3, $4, $5, $6, $7)`,
      [rows[0]?.id, index + 2, ...line],
    );
}

const joined = (...cells: string[]) => cells.join("\u001f");

test("lines that were there keep their text, and their lot its hash", async () => {
  await placeLot("RECARGA", [
    ["CC-10000001", null, 5_000_050, "Ref ñ", joined("CC", "10000001", "5000050", "Ref ñ", "")],
    [null, "1000000001", 2_500, null, joined("", "", "2500", "", "1000000001")],
  ]);
  await placeLot("EMISION", [
    [
      "CC-52000005",
      null,
      5_000,
      null,
      joined("CC", "52000005", "Íngrid", "Peñaloza", "1974-05-14", "a@b.co", "3045550004", "001", "5000"),
    ],
    ["PA-AB12", null, null, null, joined("PA", "AB12", "Zoé", "Agüero", "", "", "", "", "")],
  ]);
  const hashes = "SELECT batch_lines_hash(id) AS hash FROM batch ORDER BY id";
  const texts = (expression: string) =>
    `SELECT ${expression} AS text FROM batch_line l JOIN batch b ON b.id = l.batch_id ORDER BY l.batch_id, l.line`;
  const before = [(await client.query(hashes)).rows, (await client.query(texts("l.fields"))).rows];
  await apply((migration) => migration >= split);
  expect([(await client.query(hashes)).rows, (await client.query(texts("line_fields(b.type, l)"))).rows]).toEqual(
    before,
  );
  expect(
    (await client.query("SELECT rest FROM batch_line ORDER BY batch_id, line")).rows.map((row) => row.rest),
  ).toEqual([
    null,
    null,
    joined("Íngrid", "Peñaloza", "1974-05-14", "a@b.co", "3045550004", "001"),
    joined("Zoé", "Agüero", "", "", "", ""),
  ]);
  const { rows } = await client.query(
    "SELECT relforcerowsecurity AS forced FROM pg_class WHERE relname IN ('batch', 'batch_line')",
  );
  expect(rows).toEqual([{ forced: true }, { forced: true }]);
});
