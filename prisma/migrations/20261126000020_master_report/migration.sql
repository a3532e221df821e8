-- Reportes > Cuenta maestra: what a movement of a master account was, and the sums that stand at it.

-- `number` counts an account's movements, `kind_number` those of one kind; the other sums run along likewise. What lies between two
-- moments is thereby the difference of two rows, and a page of a million movements a walk along an index: nothing is counted or added up.
ALTER TABLE master_movement
  ADD COLUMN kind text,
  ADD COLUMN reference text,
  ADD COLUMN order_number text,
  ADD COLUMN description text,
  ADD COLUMN number bigint,
  ADD COLUMN credited_cents bigint,
  ADD COLUMN kind_number bigint,
  ADD COLUMN kind_cents bigint,
  ADD COLUMN kind_credited_cents bigint,
  ADD COLUMN words text GENERATED ALWAYS AS
    (' ' || plain_text(coalesce(description, '')) || ' ' || lower(coalesce(reference, '')) || ' ' || lower(coalesce(order_number, ''))) STORED;

-- What an entry was to the master account: its kind, the lot, order or instruction of which it is, and what its person wrote. Each is found
-- by its id alone: a tenant is no index to look it up by, however few of its rows anybody counted.
CREATE FUNCTION movement_facts(of_tenant int, of_kind text, of_key text) RETURNS TABLE (kind text, reference text, order_number text, description text)
  LANGUAGE sql STABLE AS $$
  SELECT CASE of_kind WHEN 'opening' THEN 'opening' WHEN 'order.payment' THEN 'payment'
              WHEN 'batch.page' THEN CASE WHEN b.type = 'CARGO' THEN 'charges' ELSE 'rejections' END
              ELSE split_part(of_kind, '.', 2) END,
         coalesce(b.number, i.number), o.number, i.description
    FROM (SELECT CASE WHEN of_key ~ '^batch:\d+:page:\d+$' THEN split_part(of_key, ':', 2)::bigint END AS batch,
                 CASE WHEN of_key ~ '^order:\d+:payment$' THEN split_part(of_key, ':', 2)::bigint END AS paid,
                 CASE WHEN of_key ~ '^instruction:\d+(:|$)' THEN split_part(of_key, ':', 2)::bigint END AS asked) named
    LEFT JOIN batch b ON b.id = named.batch AND b.tenant_id IS NOT DISTINCT FROM of_tenant
    LEFT JOIN service_order o ON o.id = coalesce(named.paid, b.order_id) AND o.tenant_id IS NOT DISTINCT FROM of_tenant
    LEFT JOIN instruction i ON i.id = named.asked AND i.tenant_id IS NOT DISTINCT FROM of_tenant
$$;
REVOKE ALL ON FUNCTION movement_facts(int, text, text) FROM PUBLIC;

-- As before, with what the movement was and the sums that run along. Its account's row is locked: the last movement before it stands
-- still, and no movement is told as earlier than the one before, whatever the clock did.
CREATE OR REPLACE FUNCTION note_master_movements() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m record; f record; last master_movement; alike master_movement; stands bigint;
BEGIN
  FOR m IN
    SELECT t.entry_id, a.id, a.tenant_id, t.cents, a.balance_cents - (sum(t.cents) OVER (PARTITION BY a.id))::bigint AS stood,
           row_number() OVER (PARTITION BY a.id ORDER BY t.entry_id) AS n
      FROM (SELECT entry_id, id, sum(cents)::bigint AS cents
              FROM (SELECT entry_id, credit AS id, cents FROM fresh UNION ALL SELECT entry_id, debit, -cents FROM fresh) t
             WHERE id IN (SELECT a.id FROM account a WHERE a.kind = 'MASTER') GROUP BY entry_id, id) t
      JOIN account a ON a.id = t.id WHERE t.cents <> 0 ORDER BY a.id, t.entry_id
  LOOP
    IF m.n = 1 THEN
      SELECT * INTO last FROM master_movement l WHERE l.account_id = m.id ORDER BY l.number DESC LIMIT 1;
      stands := m.stood;
    END IF;
    SELECT x.* INTO f FROM ledger_entry e CROSS JOIN LATERAL movement_facts(e.tenant_id, e.kind, e.key) x WHERE e.id = m.entry_id;
    SELECT * INTO alike FROM master_movement l WHERE l.account_id = m.id AND l.kind = f.kind ORDER BY l.kind_number DESC LIMIT 1;
    stands := stands + m.cents;
    INSERT INTO master_movement (tenant_id, account_id, entry_id, at, cents, balance_cents, kind, reference, order_number, description,
                                 number, credited_cents, kind_number, kind_cents, kind_credited_cents)
    VALUES (m.tenant_id, m.id, m.entry_id, greatest(app_clock(), last.at), m.cents, stands, f.kind, f.reference, f.order_number, f.description,
            coalesce(last.number, 0) + 1, coalesce(last.credited_cents, 0) + greatest(m.cents, 0), coalesce(alike.kind_number, 0) + 1,
            coalesce(alike.kind_cents, 0) + m.cents, coalesce(alike.kind_credited_cents, 0) + greatest(m.cents, 0))
    RETURNING * INTO last;
  END LOOP;
  RETURN NULL;
