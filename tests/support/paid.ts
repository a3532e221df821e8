import { asOwner } from "@/tests/support/make";

/** An order that its company paid, with lots of which the core answered pages: placed behind the product, rejected lines included. */
export type PaidOrders = { company: string; product: string; count: number; paidAt: string; first?: number };

/**
 * Places so many orders of a lot each, every lot of two pages of ten lines whose fee and tax went to their accounts, one line in twenty
 * rejected and its parts returned to the master account, as lib/batches/page.ts posts them. Gives the orders' numbers.
 */
export async function placePaidOrders({ company, product, count, paidAt, first = 1 }: PaidOrders): Promise<string[]> {
  const rows = await asOwner<{ number: string }>(
    `WITH place AS (SELECT p.tenant_id, p.id AS product_id, (SELECT min(m.id) FROM membership m WHERE m.tenant_id = p.tenant_id) AS member
                      FROM product p JOIN tenant t ON t.id = p.tenant_id WHERE t.code = $1 AND p.code = $2)
     INSERT INTO service_order (tenant_id, product_id, number, line_count, amount_cents, commission_cents, tax_cents, total_cents, bank_account, issued_by,
                                issued_at, paid_at)
     SELECT tenant_id, product_id, 'OS-2020-' || lpad(n::text, 6, '0'), 20, 2000000, n * 20 + 7, n * 4 + 1, 2000000 + n * 24 + 8, '0012-3456-7890', member,
            $5::timestamptz - interval '1 hour', $5::timestamptz
       FROM place, generate_series($4::int, $4::int + $3::int - 1) n RETURNING number`,
    [company, product, count, first, paidAt],
  );
  const numbers = rows.map(({ number }) => number);
  const mine = "o.number = ANY ($1) AND o.tenant_id = (SELECT id FROM tenant WHERE code = $2)";
  const all = [numbers, company];
  await asOwner(
    `INSERT INTO upload (id, tenant_id, product_id, membership_id, type, file_name, content_length, received, sha256, encoding, status, created_at)
     SELECT md5(o.tenant_id || o.number)::uuid, o.tenant_id, o.product_id, o.issued_by, 'RECARGA', 'x.txt', 1, 1, repeat('0', 64), 'utf-8', 'STORED', o.paid_at
       FROM service_order o WHERE ${mine}`,
    all,
  );
  await asOwner(
    `INSERT INTO batch (tenant_id, product_id, number, type, upload_id, file_name, file_hash, encoding, line_count, uploaded_by, order_id)
     SELECT o.tenant_id, o.product_id, 'L' || substr(o.number, 3), 'RECARGA', md5(o.tenant_id || o.number)::uuid, 'x.txt', encode(sha256(o.number::bytea), 'hex'),
            'utf-8', 20, o.issued_by, o.id
       FROM service_order o WHERE ${mine}`,
    all,
  );
  await asOwner(
    `INSERT INTO ledger_entry (tenant_id, kind, key) SELECT o.tenant_id, 'batch.page', 'batch:' || b.id || ':page:' || page
       FROM service_order o JOIN batch b ON b.order_id = o.id, generate_series(0, 1) page WHERE ${mine}`,
    all,
  );
  await asOwner(
    `INSERT INTO batch_page (tenant_id, batch_id, page, first_line, last_line, rejected_count, entry_id)
     SELECT o.tenant_id, b.id, page, page * 10 + 2, page * 10 + 11, page, e.id
       FROM service_order o JOIN batch b ON b.order_id = o.id, generate_series(0, 1) page,
            LATERAL (SELECT id FROM ledger_entry WHERE tenant_id = o.tenant_id AND key = 'batch:' || b.id || ':page:' || page) e WHERE ${mine}`,
    all,
  );
  // The bank's money first; then each page's fee and tax, the second one's less the part of its rejected line.
  await asOwner(
    `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents, line)
     SELECT o.tenant_id, p.entry_id, a.debit, a.credit, a.cents, a.line
       FROM service_order o JOIN batch b ON b.order_id = o.id JOIN batch_page p ON p.batch_id = b.id
       JOIN account bank ON bank.product_id = o.product_id AND bank.kind = 'BANK_CLEARING' JOIN account funds ON funds.product_id = o.product_id AND funds.kind = 'ORDER_FUNDS'
       JOIN account fees ON fees.product_id = o.product_id AND fees.kind = 'FEES' JOIN account tax ON tax.product_id = o.product_id AND tax.kind = 'TAX'
       JOIN account master ON master.product_id = o.product_id AND master.kind = 'MASTER',
       LATERAL (VALUES (bank.id, funds.id, o.total_cents, NULL::int), (funds.id, fees.id, o.commission_cents / 2 - p.page * 5, NULL),
                       (funds.id, tax.id, o.tax_cents / 2 + 1, NULL), (funds.id, master.id, 100000 + 5::bigint, 7)) a (debit, credit, cents, line)
      WHERE ${mine} AND a.cents > 0`,
    all,
  );
  return numbers;
}
