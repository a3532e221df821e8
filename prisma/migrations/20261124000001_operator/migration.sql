-- The operator's desk. Operators are members of the PLATFORM tenant. A transaction of theirs serves the platform, or one company or
-- broker, and says so (app.operator): the registry and what is in doubt answer it, cards and lines of lots never do.

CREATE TYPE change_kind AS ENUM ('FEES', 'SCHEME', 'ACCOUNTS', 'DOUBT');
CREATE TYPE change_status AS ENUM ('PENDING', 'APPLIED', 'REFUSED', 'WITHDRAWN', 'OVERTAKEN');
CREATE TYPE product_status AS ENUM ('ACTIVE', 'CLOSED');

CREATE FUNCTION is_operator() RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(current_setting('app.operator', true), '') = 'on'
$$;

-- Registry -------------------------------------------------------------------------------------------------------------
-- The bank accounts from which a company pays; the one in company.bank_account is used.
CREATE TABLE bank_account (
  tenant_id int NOT NULL REFERENCES company (tenant_id),
  number    text NOT NULL CONSTRAINT bank_account_number CHECK (number ~ '^[0-9][0-9-]{5,29}$'),
  added_at  timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, number)
);
INSERT INTO bank_account (tenant_id, number) SELECT tenant_id, bank_account FROM company;
ALTER TABLE company ADD CONSTRAINT company_bank_account FOREIGN KEY (tenant_id, bank_account) REFERENCES bank_account (tenant_id, number)
  DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE company ADD COLUMN suspended_at timestamptz, ADD COLUMN suspend_reason text;
ALTER TABLE company ADD CONSTRAINT company_suspended CHECK ((status = 'SUSPENDED') = (suspended_at IS NOT NULL AND suspend_reason IS NOT NULL));

-- What a company has contracted, by service of the catalogue (lib/catalog.ts).
CREATE TABLE contracted_service (
  tenant_id int NOT NULL REFERENCES tenant (id),
  service   text NOT NULL CONSTRAINT contracted_service_name CHECK (service ~ '^[a-z-]+([.][a-z-]+)+$'),
  PRIMARY KEY (tenant_id, service)
);

ALTER TABLE product ADD COLUMN status product_status NOT NULL DEFAULT 'ACTIVE';
ALTER TABLE product ADD COLUMN batch_types batch_type[] NOT NULL DEFAULT enum_range(NULL::batch_type);
ALTER TABLE product ADD CONSTRAINT product_batch_types CHECK (cardinality(batch_types) > 0);

-- Each product has its accounts from its first moment; cards' come with the cards.
CREATE FUNCTION product_accounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO account (tenant_id, product_id, kind, floor_cents)
  SELECT NEW.tenant_id, NEW.id, k, CASE WHEN k = 'BANK_CLEARING' THEN NULL ELSE 0 END FROM unnest(enum_range(NULL::account_kind)) k WHERE k <> 'CARD';
  RETURN NULL;
END $$;
CREATE TRIGGER product_accounts AFTER INSERT ON product FOR EACH ROW EXECUTE FUNCTION product_accounts();

CREATE TABLE broker (
  tenant_id int PRIMARY KEY REFERENCES tenant (id),
  tax_id    text NOT NULL UNIQUE,
  country   country NOT NULL,
  time_zone text NOT NULL,
  status    company_status NOT NULL DEFAULT 'ACTIVE'
);

-- What holds for the whole installation, by name (lib/operator/rules.ts knows which there are and what they may be).
CREATE TABLE parameter (
  name       text PRIMARY KEY CONSTRAINT parameter_name CHECK (name ~ '^[a-z]+([A-Z][a-z]+)*$'),
  value      text NOT NULL CONSTRAINT parameter_value CHECK (length(value) <= 200),
  changed_at timestamptz NOT NULL DEFAULT app_now()
);

