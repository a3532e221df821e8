import {
  asDecided,
  asOwner,
  confirmedBatch,
  demonstration,
  loaded,
  orderedBatch,
  sample,
  signedIn,
} from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

/**
 * The demonstration, and rows of both companies in every table: lots in several states, an order paid, a page posted, people
 * signed in, a worker, a draft, a page kept, news seen, events sealed and unsealed. A database that has them (the mutants' template) is left as it is.
 */
export async function everyTableFilled(): Promise<void> {
  await demonstration();
  if ((await asOwner("SELECT 1 FROM worker WHERE name = 'rows'")).length > 0) return;
  for (const company of ["E1", "E2"] as const) {
    const { order } = await orderedBatch(2, company);
    await confirmedBatch(3, company);
    const maker = await signedIn(company === "E1" ? "maker1" : "maker2", company);
    await loaded(maker, sample("recarga-errores.txt"));
    await placePaid(company, order);
  }
  await placeInstructions();
  await placeRegistry();
  await placeRegisters();
  await placeBankBook();
  await placeTeamFiles();
  await asOwner("INSERT INTO verify_result (made_by, checks, wrong, took_ms) VALUES ('command', 16, '{anchors}', 5)");
  await asOwner("INSERT INTO outside_state (name, good_at) VALUES ('bank', now())");
  await asOwner("INSERT INTO worker (id, name, worker_ids) VALUES (gen_random_uuid(), 'rows', '{}')");
  await asOwner(
    `INSERT INTO draft (user_id, path, form, typed) SELECT id, '/empresas', 'x', '{"motivo": ["x"]}' FROM app_user WHERE username = 'maker1'`,
  );
  await asOwner(
    `INSERT INTO kept_page (user_id, path, title, starred_at) SELECT id, '/empresas', 'Empresas', now() FROM app_user WHERE username = 'maker1'`,
  );
  for (const username of ["maker1", "maker2"]) await placeSecondFactor(username);
  await asOwner("INSERT INTO news_seen (user_id, seen_until) SELECT id, now() FROM app_user WHERE username = 'maker1'");
  await asOwner("INSERT INTO attempt (kind, scope, key, tries) VALUES ('login', 'person', sha256('rows'), 1)");
  await asOwner(
    "INSERT INTO known_device (user_id, token_hash) SELECT id, sha256('rows') FROM app_user WHERE username = 'maker1'",
  );
  await asOwner(
    "INSERT INTO password_history (user_id, hash) SELECT id, 'rows' FROM app_user WHERE username = 'maker1'",
  );
  await asOwner(
    "INSERT INTO audit_event (tenant_id, actor, event, subject, result) SELECT id, 'system', 'rows.placed', code, 'done' FROM tenant",
  );
}

/** What companies say of themselves and call their own, and whom their lots may name. */
async function placeRegisters(): Promise<void> {
  await asOwner(`
    WITH said AS (
      INSERT INTO company_version (tenant_id, version, address, city, mail, website, changed_by)
      SELECT t.id, 7, 'Calle 13 # 60-22', 'Cali', '', '', (SELECT min(m.id) FROM membership m WHERE m.tenant_id = t.id)
        FROM tenant t WHERE t.code = 'E2' RETURNING tenant_id, version),
    named AS (INSERT INTO company_contact SELECT tenant_id, version, 1, 'Daniela Ávila', '', '', '' FROM said)
    INSERT INTO company_phone SELECT tenant_id, version, 1, '', '602 555 0177' FROM said`);
  const both = "FROM tenant t WHERE t.code IN ('E1', 'E2')";
  await asOwner(`INSERT INTO affiliate (tenant_id, document, name) SELECT t.id, 'CC-55500099', 'Tercero' ${both}`);
  await asOwner(
    `INSERT INTO own_name (tenant_id, kind, subject, name) SELECT p.tenant_id, 'PRODUCT', p.code, 'Nuestra ' || p.code FROM product p
      WHERE p.code IN ('P2', 'P9')`,
  );
  await asOwner(
    `INSERT INTO branch (tenant_id, code, name) SELECT t.id, 'ROWS', 'Una sucursal' ${both} ON CONFLICT DO NOTHING`,
  );
}

