-- What must hold whatever the code does: histories that nobody rewrites, moves of state that a table lists, signatures that count.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_entry', 'transfer', 'audit_event', 'audit_seal', 'batch_line', 'batch_faulty_line',
                              'batch_line_rejection', 'batch_page', 'order_document'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   name || '_append_only', name);
  END LOOP;
END $$;

-- Moves of state ------------------------------------------------------------------------------------------------------
CREATE TABLE batch_transition (from_status batch_status NOT NULL, to_status batch_status NOT NULL, PRIMARY KEY (from_status, to_status));
INSERT INTO batch_transition VALUES
  ('RECEIVED', 'VALIDATING'), ('RECEIVED', 'ANNULLED'),
  ('VALIDATING', 'VALID'), ('VALIDATING', 'INVALID'), ('VALIDATING', 'ANNULLED'),
  ('VALID', 'CONFIRMED'), ('VALID', 'ANNULLED'), ('INVALID', 'ANNULLED'),
  ('CONFIRMED', 'PARTLY_SIGNED'), ('CONFIRMED', 'AUTHORIZED'), ('CONFIRMED', 'REJECTED'), ('CONFIRMED', 'ANNULLED'), ('CONFIRMED', 'EXPIRED'),
  ('PARTLY_SIGNED', 'AUTHORIZED'), ('PARTLY_SIGNED', 'CONFIRMED'), ('PARTLY_SIGNED', 'REJECTED'), ('PARTLY_SIGNED', 'ANNULLED'), ('PARTLY_SIGNED', 'EXPIRED'),
  ('AUTHORIZED', 'IN_PROCESS'), ('AUTHORIZED', 'ANNULLED'), ('AUTHORIZED', 'CONFIRMED'),
  ('IN_PROCESS', 'PROCESSED'), ('IN_PROCESS', 'PROCESSED_WITH_REJECTIONS');

CREATE TABLE order_transition (from_status order_status NOT NULL, to_status order_status NOT NULL, PRIMARY KEY (from_status, to_status));
INSERT INTO order_transition VALUES
  ('AUTHORIZED', 'PAYING'), ('AUTHORIZED', 'ANNULLED'), ('PAYMENT_FAILED', 'PAYING'), ('PAYMENT_FAILED', 'ANNULLED'),
  ('PAYING', 'IN_PROCESS'), ('PAYING', 'PAYMENT_FAILED'), ('PAYING', 'IN_VERIFICATION'),
  ('IN_VERIFICATION', 'IN_PROCESS'), ('IN_VERIFICATION', 'PAYMENT_FAILED'),
  ('IN_PROCESS', 'PROCESSED'), ('IN_PROCESS', 'PROCESSED_WITH_REJECTIONS');

-- The guards name their path: a session's own temporary table of the same name would otherwise come first.
CREATE FUNCTION batch_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE signed int;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'RECEIVED' THEN RAISE EXCEPTION 'a lot begins as RECEIVED' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM batch_transition t WHERE t.from_status = OLD.status AND t.to_status = NEW.status) THEN
    RAISE EXCEPTION 'lot % may not go from % to %', OLD.number, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status NOT IN ('RECEIVED', 'VALIDATING') AND (NEW.lines_hash, NEW.content_hash, NEW.line_count, NEW.total_cents, NEW.file_hash)
     IS DISTINCT FROM (OLD.lines_hash, OLD.content_hash, OLD.line_count, OLD.total_cents, OLD.file_hash) AND NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'a lot''s content changes only with its version' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.digest IS NOT NULL AND (NEW.digest, NEW.signatures_required, NEW.commission_cents, NEW.tax_cents, NEW.order_total_cents, NEW.bank_account,
      NEW.warnings_reason, NEW.confirmed_by) IS DISTINCT FROM (OLD.digest, OLD.signatures_required, OLD.commission_cents, OLD.tax_cents,
      OLD.order_total_cents, OLD.bank_account, OLD.warnings_reason, OLD.confirmed_by) AND NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'what was confirmed of a lot changes only with its version' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.version < OLD.version THEN RAISE EXCEPTION 'a lot''s version does not go back' USING ERRCODE = 'check_violation'; END IF;
  IF NEW.status = 'AUTHORIZED' AND OLD.status <> 'AUTHORIZED' THEN
    SELECT count(*) INTO signed FROM signature s
     WHERE s.batch_id = NEW.id AND s.batch_version = NEW.version AND s.digest = NEW.digest AND s.voided_at IS NULL;
    IF signed < NEW.signatures_required THEN
      RAISE EXCEPTION 'lot % has % of % signatures', NEW.number, signed, NEW.signatures_required USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER batch_guard BEFORE INSERT OR UPDATE ON batch FOR EACH ROW EXECUTE FUNCTION batch_guard();