-- Four eyes ------------------------------------------------------------------------------------------------------------
-- A change that one operator asks for and another decides, with what was there before and what is to be there after.
CREATE TABLE pending_change (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id   int NOT NULL REFERENCES tenant (id),
  kind        change_kind NOT NULL,
  subject     text NOT NULL,
  before      jsonb NOT NULL,
  after       jsonb NOT NULL,
  digest      text NOT NULL CONSTRAINT pending_change_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
  reason      text CONSTRAINT pending_change_reason CHECK (length(reason) BETWEEN 5 AND 500),
  status      change_status NOT NULL DEFAULT 'PENDING',
  proposed_by int NOT NULL REFERENCES app_user,
  proposed_at timestamptz NOT NULL DEFAULT app_now(),
  decided_by  int REFERENCES app_user,
  decided_at  timestamptz,
  answer      text CONSTRAINT pending_change_answer CHECK (length(answer) BETWEEN 5 AND 500),
  UNIQUE (tenant_id, id),
  CONSTRAINT pending_change_differs CHECK (before <> after),
  CONSTRAINT pending_change_decided CHECK ((status = 'PENDING') = (decided_at IS NULL)),
  CONSTRAINT pending_change_four_eyes CHECK (status NOT IN ('APPLIED', 'REFUSED') OR decided_by IS NOT NULL AND decided_by <> proposed_by)
);
CREATE UNIQUE INDEX pending_change_one ON pending_change (tenant_id, kind, subject) WHERE status = 'PENDING';

CREATE FUNCTION pending_change_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'PENDING' THEN RAISE EXCEPTION 'a change begins as PENDING' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'PENDING' THEN RAISE EXCEPTION 'change % is decided', OLD.id USING ERRCODE = 'check_violation'; END IF;
  IF to_jsonb(NEW) - '{status,decided_by,decided_at,answer}'::text[] <> to_jsonb(OLD) - '{status,decided_by,decided_at,answer}'::text[] THEN
    RAISE EXCEPTION 'what a change says does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pending_change_guard BEFORE INSERT OR UPDATE ON pending_change FOR EACH ROW EXECUTE FUNCTION pending_change_guard();

-- Fees, the scheme of signatures and bank accounts move only as a change says that another operator applied in this transaction.
-- The registry's first word is not a change.
CREATE FUNCTION decided_here(of_tenant int, of_kind change_kind, about text, as_is jsonb) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM pending_change c WHERE c.tenant_id = of_tenant AND c.kind = of_kind AND c.status = 'APPLIED' AND c.decided_at = app_now()
                   AND c.subject = about AND c.after @> as_is)
$$;
CREATE FUNCTION company_registry_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.signatures_required, NEW.maker_may_sign) IS DISTINCT FROM (OLD.signatures_required, OLD.maker_may_sign)
       AND NOT decided_here(OLD.tenant_id, 'SCHEME', '', jsonb_build_object('signatures', NEW.signatures_required::text,
         'makerMaySign', CASE WHEN NEW.maker_may_sign THEN 'yes' ELSE 'no' END))
     OR NEW.bank_account <> OLD.bank_account AND NOT decided_here(OLD.tenant_id, 'ACCOUNTS', '', jsonb_build_object('inUse', NEW.bank_account)) THEN
    RAISE EXCEPTION 'a second operator decides this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER company_registry_guard BEFORE UPDATE ON company FOR EACH ROW EXECUTE FUNCTION company_registry_guard();
CREATE FUNCTION product_fee_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT decided_here(OLD.tenant_id, 'FEES', (SELECT p.code FROM product p WHERE p.id = OLD.product_id), jsonb_build_object(
       OLD.batch_type || '.fixed', NEW.fixed_cents::text, OLD.batch_type || '.points', NEW.basis_points::text,
       OLD.batch_type || '.tax', NEW.tax_basis_points::text)) THEN
    RAISE EXCEPTION 'a second operator decides this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER product_fee_guard BEFORE UPDATE ON product_fee FOR EACH ROW EXECUTE FUNCTION product_fee_guard();