/** Files of people, one that waits, and a row of each. */
async function placeTeamFiles(): Promise<void> {
  await asDecided(`
    WITH sent AS (
      INSERT INTO team_file (tenant_id, id, sent_by, file_name, sha256, digest, giver)
      SELECT m.tenant_id, gen_random_uuid(), min(m.id), 'equipo.xlsx', repeat('0', 64), repeat('0', 64), '{}'
        FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE t.code IN ('E1', 'E2') GROUP BY 1 RETURNING *)
    INSERT INTO team_file_row (tenant_id, file_id, line, effect, username, person_name, membership_id, version, before, after)
    SELECT tenant_id, id, 2, 'CHANGE', 'alguien', 'Alguien', sent_by, 1, '{}', '{}' FROM sent`);
}

/** What the bank said of an account of each company. */
async function placeBankBook(): Promise<void> {
  await asOwner(
    `INSERT INTO bank_balance (tenant_id, account, answered_at, kind, currency, available_cents, held_cents, current_cents)
     SELECT tenant_id, bank_account, now(), 'CHECKING', 'COP', 900, 100, 1000 FROM company WHERE bank_account LIKE '00%'`,
  );
  await asOwner(
    `INSERT INTO bank_movement (tenant_id, account, number, at, kind, cents, balance_cents, reference, description)
     SELECT tenant_id, bank_account, n, now(), 'CREDIT', 500, n * 500, 'R' || n, 'Consignación' FROM company, generate_series(1, 2) n
      WHERE bank_account LIKE '00%' ORDER BY 1, 3`,
  );
}

/** What somebody of each company asked for: the balance of a card, that another is blocked, and a third that was replaced by a fourth. */
async function placeInstructions(): Promise<void> {
  const kinds = [
    ["BALANCE", "NULL", "'REQUESTED', NULL, NULL"],
    ["BLOCK", "'LOST'", "'REQUESTED', NULL, NULL"],
    ["REPLACE", "'LOST'", "'DONE', app_now(), a.cards[4]"],
  ];
  for (const [index, [kind, reason, end]] of kinds.entries()) {
    const number = `CM-2020-00000${index + 1}`;
    await asOwner(
      `WITH asked AS (
         SELECT c.tenant_id, c.product_id, array_agg(c.id ORDER BY c.id) AS cards, (SELECT min(m.id) FROM membership m WHERE m.tenant_id = c.tenant_id) AS member
           FROM card c JOIN product p ON p.id = c.product_id WHERE p.code IN ('P1', 'P9') GROUP BY 1, 2),
       stated AS (
         INSERT INTO confirmation (tenant_id, membership_id, purpose, subject, digest, shown, method, expires_at, used_at)
         SELECT tenant_id, member, 'card.' || lower('${kind}'), '${number}', repeat('0', 64), '{}', 'PASSWORD', app_now(), app_now() FROM asked RETURNING tenant_id, id)
       INSERT INTO instruction (tenant_id, product_id, kind, number, key, item, requested_by, confirmation_id, card_id, reason, status, resolved_at, replaced_by)
       SELECT a.tenant_id, a.product_id, '${kind}', '${number}', gen_random_uuid(), 1, a.member, s.id, a.cards[${index + 1}], ${reason}, ${end}
         FROM asked a JOIN stated s USING (tenant_id)`,
    );
  }
}

