import { createHash } from "node:crypto";
import pg from "pg";
import { hashPassword } from "@/lib/auth/passwords";
import { termsVersion } from "@/lib/auth/rules";
import { termsDigest, termsIn } from "@/lib/auth/terms";
import { cardFingerprint } from "@/lib/cards/number";
import { operatorRows, services } from "@/lib/catalog";
import { Fault } from "@/lib/cli/fault";
import type { CompanyData } from "@/lib/companies/rules";
import { cardConfig, type Environment, roleUrl, workerConfig } from "@/lib/config";
import { database, openDatabase } from "@/lib/db";
import { type SecretsKeys, seal } from "@/lib/secrets";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { numberOfCard } from "@/lib/simulator/card-issue";
import { bankBook, type Paid } from "@/prisma/seed/bank-book";
import { insertBrokers } from "@/prisma/seed/brokers";
import {
  type Company,
  cardsOf,
  demoCompanies,
  demoSecret,
  flagsOfProfile,
  operatorProfile,
  operators,
  type Product,
  people,
  profiles,
  spareAccount,
} from "@/prisma/seed/demonstration";
import { liveHistory } from "@/prisma/seed/history";

const password = "lluvia-sobre-el-paramo-7";
const invitation = "cambiar-al-entrar-1";

/**
 * Loads the demonstration once: companies, products, people, cards, opening balances, the same accounts and cards at the
 * simulator, and a year of lots lived through the product's own commands. A database that has it is left as it is.
 */
export async function seedDemo(ownerUrl: string, env: Environment = process.env): Promise<void> {
  const { bankUrl, gatewaySecret, secretsKeys } = workerConfig(env);
  const isNew = await seedDatabase(ownerUrl, { secretsKeys, ...cardConfig(env) });
  await seedSimulator(env);
  if (!isNew) return requireWhole(ownerUrl);
  openDatabase(roleUrl(ownerUrl, "app_web"), { connectionsMax: 1 });
  await liveHistory({
    webUrl: roleUrl(ownerUrl, "app_web"),
    workerUrl: roleUrl(ownerUrl, "app_worker"),
    bankUrl,
    gatewaySecret,
    secretsKeys,
  });
  await database().$disconnect();
  await restoreBank(ownerUrl, env);
  await onOwner(ownerUrl, (client) => client.query(markWhole));
}

const markWhole = `INSERT INTO audit_event (tenant_id, actor, event, subject, result)
  SELECT id, 'system', 'demonstration.loaded', code, 'done' FROM tenant WHERE kind = 'PLATFORM'`;

/** A first start that was cut off left half a demonstration. @throws Fault demonstrationHalf */
async function requireWhole(ownerUrl: string): Promise<void> {
  const found = await onOwner(ownerUrl, (client) =>
    client.query("SELECT 1 FROM audit_event WHERE event = 'demonstration.loaded'"),
  );
  if (found.rowCount === 0) throw new Fault("demonstrationHalf");
}

async function onOwner<Result>(ownerUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What stored secrets are closed with, and what the fingerprints of cards are made with. */
export type SeedKeys = { secretsKeys: SecretsKeys; cardKey: Buffer };

/** The demonstration's rows alone, without bank, core and past; false when they are there already. One transaction. */
export async function seedDatabase(ownerUrl: string, keys: SeedKeys): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('seedDemo'))");
    // Accounts were opened and cards issued before the year of lots that follows.
    await client.query("SELECT set_config('app.clock_offset', '-400 days', true)");
    const { rowCount } = await client.query("SELECT 1 FROM tenant LIMIT 1");
    if (rowCount === 0) await insertAll(client, keys);
    await client.query("COMMIT");
    return rowCount === 0;
  } finally {
    await client.end();
  }
}