CREATE FUNCTION order_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'AUTHORIZED' THEN RAISE EXCEPTION 'an order begins as AUTHORIZED' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM order_transition t WHERE t.from_status = OLD.status AND t.to_status = NEW.status) THEN
    RAISE EXCEPTION 'order % may not go from % to %', OLD.number, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.line_count, NEW.amount_cents, NEW.commission_cents, NEW.tax_cents, NEW.total_cents, NEW.bank_account)
     IS DISTINCT FROM (OLD.line_count, OLD.amount_cents, OLD.commission_cents, OLD.tax_cents, OLD.total_cents, OLD.bank_account) THEN
    RAISE EXCEPTION 'an issued order''s figures do not change' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'IN_PROCESS' AND OLD.status <> 'IN_PROCESS' AND NOT EXISTS (
       SELECT 1 FROM payment p WHERE p.order_id = NEW.id AND p.status = 'CONFIRMED') THEN
    RAISE EXCEPTION 'order % has no confirmed payment', NEW.number USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_guard BEFORE INSERT OR UPDATE ON service_order FOR EACH ROW EXECUTE FUNCTION order_guard();

-- A payment begins as a request, and what the bank said for certain stays said.
CREATE FUNCTION payment_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'REQUESTED' THEN RAISE EXCEPTION 'a payment begins as REQUESTED' USING ERRCODE = 'check_violation'; END IF;
  ELSIF OLD.status IN ('CONFIRMED', 'REFUSED') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'payment % is settled', OLD.reference USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_guard BEFORE INSERT OR UPDATE ON payment FOR EACH ROW EXECUTE FUNCTION payment_guard();

-- A signature is by an eligible person, for what the lot says now, and at most as many as it needs. It is voided once, nothing else.
CREATE FUNCTION signature_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE b batch; own_document text; maker_allowed boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL
       OR to_jsonb(NEW) - '{voided_at,void_reason}'::text[] <> to_jsonb(OLD) - '{voided_at,void_reason}'::text[] THEN
      RAISE EXCEPTION 'a signature is only voided, once' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM batch WHERE tenant_id = OLD.tenant_id AND id = OLD.batch_id
                AND status IN ('IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS')) THEN
      RAISE EXCEPTION 'a paid lot keeps its signatures' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO b FROM batch WHERE tenant_id = NEW.tenant_id AND id = NEW.batch_id;
  IF b.status NOT IN ('CONFIRMED', 'PARTLY_SIGNED') OR b.version <> NEW.batch_version OR b.digest <> NEW.digest THEN
    RAISE EXCEPTION 'signature is not for what lot % says now', b.number USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.ordinal > b.signatures_required THEN
    RAISE EXCEPTION 'lot % needs no more signatures', b.number USING ERRCODE = 'check_violation';
  END IF;
  SELECT u.document INTO own_document FROM membership m JOIN app_user u ON u.id = m.user_id WHERE m.tenant_id = NEW.tenant_id AND m.id = NEW.membership_id;
  IF own_document IS DISTINCT FROM NEW.document THEN RAISE EXCEPTION 'signature carries another person''s document' USING ERRCODE = 'check_violation'; END IF;
  SELECT c.maker_may_sign AND b.signatures_required = 1 INTO maker_allowed FROM company c WHERE c.tenant_id = NEW.tenant_id;
  IF NOT maker_allowed AND EXISTS (
       SELECT 1 FROM membership m JOIN app_user u ON u.id = m.user_id
        WHERE m.tenant_id = NEW.tenant_id AND m.id IN (b.uploaded_by, b.confirmed_by) AND u.document = NEW.document) THEN
    RAISE EXCEPTION 'who prepared lot % may not sign it', b.number USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signature_guard BEFORE INSERT OR UPDATE ON signature FOR EACH ROW EXECUTE FUNCTION signature_guard();