/** What the operator's desk writes, of both companies. */
async function placeRegistry(): Promise<void> {
  const both = "FROM tenant t WHERE t.code IN ('E1', 'E2')";
  const operator = "(SELECT id FROM app_user WHERE username = 'oper1')";
  for (const statement of [
    `INSERT INTO broker (tenant_id, tax_id, country, time_zone) SELECT t.id, t.code, 'PE', 'America/Lima' ${both}`,
    `INSERT INTO broker_branch (tenant_id, code, name, address, city, responsible)
     SELECT t.id, 'ROWS', 'Una sucursal', '', '', (SELECT min(m.id) FROM membership m WHERE m.tenant_id = t.id AND m.standing = 'ACTIVE') ${both}`,
    `INSERT INTO team_departure (tenant_id, number, membership_id, made_by, heir_id, elsewhere, was_in, sessions, lent_keys, tokens, passkeys, recovery_codes,
       drafts, withdrawn, handed_over)
     SELECT m.tenant_id, 1, min(m.id), max(m.id), max(m.id), false, true, 0, 0, 0, 0, 0, 0, 0, 0 FROM membership m JOIN tenant t ON t.id = m.tenant_id
      WHERE t.code IN ('E1', 'E2') GROUP BY 1`,
    `INSERT INTO membership_ceiling (tenant_id, membership_id, service)
     SELECT m.tenant_id, min(m.id), 'lotes.carga' FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE t.code IN ('E1', 'E2') GROUP BY 1`,
    "INSERT INTO parameter (name, value) VALUES ('supportMail', 'ayuda@demo.example')",
    `INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, proposed_by)
     SELECT t.id, 'FEES', 'P1', '{"fixed": "1"}', '{"fixed": "2"}', repeat('0', 64), ${operator} ${both}`,
    `INSERT INTO order_invoice (tenant_id, order_id, number, given_by) SELECT o.tenant_id, o.id, 'FE-' || o.id, ${operator} FROM service_order o`,
    `INSERT INTO gateway_answer (tenant_id, order_id, batch_id, reference, operation, outcome, detail, took_ms)
     SELECT b.tenant_id, b.order_id, b.id, 'page-' || b.id, 'page', 'unknown', 'timeout', 10000 FROM batch b WHERE b.order_id IS NOT NULL`,
    `INSERT INTO gateway_answer (tenant_id, order_id, reference, operation, outcome, detail, status, body, took_ms)
     SELECT p.tenant_id, p.order_id, p.reference, 'debit', 'unknown', 'status', 500, 'x', 12 FROM payment p`,
    `INSERT INTO invoice_document (tenant_id, order_id, given_at, number, bytes, sha256)
     SELECT tenant_id, order_id, given_at, number, 'x', repeat('0', 64) FROM order_invoice`,
    `INSERT INTO invoice_file (tenant_id, id, sent_by, file_name, bytes, sha256) SELECT t.id, gen_random_uuid(), ${operator}, 'x.csv', 'x', repeat('0', 64) ${both}`,
    `INSERT INTO message (tenant_id, membership_id, subject, body)
     SELECT t.id, (SELECT min(m.id) FROM membership m WHERE m.tenant_id = t.id), 'Una pregunta', 'Una pregunta' ${both}`,
  ])
    await asOwner(statement);
  await asDecided(`
    INSERT INTO payment_verdict (payment_id, tenant_id, change_id, debited, bank_reference)
    SELECT p.id, p.tenant_id, c.id, true, 'BR-1' FROM payment p JOIN pending_change c ON c.tenant_id = p.tenant_id;
    INSERT INTO page_verdict (tenant_id, batch_id, page, done, change_id)
    SELECT c.tenant_id, (SELECT max(b.id) FROM batch b WHERE b.tenant_id = c.tenant_id AND b.order_id IS NOT NULL), 0, true, min(c.id)
      FROM pending_change c GROUP BY c.tenant_id;
    INSERT INTO instruction_verdict (instruction_id, tenant_id, change_id, done)
    SELECT min(i.id), i.tenant_id, min(c.id), true FROM instruction i JOIN pending_change c ON c.tenant_id = i.tenant_id GROUP BY i.tenant_id`);
}