async function insertAll(client: pg.Client, { secretsKeys, cardKey }: SeedKeys): Promise<void> {
  await client.query(
    "INSERT INTO tenant (kind, code, name, token_at_login) VALUES ('PLATFORM', 'OPERADOR', 'Contrafirma', false)",
  );
  const hash = await hashPassword(password);
  const lent = await hashPassword(invitation);
  const users = new Map<string, number>();
  const terms = termsIn("es");
  await client.query("INSERT INTO terms_text (digest, language, shown) VALUES ($1, 'es', $2)", [
    termsDigest(terms),
    terms,
  ]);
  for (const person of people) {
    const id = await idOf(
      client,
      "INSERT INTO app_user (username, name, document, email, password_hash, status) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
      [
        person.username,
        person.name,
        person.document,
        `${person.username}@demo.example`,
        person.status === "INVITED" ? null : hash,
        person.status ?? "ACTIVE",
      ],
    );
    if (person.status === "INVITED") await client.query(invite, [id, lent]);
    else await client.query(accept, [id, termsVersion, termsDigest(terms)]);
    if (person.mark) {
      await client.query("INSERT INTO personal_mark (user_id, image, phrase) VALUES ($1, $2, $3)", [
        id,
        ...person.mark,
      ]);
    }
    if (!person.noToken) await client.query(hold, [id, sealedToken(secretsKeys, id, person.username)]);
    users.set(person.username, id);
  }
  for (const company of demoCompanies) await insertCompany(client, company, users, cardKey);
  await insertDesk(client, users);
  const sealedFor = (owner: number, username: string) => sealedToken(secretsKeys, owner, username);
  await insertBrokers(client, { hash, terms: termsDigest(terms), sealedFor });
}

async function insertDesk(client: pg.Client, users: Map<string, number>): Promise<void> {
  const profile = await idOf(
    client,
    "INSERT INTO profile (tenant_id, name) SELECT id, $1 FROM tenant WHERE kind = 'PLATFORM' RETURNING id",
    [operatorProfile.name],
  );
  await client.query(
    "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT tenant_id, id, unnest($2::text[]), unnest($3::text[]) FROM profile WHERE id = $1",
    [profile, operatorRows.map(([service]) => service), operatorRows.map(([, permission]) => permission)],
  );
  await client.query(
    "INSERT INTO membership (tenant_id, user_id, profile_id) SELECT tenant_id, unnest($2::int[]), id FROM profile WHERE id = $1",
    [profile, operators.map((username) => users.get(username))],
  );
}

const hold = "INSERT INTO totp (user_id, secret, confirmed_at) VALUES ($1, $2, app_now())";
const sealedToken = (keys: SecretsKeys, owner: number, username: string): string =>
  seal(keys, demoSecret(username), { purpose: "totp", owner });

// The demonstration's invitation does not expire.
const invite =
  "INSERT INTO temporary_password (user_id, hash, kind, expires_at) VALUES ($1, $2, 'INVITATION', 'infinity')";
const accept =
  "INSERT INTO terms_acceptance (user_id, version, digest, accepted_at, address) VALUES ($1, $2, $3, now(), '127.0.0.1')";