-- A statement is used or voided once, for ever; its tries only grow. What it says never changes.
CREATE FUNCTION confirmation_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at)
     OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at)
     OR (OLD.voided_at IS NOT NULL AND OLD.used_at IS NULL AND NEW.used_at IS NOT NULL) OR NEW.tries < OLD.tries
     OR (NEW.purpose, NEW.subject, NEW.digest, NEW.shown, NEW.method, NEW.code_hash, NEW.membership_id)
        IS DISTINCT FROM (OLD.purpose, OLD.subject, OLD.digest, OLD.shown, OLD.method, OLD.code_hash, OLD.membership_id) THEN
    RAISE EXCEPTION 'a statement does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmation_guard BEFORE UPDATE ON confirmation FOR EACH ROW EXECUTE FUNCTION confirmation_guard();

-- An upload ends once, stored or abandoned.
CREATE FUNCTION upload_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.status <> 'RECEIVING' THEN RAISE EXCEPTION 'upload % has ended', OLD.id USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER upload_guard BEFORE UPDATE ON upload FOR EACH ROW EXECUTE FUNCTION upload_guard();

-- The trail ----------------------------------------------------------------------------------------------------------
CREATE FUNCTION audit_queue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO audit_pending (event_id, tenant_id) SELECT id, tenant_id FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_event_queue AFTER INSERT ON audit_event
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION audit_queue();

-- The text whose SHA-256 is an event's link: everything in the row, after the hash before it.
CREATE FUNCTION audit_link(prev text, seq bigint, e audit_event) RETURNS text LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\x1f', prev, seq, e.id, e.tenant_id, to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    e.actor, e.event, e.subject, e.result, coalesce(e.address, ''), coalesce(e.request_id, ''), e.data::text), 'UTF8')), 'hex')
$$;

-- Links waiting events into their chains, in order; returns the heads it moved. One sealer at a time.
CREATE FUNCTION audit_seal_pending(most int) RETURNS TABLE (chain int, seq bigint, hash text) LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE e audit_event; head_seq bigint; head_hash text; last_tenant int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('audit_seal_pending')) THEN RETURN; END IF;
  FOR e IN SELECT a.* FROM (SELECT event_id, tenant_id FROM audit_pending ORDER BY event_id LIMIT most) p
             JOIN audit_event a ON a.id = p.event_id ORDER BY a.tenant_id, a.id LOOP
    IF last_tenant IS DISTINCT FROM e.tenant_id THEN
      IF last_tenant IS NOT NULL THEN chain := last_tenant; seq := head_seq; hash := head_hash; RETURN NEXT; END IF;
      head_seq := 0; head_hash := '';
      SELECT s.seq, s.hash INTO head_seq, head_hash FROM audit_seal s WHERE s.tenant_id = e.tenant_id ORDER BY s.seq DESC LIMIT 1;
      head_seq := coalesce(head_seq, 0); head_hash := coalesce(head_hash, '');
      last_tenant := e.tenant_id;
    END IF;
    INSERT INTO audit_seal (tenant_id, seq, event_id, prev_hash, hash)
      VALUES (e.tenant_id, head_seq + 1, e.id, head_hash, audit_link(head_hash, head_seq + 1, e));
    head_hash := audit_link(head_hash, head_seq + 1, e);
    head_seq := head_seq + 1;
    DELETE FROM audit_pending WHERE event_id = e.id;
  END LOOP;
  IF last_tenant IS NOT NULL THEN chain := last_tenant; seq := head_seq; hash := head_hash; RETURN NEXT; END IF;
END $$;

-- The record that something was refused; a null tenant is the platform's own chain (unknown logins).
CREATE FUNCTION audit_refusal(of_tenant int, by_actor text, what text, about text, from_address text, request text, details jsonb)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  VALUES (coalesce(of_tenant, (SELECT id FROM tenant WHERE kind = 'PLATFORM')), by_actor, what, about, 'refused', from_address, request, details)
$$;