/** A row of a person in each table of the second factor; their token is the demonstration's. */
async function placeSecondFactor(username: string): Promise<void> {
  const statements = [
    "INSERT INTO totp (user_id, secret, begun_in) SELECT user_id, secret, 1 FROM totp WHERE user_id = $1 AND confirmed_at IS NOT NULL",
    "INSERT INTO totp_step (user_id, step) VALUES ($1, 1)",
    "INSERT INTO recovery_code (user_id, mark, hash) VALUES ($1, 'AB', 'x')",
    `INSERT INTO passkey (user_id, credential_id, public_key, counter, name)
     VALUES ($1, decode(lpad(to_hex($1::int), 32, '0'), 'hex'), decode(repeat('00', 64), 'hex'), 3, 'Portátil')`,
    "INSERT INTO passkey_challenge (user_id, challenge, purpose, expires_at) VALUES ($1, decode(repeat('00', 32), 'hex'), 'login', now())",
    `INSERT INTO confirmation (tenant_id, user_id, purpose, subject, digest, shown, method, expires_at, used_at)
     SELECT id, $1, 'token.remove', 'x', repeat('0', 64), '{}', 'TOKEN', now(), now() FROM tenant WHERE kind = 'PLATFORM'`,
  ];
  const [person] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [username]);
  for (const statement of statements) await asOwner(statement, [person?.id]);
}

/** Rows of a paid order, without a bank and a core to pay it. */
async function placePaid(company: string, order: string): Promise<void> {
  await connected("owner", async (client) => {
    const { rows } = await client.query<{ id: string; tenant: number; product: number; batch: string }>(
      `SELECT o.id, o.tenant_id AS tenant, o.product_id AS product, b.id AS batch FROM service_order o JOIN tenant t ON t.id = o.tenant_id
         JOIN batch b ON b.order_id = o.id WHERE t.code = $1 AND o.number = $2`,
      [company, order],
    );
    const [row] = rows;
    if (!row) throw new Error(`No order ${order}`);
    await client.query(
      `INSERT INTO payment (tenant_id, order_id, attempt, reference, requested_by, confirmation_id)
       SELECT o.tenant_id, o.id, 1, 'paid-' || o.id, o.issued_by, c.id FROM service_order o, LATERAL (
         SELECT id FROM confirmation WHERE tenant_id = o.tenant_id LIMIT 1) c WHERE o.id = $1`,
      [row.id],
    );
    const entry = await client.query<{ id: string }>(
      "INSERT INTO ledger_entry (tenant_id, kind, key) VALUES ($1, 'order.payment', 'isolation') RETURNING id",
      [row.tenant],
    );
    await client.query(
      `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents) SELECT $1, $2, d.id, c.id, 5 FROM account d, account c
        WHERE d.product_id = $3 AND d.kind = 'BANK_CLEARING' AND c.product_id = $3 AND c.kind = 'ORDER_FUNDS'`,
      [row.tenant, entry.rows[0]?.id, row.product],
    );
    await client.query(
      `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents) SELECT $1, $2, d.id, c.id, 2 FROM account d, account c
        WHERE d.product_id = $3 AND d.kind = 'ORDER_FUNDS' AND c.product_id = $3 AND c.kind = 'MASTER'`,
      [row.tenant, entry.rows[0]?.id, row.product],
    );
    await client.query(
      "INSERT INTO batch_page (tenant_id, batch_id, page, first_line, last_line, rejected_count, entry_id) VALUES ($1, $2, 0, 2, 3, 1, $3)",
      [row.tenant, row.batch, entry.rows[0]?.id],
    );
    await client.query(
      "INSERT INTO card_request (tenant_id, product_id, document, batch_id, line) VALUES ($1, $2, $4, $3, 2)",
      [row.tenant, row.product, row.batch, `CC-${company}`],
    );
    await client.query(
      "INSERT INTO batch_line_rejection (tenant_id, batch_id, line, reason) VALUES ($1, $2, 3, 'cardBlocked')",
      [row.tenant, row.batch],
    );
    await client.query("INSERT INTO order_document (tenant_id, order_id, bytes, sha256) VALUES ($1, $2, 'x', 'x')", [
      row.tenant,
      row.id,
    ]);
    await client.query(
      `INSERT INTO membership_product (tenant_id, membership_id, product_id) SELECT $1, m.id, $2 FROM membership m WHERE m.tenant_id = $1 LIMIT 1
       ON CONFLICT DO NOTHING`,
      [row.tenant, row.product],
    );
    await client.query("SELECT * FROM audit_seal_pending(10000)");
  });
}