async function insertCompany(
  client: pg.Client,
  company: Company,
  users: Map<string, number>,
  cardKey: Buffer,
): Promise<void> {
  const tenant = await idOf(
    client,
    "INSERT INTO tenant (kind, code, name, token_at_login) VALUES ('COMPANY', $1, $2, false) RETURNING id",
    [company.code, company.name],
  );
  await client.query(
    "INSERT INTO company (tenant_id, tax_id, country, time_zone, signatures_required, bank_account) VALUES ($1, $2, 'CO', 'America/Bogota', $3, $4)",
    [tenant, company.taxId, company.signatures, company.bankAccount],
  );
  await client.query("INSERT INTO bank_account (tenant_id, number) VALUES ($1, $2)", [tenant, company.bankAccount]);
  await client.query("INSERT INTO contracted_service (tenant_id, service) SELECT $1, unnest($2::text[])", [
    tenant,
    services,
  ]);
  for (const [code, name] of [
    ["001", "Bogotá"],
    ["002", "Medellín"],
  ]) {
    await client.query("INSERT INTO branch (tenant_id, code, name) VALUES ($1, $2, $3)", [tenant, code, name]);
  }
  const products = new Map<string, number>();
  for (const product of company.products)
    products.set(product.code, await insertProduct(client, tenant, product, cardKey));
  const profileIds = new Map<string, number>();
  for (const name of Object.keys(profiles) as (keyof typeof profiles)[]) {
    const profile = await idOf(client, "INSERT INTO profile (tenant_id, name) VALUES ($1, $2) RETURNING id", [
      tenant,
      name,
    ]);
    profileIds.set(name, profile);
    const flags = flagsOfProfile(name);
    await client.query(
      "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT $1, $2, unnest($3::text[]), unnest($4::text[])",
      [tenant, profile, flags.map(({ service }) => service), flags.map(({ flag }) => flag)],
    );
  }
  for (const person of people) {
    if (!person.companies.includes(company.code)) continue;
    const membership = await idOf(
      client,
      "INSERT INTO membership (tenant_id, user_id, profile_id, status, all_products, ceiling_all) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
      [
        tenant,
        users.get(person.username),
        profileIds.get(person.profile),
        person.status === "INACTIVE" ? "INACTIVE" : "ACTIVE",
        !person.products,
        person.profile === "Administración",
      ],
    );
    for (const code of person.products ?? []) {
      await client.query("INSERT INTO membership_product (tenant_id, membership_id, product_id) VALUES ($1, $2, $3)", [
        tenant,
        membership,
        products.get(code),
      ]);
    }
  }
  if (company.data) await insertCompanyData(client, tenant, company.data);
}

/** What it says of itself, by its first administrator. */
async function insertCompanyData(client: pg.Client, tenant: number, data: CompanyData): Promise<void> {
  await client.query(
    `INSERT INTO company_version (tenant_id, version, address, city, mail, website, changed_by)
     SELECT m.tenant_id, 1, $2, $3, $4, $5, min(m.id) FROM membership m JOIN profile p ON p.id = m.profile_id
      WHERE m.tenant_id = $1 AND p.name = 'Administración' GROUP BY 1`,
    [tenant, data.address, data.city, data.mail, data.website],
  );
  await client.query(
    `INSERT INTO company_phone (tenant_id, version, ordinal, label, number)
     SELECT $1, 1, o, label, number FROM ROWS FROM (jsonb_to_recordset($2) AS (label text, number text)) WITH ORDINALITY p (label, number, o)`,
    [tenant, JSON.stringify(data.phones)],
  );
  await client.query(
    `INSERT INTO company_contact (tenant_id, version, ordinal, name, role, mail, phone)
     SELECT $1, 1, o, name, role, mail, phone FROM ROWS FROM (jsonb_to_recordset($2) AS (name text, role text, mail text, phone text))
       WITH ORDINALITY c (name, role, mail, phone, o)`,
    [tenant, JSON.stringify(data.contacts)],
  );
}

async function insertProduct(client: pg.Client, tenant: number, product: Product, cardKey: Buffer): Promise<number> {
  const id = await idOf(
    client,
    "INSERT INTO product (tenant_id, code, name, kind, currency) VALUES ($1, $2, $3, 'NOMINATED', 'COP') RETURNING id",
    [tenant, product.code, product.name],
  );
  await client.query(
    `INSERT INTO product_fee (tenant_id, product_id, batch_type, fixed_cents, basis_points, tax_basis_points)
     SELECT $1, $2, t, 80000, 0, 1900 FROM unnest(enum_range(NULL::batch_type)) t`,
    [tenant, id],
  );
  await client.query(
    `WITH made AS (
       INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, holder, status)
       SELECT $1, $2, c.reference, c.bin, c.last4, c.token, c.fingerprint, c.document, c.holder, 'ACTIVE' FROM jsonb_to_recordset($3::jsonb)
         AS c (reference text, bin text, last4 text, token text, fingerprint text, document text, holder text) RETURNING id)
     INSERT INTO account (tenant_id, product_id, kind, card_id) SELECT $1, $2, 'CARD', id FROM made`,
    [tenant, id, JSON.stringify(cardsOf(product).map((card) => ({ ...card, ...sealed(card, cardKey) })))],
  );
  if (product.masterCents > 0n) await openMaster(client, tenant, id, product.masterCents);
  return id;
}