-- Who is at the door -------------------------------------------------------------------------------------------------
-- Session, person, membership and rights in one call; sets app.user and app.tenant for the transaction it runs in.
-- Null = no such live session. Fields of membership and product are null when they are not this person's.
CREATE FUNCTION enter(token bytea, company_code text, product_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; m membership; t tenant; c company; p product;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = token AND ended_at IS NULL
    AND expires_at > app_now() AND last_used_at > app_now() - interval '10 minutes';
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id AND status = 'ACTIVE';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('app.user', u.id::text, true), set_config('app.tenant', '', true);
  IF company_code IS NOT NULL THEN
    SELECT t2.* INTO t FROM tenant t2 WHERE t2.code = company_code AND t2.kind = 'COMPANY';
    SELECT * INTO c FROM company WHERE tenant_id = t.id AND status = 'ACTIVE';
    SELECT * INTO m FROM membership WHERE tenant_id = c.tenant_id AND user_id = u.id AND status = 'ACTIVE';
    IF m.id IS NOT NULL THEN
      PERFORM set_config('app.tenant', t.id::text, true);
      SELECT * INTO p FROM product WHERE tenant_id = t.id AND code = product_code
        AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = product.id));
    END IF;
  END IF;
  RETURN jsonb_build_object(
    'now', app_now(),
    'user', jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name, 'email', u.email, 'document', u.document),
    'membership', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', m.id, 'allProducts', m.all_products,
       'permissions', (SELECT coalesce(jsonb_agg(pp.permission), '[]') FROM profile_permission pp WHERE pp.profile_id = m.profile_id)) END,
    'company', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'taxId', c.tax_id,
       'country', c.country, 'timeZone', c.time_zone, 'signaturesRequired', c.signatures_required, 'makerMaySign', c.maker_may_sign,
       'bankAccount', c.bank_account) END,
    'product', CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind,
       'currency', p.currency, 'linesMax', p.lines_max, 'fileBytesMax', p.file_bytes_max::text,
       'amountMinCents', p.amount_min_cents::text, 'amountMaxCents', p.amount_max_cents::text) END);
END $$;

CREATE FUNCTION session_touch(token bytea) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET last_used_at = app_now() WHERE token_hash = token AND ended_at IS NULL
     AND last_used_at BETWEEN app_now() - interval '10 minutes' AND app_now() - interval '10 seconds'
$$;

-- What the login needs to verify a clave; null when nobody of that name may sign in anywhere.
CREATE FUNCTION login_find(login_name text) RETURNS TABLE (user_id int, password_hash text) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.password_hash FROM app_user u
   WHERE u.username = login_name AND u.status = 'ACTIVE'
     AND EXISTS (SELECT 1 FROM membership m WHERE m.user_id = u.id AND m.status = 'ACTIVE')
$$;

-- The stored hash of the person being served, for a clave typed again.
CREATE FUNCTION own_password_hash() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT password_hash FROM app_user WHERE id = nullif(current_setting('app.user', true), '')::int
$$;

CREATE FUNCTION session_open(for_user int, token bytea, from_address text, from_device text, request text) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH opened AS (
    INSERT INTO session (token_hash, user_id, address, device) SELECT token, u.id, from_address, from_device
      FROM app_user u WHERE u.id = for_user AND u.status = 'ACTIVE' RETURNING user_id)
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id)
  SELECT t.id, u.username, 'session.opened', u.username, 'done', from_address, request
    FROM opened JOIN app_user u ON u.id = opened.user_id, tenant t WHERE t.kind = 'PLATFORM'
$$;

CREATE FUNCTION session_close(token bytea, from_address text, request text) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH closed AS (UPDATE session SET ended_at = app_now() WHERE token_hash = token AND ended_at IS NULL RETURNING user_id)
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id)
  SELECT t.id, u.username, 'session.closed', u.username, 'done', from_address, request
    FROM closed JOIN app_user u ON u.id = closed.user_id, tenant t WHERE t.kind = 'PLATFORM'
$$;

-- Jobs ---------------------------------------------------------------------------------------------------------------
-- The only way a web or a command adds a job: for the tenant it serves, in its own transaction.
CREATE FUNCTION job_add(task text, payload jsonb, key text, run_at timestamptz, attempts int) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (payload ->> 'tenant') IS DISTINCT FROM nullif(current_setting('app.tenant', true), '') THEN
    RAISE EXCEPTION 'a job is added only for the tenant being served' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM graphile_worker.add_job(task, payload::json, job_key => key, run_at => coalesce(run_at, now()), max_attempts => attempts);
END $$;

-- Work that is due in any tenant: ids only.
CREATE FUNCTION due_expired_batches() RETURNS TABLE (tenant int, batch bigint) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT tenant_id, id FROM batch WHERE status IN ('CONFIRMED', 'PARTLY_SIGNED') AND confirmed_at < app_now() - interval '30 days'
$$;
CREATE FUNCTION due_stale_uploads() RETURNS TABLE (tenant int, upload uuid) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT tenant_id, id FROM upload WHERE status = 'RECEIVING' AND created_at < app_now() - interval '10 minutes'
$$;