END $$;

-- The movements there were before.
ALTER TABLE master_movement DISABLE TRIGGER master_movement_append_only;
ALTER TABLE ledger_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE batch NO FORCE ROW LEVEL SECURITY;
ALTER TABLE service_order NO FORCE ROW LEVEL SECURITY;
ALTER TABLE instruction NO FORCE ROW LEVEL SECURITY;
ALTER TABLE master_movement NO FORCE ROW LEVEL SECURITY;
UPDATE master_movement m SET kind = f.kind, reference = f.reference, order_number = f.order_number, description = f.description
  FROM ledger_entry e CROSS JOIN LATERAL movement_facts(e.tenant_id, e.kind, e.key) f WHERE e.id = m.entry_id;
UPDATE master_movement m SET number = r.number, credited_cents = r.credited, kind_number = r.kind_number, kind_cents = r.kind_cents,
       kind_credited_cents = r.kind_credited, at = r.at
  FROM (SELECT id, max(at) OVER every AS at, row_number() OVER every AS number, (sum(greatest(cents, 0)) OVER every)::bigint AS credited,
               row_number() OVER of_kind AS kind_number, (sum(cents) OVER of_kind)::bigint AS kind_cents, (sum(greatest(cents, 0)) OVER of_kind)::bigint AS kind_credited
          FROM master_movement WINDOW every AS (PARTITION BY account_id ORDER BY id), of_kind AS (PARTITION BY account_id, kind ORDER BY id)) r
 WHERE r.id = m.id;
ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE batch FORCE ROW LEVEL SECURITY;
ALTER TABLE service_order FORCE ROW LEVEL SECURITY;
ALTER TABLE instruction FORCE ROW LEVEL SECURITY;
ALTER TABLE master_movement FORCE ROW LEVEL SECURITY;
ALTER TABLE master_movement ENABLE TRIGGER master_movement_append_only;

ALTER TABLE master_movement
  ALTER kind SET NOT NULL, ALTER number SET NOT NULL, ALTER credited_cents SET NOT NULL, ALTER kind_number SET NOT NULL,
  ALTER kind_cents SET NOT NULL, ALTER kind_credited_cents SET NOT NULL,
  ADD CONSTRAINT master_movement_kind CHECK (kind IN ('opening', 'payment', 'rejections', 'charges', 'fund', 'withdraw', 'withdrawReversed',
    'credit', 'creditReversed', 'debit', 'debitReversed'));
CREATE UNIQUE INDEX master_movement_number ON master_movement (account_id, number);
CREATE UNIQUE INDEX master_movement_kind_number ON master_movement (account_id, kind, kind_number);
CREATE INDEX master_movement_kind_along ON master_movement (account_id, kind, number);

-- What there is to contract is more by now.
INSERT INTO contracted_service (tenant_id, service) SELECT c.tenant_id, 'reportes.cuenta-maestra' FROM company c ON CONFLICT DO NOTHING;