CREATE FUNCTION bank_account_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE one bank_account := CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  IF (TG_OP = 'DELETE' OR EXISTS (SELECT 1 FROM bank_account b WHERE b.tenant_id = one.tenant_id AND b.added_at < app_now()))
     AND NOT EXISTS (SELECT 1 FROM pending_change c WHERE c.tenant_id = one.tenant_id AND c.kind = 'ACCOUNTS' AND c.status = 'APPLIED'
       AND c.decided_at = app_now() AND (one.number = ANY (string_to_array(c.after ->> 'accounts', E'\n'))) = (TG_OP = 'INSERT')) THEN
    RAISE EXCEPTION 'a second operator decides which accounts' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN one;
END $$;
CREATE TRIGGER bank_account_guard BEFORE INSERT OR DELETE ON bank_account FOR EACH ROW EXECUTE FUNCTION bank_account_guard();

-- Invoices and messages -------------------------------------------------------------------------------------------------
CREATE TABLE order_invoice (
  tenant_id int NOT NULL,
  order_id  bigint NOT NULL,
  number    text NOT NULL CONSTRAINT order_invoice_number CHECK (number ~ '^[A-Z0-9][A-Z0-9-]{0,29}$'),
  given_by  int NOT NULL REFERENCES app_user,
  given_at  timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, order_id),
  FOREIGN KEY (tenant_id, order_id) REFERENCES service_order (tenant_id, id)
);

CREATE TABLE message (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id     int NOT NULL REFERENCES tenant (id),
  membership_id int NOT NULL,
  subject       text NOT NULL CONSTRAINT message_subject CHECK (length(subject) BETWEEN 3 AND 120),
  body          text NOT NULL CONSTRAINT message_body CHECK (length(body) BETWEEN 3 AND 4000),
  sent_at       timestamptz NOT NULL DEFAULT app_now(),
  answer        text CONSTRAINT message_answer CHECK (length(answer) BETWEEN 3 AND 4000),
  answered_by   int REFERENCES app_user,
  answered_at   timestamptz,
  UNIQUE (tenant_id, id),
  CONSTRAINT message_answered CHECK (num_nonnulls(answer, answered_by, answered_at) IN (0, 3)),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id)
);
CREATE INDEX ON message (tenant_id, id DESC);
CREATE INDEX ON message (id) WHERE answered_at IS NULL;
CREATE FUNCTION message_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.answered_at IS NOT NULL OR to_jsonb(NEW) - '{answer,answered_by,answered_at}'::text[] <> to_jsonb(OLD) - '{answer,answered_by,answered_at}'::text[] THEN
    RAISE EXCEPTION 'a message is only answered, once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER message_guard BEFORE UPDATE ON message FOR EACH ROW EXECUTE FUNCTION message_guard();

-- Who is at the desk -----------------------------------------------------------------------------------------------------
-- As enter(), for an operator: the tenant being served is the platform, or the company or broker of that code. `membership` is null
-- for whoever is none, `tenant` where there is none of that code.
CREATE FUNCTION enter_operator(token bytea, tenant_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE entered jsonb; m membership; t tenant;
BEGIN
  entered := enter(token, NULL, NULL);
  IF entered IS NULL THEN RETURN NULL; END IF;
  SELECT mm.* INTO m FROM membership mm JOIN tenant p ON p.id = mm.tenant_id AND p.kind = 'PLATFORM'
   WHERE mm.user_id = (entered -> 'user' ->> 'id')::int AND mm.status = 'ACTIVE';
  IF NOT FOUND THEN RETURN entered || '{"tenant": null}'; END IF;
  SELECT * INTO t FROM tenant WHERE CASE WHEN tenant_code IS NULL THEN kind = 'PLATFORM' ELSE code = tenant_code AND kind <> 'PLATFORM' END;
  PERFORM set_config('app.operator', 'on', true), set_config('app.tenant', coalesce(t.id::text, ''), true);
  RETURN entered || jsonb_build_object(
    'membership', jsonb_build_object('id', m.id,
       'permissions', (SELECT coalesce(jsonb_agg(pp.permission), '[]') FROM profile_permission pp WHERE pp.profile_id = m.profile_id)),
    'tenant', CASE WHEN t.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'kind', t.kind) END);
END $$;