/** What the core gives for the card's number, which is made for this alone. */
function sealed({ bin, reference }: { bin: string; reference: string }, cardKey: Buffer) {
  const digest = createHash("sha256").update(`demo-card:${reference}`).digest("hex");
  return { token: `tok_${digest.slice(0, 24)}`, fingerprint: cardFingerprint(numberOfCard(bin, reference), cardKey) };
}

async function openMaster(client: pg.Client, tenant: number, product: number, cents: bigint): Promise<void> {
  const entry = await idOf(
    client,
    "INSERT INTO ledger_entry (tenant_id, kind, key) VALUES ($1, 'opening', $2) RETURNING id",
    [tenant, `opening:${product}`],
  );
  await client.query(
    `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
     SELECT $1, $2, b.id, m.id, $4 FROM account b, account m
      WHERE b.product_id = $3 AND b.kind = 'BANK_CLEARING' AND m.product_id = $3 AND m.kind = 'MASTER'`,
    [tenant, entry, product, cents],
  );
}

export async function seedSimulator(env: Environment): Promise<void> {
  const { bankUrl, gatewaySecret } = workerConfig(env);
  const admin = makeSimulatorAdmin({ url: bankUrl, secret: gatewaySecret });
  await admin.seed({
    accounts: [...demoCompanies, spareAccount].map(({ bankAccount, bankCents }) => ({
      account: bankAccount,
      currency: "COP",
      balanceCents: bankCents,
    })),
    cards: demoCompanies.flatMap(({ products }) =>
      products.flatMap((product) =>
        cardsOf(product).map(({ reference }) => ({ card: reference, product: product.code })),
      ),
    ),
  });
}

/** The year's debits done, the accounts hold what the demonstration says they do, at the end of a year of movements. */
async function restoreBank(ownerUrl: string, env: Environment): Promise<void> {
  const { bankUrl, gatewaySecret } = workerConfig(env);
  const admin = makeSimulatorAdmin({ url: bankUrl, secret: gatewaySecret });
  for (const { code, bankAccount, bankCents } of demoCompanies) {
    const paid = await onOwner(ownerUrl, (client) => client.query<Paid & { cents: string }>(paidThere, [code]));
    const debits = paid.rows.map((row) => ({ ...row, cents: BigInt(row.cents) }));
    const movements = bankBook(debits, { endCents: bankCents, until: new Date() });
    await admin.change({ accounts: [{ account: bankAccount, balanceCents: bankCents, movements }] });
  }
}

const paidThere = `SELECT reference, number, cents, credit, at FROM (
  SELECT p.tenant_id, p.reference, o.number, o.total_cents AS cents, false AS credit, p.resolved_at AS at
    FROM payment p JOIN service_order o ON o.tenant_id = p.tenant_id AND o.id = p.order_id WHERE p.status = 'CONFIRMED' AND o.total_cents > 0
  UNION ALL
  SELECT i.tenant_id, t.code || '-' || i.number, i.number, i.cents, i.kind = 'WITHDRAW', i.resolved_at
    FROM instruction i JOIN tenant t ON t.id = i.tenant_id WHERE i.kind IN ('FUND', 'WITHDRAW') AND i.status = 'DONE') paid
 WHERE tenant_id = (SELECT id FROM tenant WHERE code = $1) ORDER BY at, reference`;

async function idOf(client: pg.Client, statement: string, values: unknown[]): Promise<number> {
  const { rows } = await client.query<{ id: string }>(statement, values);
  return Number(rows[0]?.id);
}
