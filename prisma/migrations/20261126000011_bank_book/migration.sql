-- What the bank says of a company's accounts: what each holds, as it was last told, and its movements, which are only added.

CREATE TABLE bank_balance (
  tenant_id       int NOT NULL REFERENCES company (tenant_id),
  account         text NOT NULL CONSTRAINT bank_balance_account CHECK (length(account) BETWEEN 1 AND 40),
  asked_at        timestamptz NOT NULL DEFAULT app_now(),
  -- The last answer that was whole, and the last time that there was none.
  answered_at     timestamptz,
  failed_at       timestamptz,
  failure         text CONSTRAINT bank_balance_failure CHECK (length(failure) BETWEEN 1 AND 40),
  kind            text CONSTRAINT bank_balance_kind CHECK (kind IN ('CHECKING', 'SAVINGS')),
  currency        text CONSTRAINT bank_balance_currency CHECK (currency IN ('COP', 'PEN')),
  available_cents bigint,
  held_cents      bigint CONSTRAINT bank_balance_held CHECK (held_cents >= 0),
  current_cents   bigint,
  PRIMARY KEY (tenant_id, account),
  CONSTRAINT bank_balance_sum CHECK (available_cents + held_cents = current_cents),
  CONSTRAINT bank_balance_whole CHECK (num_nonnulls(answered_at, kind, currency, available_cents, held_cents, current_cents) IN (0, 6)),
  CONSTRAINT bank_balance_failed CHECK ((failed_at IS NULL) = (failure IS NULL))
);

CREATE TABLE bank_movement (
  tenant_id     int NOT NULL REFERENCES company (tenant_id),
  account       text NOT NULL CONSTRAINT bank_movement_account CHECK (length(account) BETWEEN 1 AND 40),
  number        bigint NOT NULL CONSTRAINT bank_movement_number CHECK (number > 0),
  at            timestamptz NOT NULL,
  kind          text NOT NULL CONSTRAINT bank_movement_kind CHECK (kind IN ('DEBIT', 'CREDIT', 'DEBIT_NOTE', 'CREDIT_NOTE', 'RETURNED_CHEQUE')),
  -- As the account sees it: below zero for what went out.
  cents         bigint NOT NULL,
  balance_cents bigint NOT NULL,
  reference     text NOT NULL CONSTRAINT bank_movement_reference CHECK (length(reference) <= 80),
  description   text NOT NULL CONSTRAINT bank_movement_description CHECK (length(description) <= 200),
  PRIMARY KEY (tenant_id, account, number),
  CONSTRAINT bank_movement_side CHECK (cents <> 0 AND (cents > 0) = (kind IN ('CREDIT', 'CREDIT_NOTE')))
);
CREATE INDEX bank_movement_by_kind ON bank_movement (tenant_id, account, kind, number);
CREATE INDEX bank_movement_by_time ON bank_movement (tenant_id, account, at, number);

-- Number after number, none before its predecessor, each balance the one before with its movement.
CREATE FUNCTION bank_movement_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE before bank_movement;
BEGIN
  SELECT * INTO before FROM bank_movement m WHERE m.tenant_id = NEW.tenant_id AND m.account = NEW.account ORDER BY m.number DESC LIMIT 1;
  IF NEW.number <> coalesce(before.number, 0) + 1 OR NEW.at < before.at OR NEW.balance_cents <> before.balance_cents + NEW.cents THEN
    RAISE EXCEPTION 'movement % does not follow the one before it', NEW.number USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION bank_movement_guard() FROM PUBLIC;
CREATE TRIGGER bank_movement_guard BEFORE INSERT ON bank_movement FOR EACH ROW EXECUTE FUNCTION bank_movement_guard();
CREATE TRIGGER bank_movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_movement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bank_balance', 'bank_movement'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO app_web USING (NOT is_operator())', name || '_unseen', name);
    EXECUTE format('GRANT SELECT ON %I TO app_web, app_worker, verify', name);
  END LOOP;
END $$;
-- The portal asks; what the bank says is the worker's to write.
GRANT INSERT (tenant_id, account, asked_at), UPDATE (asked_at) ON bank_balance TO app_web;
GRANT INSERT, UPDATE (answered_at, failed_at, failure, kind, currency, available_cents, held_cents, current_cents) ON bank_balance TO app_worker;
GRANT INSERT ON bank_movement TO app_worker;