-- Somebody who is to come in for the first time, by the invitation that the worker mails; who is there already by usuario and document
-- is taken as they are. Null when usuario or document is another person's.
CREATE FUNCTION person_invite(login_name text, full_name text, identity text, mail text, in_language text) RETURNS int LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE known app_user; made int;
BEGIN
  SELECT * INTO known FROM app_user WHERE username = login_name OR document = identity FOR NO KEY UPDATE;
  IF FOUND THEN
    RETURN CASE WHEN known.username = login_name AND known.document = identity AND known.status <> 'INACTIVE' THEN known.id END;
  END IF;
  INSERT INTO app_user (username, name, document, email, language) VALUES (login_name, full_name, identity, mail, in_language) RETURNING id INTO made;
  RETURN made;
EXCEPTION WHEN unique_violation THEN RETURN NULL;
END $$;

-- The worker mails somebody who was invited the clave that opens once, or tells who is in already that they belong to one more.
CREATE FUNCTION invitation_mail(person int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM membership m WHERE m.user_id = person AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int) THEN
    RAISE EXCEPTION 'an invitation is mailed to a member of the tenant being served' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM graphile_worker.add_job('mail-invitation', json_build_object('person', person, 'tenant', current_setting('app.tenant')::int, 'at', app_now()),
    job_key => 'invitation:' || person || ':' || current_setting('app.tenant'), max_attempts => 8);
END $$;

