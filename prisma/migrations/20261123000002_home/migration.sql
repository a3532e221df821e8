-- The Bandeja: pages a person keeps, news they have seen, what waits, and the master account's statement.

-- Pages a person starred or visited, in no company: what a path is about, and whether it may still be opened, is asked when it is shown.
CREATE TABLE kept_page (
  user_id    int NOT NULL REFERENCES app_user,
  path       text NOT NULL CONSTRAINT kept_page_path CHECK (path ~ '^/' AND path !~ '[?#]' AND length(path) <= 200),
  title      text NOT NULL CONSTRAINT kept_page_title CHECK (length(title) BETWEEN 1 AND 120),
  starred_at timestamptz,
  visited_at timestamptz,
  PRIMARY KEY (user_id, path),
  CONSTRAINT kept_page_why CHECK (starred_at IS NOT NULL OR visited_at IS NOT NULL)
);
-- Until when a person has seen the news under the bell.
CREATE TABLE news_seen (
  user_id    int PRIMARY KEY REFERENCES app_user,
  seen_until timestamptz NOT NULL
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['kept_page', 'news_seen'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (user_id = nullif(current_setting('app.user', true), '')::int)
      WITH CHECK (user_id = nullif(current_setting('app.user', true), '')::int)$p$, name || '_own', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE (title, starred_at, visited_at), DELETE ON kept_page TO app_web;
GRANT SELECT, INSERT, UPDATE (seen_until) ON news_seen TO app_web;
GRANT SELECT ON kept_page, news_seen TO verify;

-- What waits for somebody is counted on every page: only the lots and orders that wait stand in these.
CREATE INDEX batch_waiting ON batch (tenant_id, product_id, status) WHERE status IN ('INVALID', 'VALID', 'CONFIRMED', 'PARTLY_SIGNED');
CREATE INDEX order_waiting ON service_order (tenant_id, product_id, status) WHERE status IN ('AUTHORIZED', 'PAYMENT_FAILED', 'IN_VERIFICATION');
-- The events that the bell tells of (lib/home/news.ts writes the same list).
CREATE INDEX audit_event_news ON audit_event (tenant_id, id DESC)
  WHERE result = 'done' AND event IN ('batch.validated', 'batch.confirmed', 'batch.signed', 'batch.rejected', 'batch.annulled', 'batch.expired',
    'batch.processed', 'order.issued', 'order.processed', 'order.annulled', 'payment.refused', 'payment.inDoubt');

-- What an entry did to a master account and what stood on it afterwards: the lines of its statement. Kept as entries are posted, so
-- that a balance of any day is one look at an index and not a sum over all transfers. No foreign key to the account: its check
-- would walk a hot row's versions at each entry; only the trigger below writes here, from the account's own row.
CREATE TABLE master_movement (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id     int NOT NULL,
  account_id    bigint NOT NULL,
  entry_id      bigint NOT NULL,
  at            timestamptz NOT NULL,
  cents         bigint NOT NULL CHECK (cents <> 0),
  balance_cents bigint NOT NULL,
  FOREIGN KEY (tenant_id, entry_id) REFERENCES ledger_entry (tenant_id, id)
);
CREATE INDEX master_movement_at ON master_movement (account_id, at DESC, id DESC);
ALTER TABLE master_movement ENABLE ROW LEVEL SECURITY;
ALTER TABLE master_movement FORCE ROW LEVEL SECURITY;
CREATE POLICY master_movement_of_tenant ON master_movement TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
GRANT SELECT ON master_movement TO app_web, app_worker, verify;

-- After transfer_keep_balances (triggers of a statement fire by name): the balance is there already, and its row is locked, so that
-- the clock runs in the order of the movements. Several entries in one statement are told apart.
CREATE FUNCTION note_master_movements() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO master_movement (tenant_id, account_id, entry_id, at, cents, balance_cents)
  SELECT tenant_id, id, entry_id, app_clock(), cents, balance FROM (
    SELECT a.tenant_id, a.id, m.entry_id, m.cents,
           a.balance_cents - coalesce(sum(m.cents) OVER (PARTITION BY a.id ORDER BY m.entry_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS balance
      FROM (SELECT entry_id, id, sum(cents)::bigint AS cents
              FROM (SELECT entry_id, credit AS id, cents FROM fresh UNION ALL SELECT entry_id, debit, -cents FROM fresh) t
             WHERE id IN (SELECT a.id FROM account a WHERE a.kind = 'MASTER') GROUP BY entry_id, id) m
      JOIN account a ON a.id = m.id WHERE m.cents <> 0 ORDER BY m.entry_id) told;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_master_movements() FROM PUBLIC;
CREATE TRIGGER transfer_note_master AFTER INSERT ON transfer
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_master_movements();

-- The movements there were before.
ALTER TABLE transfer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE master_movement NO FORCE ROW LEVEL SECURITY;
INSERT INTO master_movement (tenant_id, account_id, entry_id, at, cents, balance_cents)
  SELECT e.tenant_id, m.id, e.id, e.posted_at, m.cents, sum(m.cents) OVER (PARTITION BY m.id ORDER BY e.posted_at, e.id)::bigint
    FROM (SELECT entry_id, id, sum(cents)::bigint AS cents
            FROM (SELECT entry_id, credit AS id, cents FROM transfer UNION ALL SELECT entry_id, debit, -cents FROM transfer) t
           WHERE id IN (SELECT a.id FROM account a WHERE a.kind = 'MASTER') GROUP BY entry_id, id) m
    JOIN ledger_entry e ON e.id = m.entry_id WHERE m.cents <> 0 ORDER BY e.posted_at, e.id;
ALTER TABLE transfer FORCE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE master_movement FORCE ROW LEVEL SECURITY;
CREATE TRIGGER master_movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON master_movement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