-- A company's tenant by its code, for what runs without a person: lot:check.
CREATE FUNCTION tenant_of(company_code text) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM tenant WHERE code = company_code AND kind = 'COMPANY'
$$;

-- A worker's sign of life, and the release of the jobs of workers that stopped giving theirs.
CREATE FUNCTION worker_beat(self uuid, self_name text, ids text[]) RETURNS int LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE silent text[]; freed int := 0;
BEGIN
  INSERT INTO worker (id, name, worker_ids) VALUES (self, self_name, ids)
    ON CONFLICT (id) DO UPDATE SET beat_at = now(), worker_ids = excluded.worker_ids;
  WITH gone AS (DELETE FROM worker WHERE beat_at < now() - interval '30 seconds' RETURNING worker_ids)
    SELECT array_agg(DISTINCT one) INTO silent FROM gone, unnest(gone.worker_ids) one;
  IF silent IS NOT NULL THEN
    SELECT count(*)::int INTO freed FROM graphile_worker._private_jobs WHERE locked_by = ANY (silent);
    PERFORM graphile_worker.force_unlock_workers(silent);
  END IF;
  RETURN freed;
END $$;
-- A worker that goes frees at once what it could not finish; the fences keep its late writes out.
CREATE FUNCTION worker_leave(self uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ids text[];
BEGIN
  DELETE FROM worker WHERE id = self RETURNING worker_ids INTO ids;
  IF ids IS NOT NULL THEN PERFORM graphile_worker.force_unlock_workers(ids); END IF;
END $$;
-- What waits for a job that is not there any more, lost or out of tries: the job to add anew.
CREATE FUNCTION due_lost_jobs() RETURNS TABLE (tenant int, task text, subject bigint) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.tenant_id, w.task, w.id FROM (
    SELECT tenant_id, 'settle-payment' AS task, id FROM service_order WHERE status IN ('PAYING', 'IN_VERIFICATION')
    UNION ALL SELECT tenant_id, 'process-batch', id FROM batch WHERE status = 'IN_PROCESS'
    UNION ALL SELECT tenant_id, 'validate-batch', id FROM batch WHERE status IN ('RECEIVED', 'VALIDATING')) w
   WHERE NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = w.task || ':' || w.id
                      AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL))
$$;
-- The heads of all chains, for a sealer that begins: what an earlier one may not have come to anchor.
CREATE FUNCTION audit_heads() RETURNS TABLE (chain int, seq bigint, hash text) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (tenant_id) tenant_id, seq, hash FROM audit_seal ORDER BY tenant_id, seq DESC
$$;
CREATE FUNCTION workers_alive() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::int FROM worker WHERE beat_at > now() - interval '30 seconds'
$$;

-- SHA-256 over a lot's line hashes in line order, from the lines as they stand now. What is signed is `fields`, what is paid
-- stands in columns of their own: a line whose columns say something else than its fields hashes to something else.
CREATE FUNCTION batch_lines_hash(of_batch bigint) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH lot AS MATERIALIZED (SELECT type FROM batch WHERE id = of_batch),
  told AS (
    SELECT line, fields, (SELECT type FROM lot) AS type, document, amount_cents, reference, card_reference,
           coalesce(split_part(document, '-', 1) || E'\x1f' || substr(document, strpos(document, '-') + 1), E'\x1f') || E'\x1f' AS person,
           E'\x1f' || coalesce(amount_cents::text, '') AS amount
      FROM batch_line WHERE batch_id = of_batch),
  lines AS (
    SELECT line, fields || CASE
        WHEN type IN ('RECARGA', 'CARGO') AND fields <> person || substr(amount, 2) || E'\x1f' || coalesce(reference, '') || E'\x1f' || coalesce(card_reference, '')
          OR type = 'EMISION' AND NOT (starts_with(fields, person) AND right(fields, length(amount)) = amount AND reference IS NULL AND card_reference IS NULL)
        THEN E'\x1f!' ELSE '' END AS text FROM told)
  SELECT encode(sha256(coalesce(string_agg(sha256(convert_to(text, 'UTF8')), ''::bytea ORDER BY line), ''::bytea)), 'hex') FROM lines
$$;
