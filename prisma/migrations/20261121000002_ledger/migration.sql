-- Double entry. A transfer debits one account and credits another; balances are kept by one statement trigger.

CREATE TABLE card (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id   int NOT NULL,
  product_id  int NOT NULL,
  reference   text NOT NULL UNIQUE CHECK (reference ~ '^\d{10}$'),
  bin         text NOT NULL CHECK (bin ~ '^\d{6}(\d{2})?$'),
  last4       text NOT NULL CHECK (last4 ~ '^\d{4}$'),
  token       text NOT NULL UNIQUE,
  fingerprint text NOT NULL,
  document    text,
  holder      text,
  status      card_status NOT NULL,
  batch_id    bigint,
  created_at  timestamptz NOT NULL DEFAULT app_now(),
  UNIQUE (tenant_id, id),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id)
);
CREATE UNIQUE INDEX card_one_alive ON card (product_id, document) WHERE status IN ('REQUESTED', 'ACTIVE', 'BLOCKED');
CREATE INDEX ON card (tenant_id, product_id, document);

-- A person for whom a card of a product has been asked of the core and not answered yet: nobody asks for a second one meanwhile.
CREATE TABLE card_request (
  tenant_id  int NOT NULL,
  product_id int NOT NULL,
  document   text NOT NULL,
  batch_id   bigint NOT NULL,
  line       int NOT NULL,
  PRIMARY KEY (product_id, document),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id)
);

CREATE TABLE account (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id     int NOT NULL,
  product_id    int NOT NULL,
  kind          account_kind NOT NULL,
  card_id       bigint UNIQUE,
  balance_cents bigint NOT NULL DEFAULT 0,
  floor_cents   bigint DEFAULT 0,             -- null: may go below zero (only bank clearing)
  CHECK (floor_cents IS NULL OR balance_cents >= floor_cents),
  CHECK ((floor_cents IS NULL) = (kind = 'BANK_CLEARING')),
  CHECK ((card_id IS NOT NULL) = (kind = 'CARD')),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id),
  FOREIGN KEY (tenant_id, card_id) REFERENCES card (tenant_id, id)
);
CREATE UNIQUE INDEX account_one_per_product ON account (product_id, kind) WHERE kind <> 'CARD';

CREATE TABLE ledger_entry (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id int NOT NULL REFERENCES tenant (id),
  kind      text NOT NULL CHECK (kind IN ('opening', 'order.payment', 'batch.page')),
  key       text NOT NULL,
  posted_at timestamptz NOT NULL DEFAULT app_now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, key)
);
ALTER TABLE batch_page ADD FOREIGN KEY (tenant_id, entry_id) REFERENCES ledger_entry (tenant_id, id);

-- No foreign keys: they halve the rate and slow down on hot accounts; the trigger refuses what they would.
CREATE TABLE transfer (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id int NOT NULL,
  entry_id  bigint NOT NULL,
  debit     bigint NOT NULL,
  credit    bigint NOT NULL,
  cents     bigint NOT NULL CHECK (cents > 0),
  line      int,
  CHECK (debit <> credit)
);

CREATE FUNCTION keep_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE wanted bigint; touched bigint;
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT tenant_id, entry_id FROM fresh) f
              WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = f.entry_id AND e.tenant_id = f.tenant_id)) THEN
    RAISE EXCEPTION 'transfer names an entry that does not exist in its tenant' USING ERRCODE = 'foreign_key_violation';
  END IF;
  -- In id order, and NO KEY: FOR UPDATE would deadlock against any key-share lock.
  PERFORM 1 FROM account WHERE id IN (SELECT debit FROM fresh UNION SELECT credit FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  SELECT count(*) INTO wanted FROM (SELECT tenant_id, debit FROM fresh UNION SELECT tenant_id, credit FROM fresh) a;
  UPDATE account a SET balance_cents = a.balance_cents + d.delta
    FROM (SELECT tenant_id, id, sum(delta)::bigint AS delta
            FROM (SELECT tenant_id, credit AS id, cents AS delta FROM fresh
                  UNION ALL SELECT tenant_id, debit, -cents FROM fresh) m
           GROUP BY tenant_id, id) d
   WHERE a.id = d.id AND a.tenant_id = d.tenant_id;
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> wanted THEN
    RAISE EXCEPTION 'transfer names an account that does not exist in its tenant' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER transfer_keep_balances AFTER INSERT ON transfer
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_balances();