-- What the mail of an invitation says of a person and of whom they are invited by; nothing once either is over.
CREATE FUNCTION invitation_of(person int, of_tenant int)
  RETURNS TABLE (email text, name text, username text, language text, phrase text, time_zone text, invited boolean, company text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.*, u.status = 'INVITED', t.name FROM person_mail(person) p JOIN app_user u ON u.id = person
    JOIN membership m ON m.user_id = u.id AND m.tenant_id = of_tenant AND m.status = 'ACTIVE' JOIN tenant t ON t.id = of_tenant
$$;

-- As before, and the desk finds no card.
CREATE OR REPLACE FUNCTION search_cards(of_products int[], patterns text[], most int)
  RETURNS TABLE (product int, reference text, bin text, last4 text, holder text, status card_status) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.product_id, x.reference, x.bin, x.last4, x.holder, x.status
    FROM (SELECT nullif(current_setting('app.tenant', true), '')::int AS id WHERE NOT is_operator()) serving CROSS JOIN unnest(of_products) p
      CROSS JOIN unnest(search_ids('card', 'x.document', serving.id, p, patterns, most)) WITH ORDINALITY AS found (id, n)
      JOIN card x ON x.id = found.id ORDER BY p, found.n
$$;

-- Rights -----------------------------------------------------------------------------------------------------------------
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bank_account', 'contracted_service', 'broker', 'pending_change', 'order_invoice', 'message'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
    EXECUTE format('GRANT SELECT ON %I TO app_web, app_worker, verify', name);
  END LOOP;
  -- The desk's lists go over all companies.
  FOREACH name IN ARRAY ARRAY['company', 'broker', 'product', 'pending_change', 'message', 'order_invoice'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO app_web USING (is_operator())', name || '_operator', name);
  END LOOP;
  -- Only the desk writes the registry.
  FOREACH name IN ARRAY ARRAY['company', 'product', 'product_fee', 'bank_account', 'contracted_service', 'broker', 'pending_change', 'order_invoice'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (is_operator())', name || '_registered', name);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR UPDATE TO app_web USING (is_operator())', name || '_modified', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['bank_account', 'contracted_service'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR DELETE TO app_web USING (is_operator())', name || '_removed', name);
  END LOOP;
  -- What no operator reads.
  FOREACH name IN ARRAY ARRAY['batch_line', 'batch_faulty_line', 'batch_fault', 'batch_line_rejection', 'upload_chunk', 'order_document',
      'card', 'card_request', 'account', 'transfer', 'ledger_entry', 'master_movement'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO app_web USING (NOT is_operator())', name || '_no_operator', name);
  END LOOP;
END $$;
-- Whoever asks or decides does so under their own name; the desk makes nobody an operator, and in a company it makes no lot, signs none and pays none.
CREATE POLICY pending_change_asked ON pending_change AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (is_operator() AND proposed_by = nullif(current_setting('app.user', true), '')::int);
CREATE POLICY pending_change_answered ON pending_change AS RESTRICTIVE FOR UPDATE TO app_web
  USING (is_operator()) WITH CHECK (is_operator() AND coalesce(decided_by, proposed_by) = nullif(current_setting('app.user', true), '')::int);
CREATE POLICY profile_registered ON profile AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (is_operator() AND tenant_id NOT IN (SELECT t.id FROM tenant t WHERE t.kind = 'PLATFORM'));
CREATE POLICY membership_registered ON membership AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (is_operator() AND tenant_id NOT IN (SELECT t.id FROM tenant t WHERE t.kind = 'PLATFORM'));
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['upload', 'batch', 'signature', 'service_order', 'payment', 'confirmation'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (NOT is_operator())', name || '_no_operator', name);
  END LOOP;
END $$;
CREATE POLICY tenant_operator ON tenant TO app_web USING (is_operator()) WITH CHECK (is_operator() AND kind <> 'PLATFORM');
-- Orders and payments in doubt, whoever's.
CREATE POLICY service_order_doubt ON service_order FOR SELECT TO app_web USING (is_operator() AND status = 'IN_VERIFICATION');
CREATE POLICY payment_doubt ON payment FOR SELECT TO app_web USING (is_operator() AND status = 'UNKNOWN');

ALTER TABLE parameter ENABLE ROW LEVEL SECURITY;
ALTER TABLE parameter FORCE ROW LEVEL SECURITY;
CREATE POLICY parameter_read ON parameter FOR SELECT TO app_web, app_worker USING (true);
CREATE POLICY parameter_written ON parameter TO app_web USING (is_operator()) WITH CHECK (is_operator());

GRANT INSERT (kind, code, name), UPDATE (name) ON tenant TO app_web;
GRANT INSERT (tenant_id, tax_id, country, time_zone, signatures_required, maker_may_sign, bank_account),
  UPDATE (tax_id, time_zone, status, suspended_at, suspend_reason, signatures_required, maker_may_sign, bank_account) ON company TO app_web;
GRANT INSERT, DELETE ON bank_account, contracted_service TO app_web;
GRANT INSERT (tenant_id, code, name, kind, currency, batch_types, lines_max, file_bytes_max, amount_min_cents, amount_max_cents),
  UPDATE (name, status, batch_types, lines_max, file_bytes_max, amount_min_cents, amount_max_cents) ON product TO app_web;
GRANT INSERT, UPDATE (fixed_cents, basis_points, tax_basis_points) ON product_fee TO app_web;
GRANT INSERT, UPDATE (tax_id, time_zone, status) ON broker TO app_web;
GRANT INSERT (tenant_id, kind, subject, before, after, digest, reason, proposed_by), UPDATE (status, decided_by, decided_at, answer) ON pending_change TO app_web;
GRANT INSERT, UPDATE (number, given_by, given_at) ON order_invoice TO app_web;
GRANT INSERT (tenant_id, membership_id, subject, body), UPDATE (answer, answered_by, answered_at) ON message TO app_web;
GRANT SELECT, INSERT, UPDATE (value, changed_at) ON parameter TO app_web;
GRANT SELECT ON parameter TO app_worker, verify;
GRANT INSERT (tenant_id, name) ON profile TO app_web;
GRANT INSERT (tenant_id, user_id, profile_id) ON membership TO app_web;

REVOKE ALL ON FUNCTION is_operator(), product_accounts(), pending_change_guard(), decided_here(int, change_kind, text, jsonb), bank_account_guard(), company_registry_guard(), product_fee_guard(),
  message_guard(), enter_operator(bytea, text), person_invite(text, text, text, text, text), invitation_mail(int), invitation_of(int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_operator(), pending_change_guard(), decided_here(int, change_kind, text, jsonb), bank_account_guard(), company_registry_guard(), product_fee_guard(), message_guard()
  TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION enter_operator(bytea, text), person_invite(text, text, text, text, text), invitation_mail(int) TO app_web;
GRANT EXECUTE ON FUNCTION invitation_of(int, int) TO app_worker;
