-- What a person asks of bank or core about the master account and single cards: recharge it, withdraw from it, credit, debit, block, unblock
-- or replace a card, read its balance. The ledger is posted at once where the money is ours to move; what bank or core answer later
-- ends it, and a refusal is a reversal. While it is not ended, the money that a reversal would need is held by the account's floor.

CREATE TYPE instruction_kind AS ENUM ('FUND', 'WITHDRAW', 'CREDIT', 'DEBIT', 'BALANCE', 'BLOCK', 'UNBLOCK', 'REPLACE');
CREATE TYPE instruction_status AS ENUM ('REQUESTED', 'SENT', 'UNKNOWN', 'DONE', 'REFUSED');

CREATE TABLE instruction (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id       int NOT NULL,
  product_id      int NOT NULL,
  kind            instruction_kind NOT NULL,
  number          text NOT NULL CONSTRAINT instruction_number CHECK (number ~ '^CM-\d{4}-\d{6,}$'),
  key             uuid NOT NULL,                -- made with the form: sent twice, done once
  item            smallint NOT NULL CONSTRAINT instruction_item CHECK (item BETWEEN 1 AND 100),
  requested_by    int NOT NULL,
  confirmation_id uuid NOT NULL,
  card_id         bigint,
  account         text,                         -- at the bank, as it was authorized then
  cents           bigint CONSTRAINT instruction_cents CHECK (cents > 0),
  description     text CONSTRAINT instruction_description CHECK (length(description) BETWEEN 1 AND 140),
  reason          text CONSTRAINT instruction_reason CHECK (reason IN ('LOST', 'STOLEN', 'DAMAGED', 'OTHER')),
  status          instruction_status NOT NULL DEFAULT 'REQUESTED',
  fence           bigint NOT NULL DEFAULT 0,
  requested_at    timestamptz NOT NULL DEFAULT app_now(),
  sent_at         timestamptz,
  arrives_until   timestamptz,                  -- until when they may still take what was sent
  resolved_at     timestamptz,
  failure         text CONSTRAINT instruction_failure CHECK (length(failure) <= 80),
  outside         text CONSTRAINT instruction_outside CHECK (length(outside) <= 80),
  told_cents      bigint,                       -- the card's balance as the core told it
  told_state      text CONSTRAINT instruction_told_state CHECK (told_state IN ('active', 'blocked', 'cancelled')),
  replaced_by     bigint,
  CONSTRAINT instruction_of_card CHECK ((card_id IS NULL) = (kind IN ('FUND', 'WITHDRAW'))),
  CONSTRAINT instruction_of_account CHECK ((account IS NOT NULL) = (kind IN ('FUND', 'WITHDRAW'))),
  CONSTRAINT instruction_of_money CHECK ((cents IS NOT NULL) = (kind IN ('FUND', 'WITHDRAW', 'CREDIT', 'DEBIT'))),
  CONSTRAINT instruction_reasoned CHECK ((reason IS NOT NULL) = (kind IN ('BLOCK', 'REPLACE'))),
  CONSTRAINT instruction_resolved CHECK ((resolved_at IS NOT NULL) = (status IN ('DONE', 'REFUSED'))),
  CONSTRAINT instruction_failed CHECK (status NOT IN ('REFUSED', 'UNKNOWN') OR failure IS NOT NULL),
  CONSTRAINT instruction_replaced CHECK (replaced_by IS NULL OR (kind = 'REPLACE' AND status = 'DONE')),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, number),
  UNIQUE (tenant_id, key, item),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id),
  FOREIGN KEY (tenant_id, requested_by) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, confirmation_id) REFERENCES confirmation (tenant_id, id),
  FOREIGN KEY (tenant_id, card_id) REFERENCES card (tenant_id, id),
  FOREIGN KEY (tenant_id, replaced_by) REFERENCES card (tenant_id, id)
);
CREATE INDEX instruction_of_product ON instruction (tenant_id, product_id, id DESC);
CREATE INDEX instruction_by_card ON instruction (card_id, id DESC) WHERE card_id IS NOT NULL;
CREATE INDEX instruction_alive_of_card ON instruction (card_id) WHERE status IN ('REQUESTED', 'SENT', 'UNKNOWN');
CREATE INDEX instruction_alive ON instruction (product_id, id) WHERE status IN ('REQUESTED', 'SENT', 'UNKNOWN');
CREATE INDEX instruction_credits ON instruction (product_id, requested_at) INCLUDE (cents) WHERE kind = 'CREDIT' AND status <> 'REFUSED';
CREATE UNIQUE INDEX instruction_replacement ON instruction (replaced_by) WHERE replaced_by IS NOT NULL;
-- One change of a card's state at a time.
CREATE UNIQUE INDEX instruction_one_change ON instruction (card_id) WHERE kind IN ('BLOCK', 'UNBLOCK', 'REPLACE') AND status IN ('REQUESTED', 'SENT', 'UNKNOWN');

CREATE TABLE instruction_transition (from_status instruction_status NOT NULL, to_status instruction_status NOT NULL, PRIMARY KEY (from_status, to_status));
INSERT INTO instruction_transition VALUES
  ('REQUESTED', 'SENT'), ('SENT', 'DONE'), ('SENT', 'REFUSED'), ('SENT', 'UNKNOWN'), ('UNKNOWN', 'DONE'), ('UNKNOWN', 'REFUSED');
CREATE TABLE card_transition (from_status card_status NOT NULL, to_status card_status NOT NULL, PRIMARY KEY (from_status, to_status));
INSERT INTO card_transition VALUES ('ACTIVE', 'BLOCKED'), ('BLOCKED', 'ACTIVE'), ('ACTIVE', 'REPLACED'), ('BLOCKED', 'REPLACED'),
  ('ACTIVE', 'CANCELLED'), ('BLOCKED', 'CANCELLED');

-- What was asked never changes; its state moves as listed. Its end gives free what was held for its reversal.
CREATE FUNCTION instruction_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.tenant_id, NEW.product_id, NEW.kind, NEW.number, NEW.key, NEW.item, NEW.requested_by, NEW.confirmation_id, NEW.card_id, NEW.account, NEW.cents,
      NEW.description, NEW.reason, NEW.requested_at) IS DISTINCT FROM (OLD.tenant_id, OLD.product_id, OLD.kind, OLD.number, OLD.key, OLD.item,
      OLD.requested_by, OLD.confirmation_id, OLD.card_id, OLD.account, OLD.cents, OLD.description, OLD.reason, OLD.requested_at) OR NEW.fence < OLD.fence THEN
    RAISE EXCEPTION 'what instruction % asks does not change', OLD.number USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status IN ('DONE', 'REFUSED') THEN
    RAISE EXCEPTION 'instruction % is ended', OLD.number USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status <> OLD.status THEN
    IF NOT EXISTS (SELECT 1 FROM instruction_transition t WHERE t.from_status = OLD.status AND t.to_status = NEW.status) THEN
      RAISE EXCEPTION 'instruction % does not go from % to %', OLD.number, OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    -- What comes after in the same transaction posts to these: in id order, as whoever asks takes them.
    IF NEW.status IN ('DONE', 'REFUSED') AND NEW.kind IN ('CREDIT', 'DEBIT', 'REPLACE') THEN
      PERFORM 1 FROM account WHERE card_id = NEW.card_id OR (product_id = NEW.product_id AND kind = 'MASTER' AND (NEW.kind = 'DEBIT' OR NEW.status = 'REFUSED'))
       ORDER BY id FOR NO KEY UPDATE;
    END IF;
    IF NEW.status IN ('DONE', 'REFUSED') AND NEW.kind = 'CREDIT' THEN
      UPDATE account SET floor_cents = floor_cents - NEW.cents WHERE card_id = NEW.card_id;
    ELSIF NEW.status IN ('DONE', 'REFUSED') AND NEW.kind = 'DEBIT' THEN
      UPDATE account SET floor_cents = floor_cents - NEW.cents WHERE product_id = NEW.product_id AND kind = 'MASTER';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER instruction_guard BEFORE UPDATE ON instruction FOR EACH ROW EXECUTE FUNCTION instruction_guard();
CREATE TRIGGER instruction_kept BEFORE DELETE OR TRUNCATE ON instruction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION card_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM card_transition t WHERE t.from_status = OLD.status AND t.to_status = NEW.status) THEN
    RAISE EXCEPTION 'card % does not go from % to %', OLD.reference, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER card_guard BEFORE UPDATE OF status ON card FOR EACH ROW EXECUTE FUNCTION card_guard();

-- Limits of a product: credited by hand in one day, and what may stand on a card after a credit. The amount of one credit is bound as a lot's line is.
ALTER TABLE product
  ADD COLUMN day_max_cents bigint CONSTRAINT product_day_max CHECK (day_max_cents > 0),
  ADD COLUMN card_max_cents bigint CONSTRAINT product_card_max CHECK (card_max_cents > 0);
GRANT INSERT (day_max_cents, card_max_cents), UPDATE (day_max_cents, card_max_cents) ON product TO app_web;

ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_kind_check;
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_kind_check CHECK (kind IN ('opening', 'order.payment', 'batch.page', 'master.fund', 'master.withdraw',
  'master.withdrawReversed', 'card.credit', 'card.creditReversed', 'card.debit', 'card.debitReversed', 'card.replace'));

-- What an instruction of a kind needs, and the events' first half.
CREATE FUNCTION instruction_permission(of_kind instruction_kind) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE of_kind WHEN 'FUND' THEN 'master.fund' WHEN 'WITHDRAW' THEN 'master.withdraw' ELSE 'card.' || lower(of_kind::text) END
$$;

-- One sequence for all, with gaps: a counter for each company would have everyone who asks wait for whoever asks before.
CREATE SEQUENCE instruction_numbers;
CREATE FUNCTION instruction_number(of_year int, n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('CM-%s-%s', of_year, lpad(n::text, greatest(6, length(n::text)), '0'))
$$;

-- The one way in which a person asks: what they confirmed (`shown`: { company, product, kind, items: [{ card, amountCents }], totalCents,
-- description, account, reason }, amounts as decimal strings of cents) is the only thing that says what is done. Asks again what the door
-- asked: a member, their product, the permission in the session's channel. Does all of it or, answering { "refused": code, … }, nothing.
-- The same form again answers what it answered. Locks cards, then accounts, in id order. The master account is what those of a company
-- wait for: all that can be written without it is written before it is taken, and undone where it refuses.
CREATE FUNCTION instruct(shown jsonb, shown_digest text, form_key uuid, by_address text, by_request text, by_trace text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  of_tenant int := nullif(current_setting('app.tenant', true), '')::int;
  what instruction_kind := (shown ->> 'kind')::instruction_kind;
  asks text := instruction_permission(what);
  moves boolean := what IN ('CREDIT', 'DEBIT', 'WITHDRAW');
  asker record; earlier record; one record; bad record; refusal jsonb; statement uuid; master bigint;
  refs text[]; amounts bigint[]; total bigint; wanted int; rows_wanted int; found_cards int := 0; at_item int; card_ids bigint[]; account_ids bigint[];
  card_accounts bigint[]; ids bigint[]; numbers text[]; missing bigint;
BEGIN
  SELECT m.id AS member, m.profile_id, u.username, p.id AS product, p.code, p.status, p.amount_min_cents, p.amount_max_cents, p.day_max_cents, p.card_max_cents,
         c.time_zone, c.bank_account INTO asker
    FROM membership m JOIN app_user u ON u.id = m.user_id AND u.status = 'ACTIVE'
    JOIN tenant t ON t.id = m.tenant_id AND t.code = shown ->> 'company' JOIN company c ON c.tenant_id = m.tenant_id
    JOIN product p ON p.tenant_id = m.tenant_id AND p.code = shown ->> 'product' AND (m.all_products OR EXISTS (
      SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = p.id))
   WHERE m.tenant_id = of_tenant AND m.user_id = nullif(current_setting('app.user', true), '')::int AND m.status = 'ACTIVE';
  IF is_operator() OR asker.member IS NULL OR asks NOT IN (SELECT granted(asker.profile_id, nullif(current_setting('app.channel', true), ''))) THEN
    RAISE EXCEPTION 'this is not theirs to ask' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('instruct ' || of_tenant || ' ' || form_key, 0));
  SELECT i.confirmation_id, i.requested_by INTO earlier FROM instruction i WHERE i.tenant_id = of_tenant AND i.key = form_key AND i.item = 1;
  IF FOUND THEN
    IF earlier.requested_by <> asker.member OR shown_digest <> (SELECT c.digest FROM confirmation c WHERE c.id = earlier.confirmation_id) THEN
      RETURN jsonb_build_object('refused', 'instruction.keyUsed');
    END IF;
    RETURN jsonb_build_object('again', true, 'instructions', (SELECT jsonb_agg(i.number ORDER BY i.item) FROM instruction i
      WHERE i.tenant_id = of_tenant AND i.key = form_key));
  END IF;
  IF asker.status <> 'ACTIVE' THEN RETURN jsonb_build_object('refused', 'instruction.productClosed'); END IF;

  SELECT array_agg(i ->> 'card' ORDER BY n), array_agg((i ->> 'amountCents')::bigint ORDER BY n), sum((i ->> 'amountCents')::bigint), count(*)
    INTO refs, amounts, total, wanted FROM jsonb_array_elements(coalesce(shown -> 'items', '[]')) WITH ORDINALITY AS x (i, n);
  rows_wanted := greatest(wanted, 1);
  IF what IN ('FUND', 'WITHDRAW') THEN
    total := (shown ->> 'totalCents')::bigint;
    amounts := ARRAY[total];
    IF wanted <> 0 OR total IS NULL OR shown ->> 'account' IS DISTINCT FROM asker.bank_account THEN
      RETURN jsonb_build_object('refused', 'confirm.changed');
    END IF;
  ELSE
    IF wanted NOT BETWEEN 1 AND 100 OR coalesce(total, 0) <> coalesce((shown ->> 'totalCents')::bigint, 0) THEN
      RAISE EXCEPTION 'the sum of the statement is not that of its items' USING ERRCODE = 'check_violation';
    END IF;
    FOR one IN SELECT c.id, c.reference, c.last4, c.status FROM card c
                WHERE c.tenant_id = of_tenant AND c.product_id = asker.product AND c.reference = ANY (refs) ORDER BY c.id FOR NO KEY UPDATE LOOP
      found_cards := found_cards + 1;
      card_ids[array_position(refs, one.reference)] := one.id;
      IF refusal IS NULL AND one.status <> ALL (CASE what WHEN 'UNBLOCK' THEN ARRAY['BLOCKED'] WHEN 'REPLACE' THEN ARRAY['ACTIVE', 'BLOCKED']
           WHEN 'BALANCE' THEN ARRAY['ACTIVE', 'BLOCKED'] ELSE ARRAY['ACTIVE'] END::card_status[]) THEN
        refusal := jsonb_build_object('refused', 'instruction.cardState', 'card', one.last4, 'status', one.status);
      END IF;
    END LOOP;
    IF found_cards <> wanted THEN RETURN jsonb_build_object('refused', 'instruction.cardUnknown'); END IF;
    IF refusal IS NOT NULL THEN RETURN refusal; END IF;
    SELECT c.last4 INTO bad FROM instruction i JOIN card c ON c.id = i.card_id
     WHERE i.card_id = ANY (card_ids) AND i.status IN ('REQUESTED', 'SENT', 'UNKNOWN') AND what <> 'BALANCE'
       AND (i.kind IN ('BLOCK', 'UNBLOCK', 'REPLACE') OR what = 'REPLACE' AND i.kind IN ('CREDIT', 'DEBIT')) ORDER BY c.id LIMIT 1;
    IF FOUND THEN RETURN jsonb_build_object('refused', 'instruction.cardBusy', 'card', bad.last4); END IF;
    IF what = 'CREDIT' AND EXISTS (SELECT 1 FROM unnest(amounts) a WHERE a NOT BETWEEN asker.amount_min_cents AND asker.amount_max_cents) THEN
      RETURN jsonb_build_object('refused', 'instruction.amountLimit', 'minCents', asker.amount_min_cents::text, 'maxCents', asker.amount_max_cents::text);
    END IF;
  END IF;

  SELECT array_agg(instruction_number(extract(year FROM app_now() AT TIME ZONE asker.time_zone)::int, nextval('instruction_numbers'))) INTO numbers
    FROM generate_series(1, rows_wanted);
  BEGIN
    INSERT INTO confirmation (tenant_id, membership_id, purpose, subject, digest, shown, method, expires_at, used_at)
    VALUES (of_tenant, asker.member, asks, numbers[1], shown_digest, shown, 'PASSWORD', app_now() + interval '5 minutes', app_now()) RETURNING id INTO statement;
    WITH written AS (
      INSERT INTO instruction (tenant_id, product_id, kind, number, key, item, requested_by, confirmation_id, card_id, account, cents, description, reason)
      SELECT of_tenant, asker.product, what, numbers[n], form_key, n, asker.member, statement, card_ids[n], CASE WHEN wanted = 0 THEN shown ->> 'account' END,
             amounts[n], nullif(shown ->> 'description', ''), shown ->> 'reason' FROM generate_series(1, rows_wanted) n ORDER BY n
      RETURNING id, item)
    SELECT array_agg(w.id ORDER BY w.item) INTO ids FROM written w;
    INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
    SELECT of_tenant, asker.username, asks || 'Requested', numbers[n], 'done', by_address, by_request, jsonb_strip_nulls(jsonb_build_object(
             'product', asker.code, 'card', refs[n], 'amount', amounts[n]::text, 'reason', shown ->> 'reason')) FROM generate_series(1, rows_wanted) n ORDER BY n;
    PERFORM graphile_worker.add_job('settle-instruction', json_strip_nulls(json_build_object('tenant', of_tenant, 'instruction', id::text, 'trace', by_trace)),
        job_key => 'settle-instruction:' || id, max_attempts => 25) FROM unnest(ids) id;

    IF moves THEN
      SELECT array_agg(a.id) INTO account_ids FROM (
        SELECT a.id FROM account a WHERE a.product_id = asker.product AND a.kind <> 'CARD' AND (a.kind = 'MASTER' OR what = 'WITHDRAW' AND a.kind = 'BANK_CLEARING')
        UNION ALL SELECT a.id FROM account a WHERE a.card_id = ANY (card_ids)) a;
      FOR one IN SELECT a.id, a.kind, a.card_id, a.balance_cents, a.balance_cents - a.floor_cents AS free FROM account a
                  WHERE a.id = ANY (account_ids) ORDER BY a.id FOR NO KEY UPDATE LOOP
        IF one.kind = 'MASTER' THEN
          master := one.id;
          IF what <> 'DEBIT' AND total > one.free THEN
            refusal := jsonb_build_object('refused', 'instruction.insufficient', 'missingCents', (total - one.free)::text);
          END IF;
          CONTINUE;
        END IF;
        at_item := coalesce(array_position(card_ids, one.card_id), 1);
        card_accounts[at_item] := one.id;
        IF refusal IS NULL AND what = 'DEBIT' AND amounts[at_item] > one.free THEN
          refusal := jsonb_build_object('refused', 'instruction.cardInsufficient', 'missingCents', (amounts[at_item] - one.free)::text,
            'card', (SELECT c.last4 FROM card c WHERE c.id = one.card_id));
        ELSIF refusal IS NULL AND what = 'CREDIT' AND one.balance_cents + amounts[at_item] > asker.card_max_cents THEN
          refusal := jsonb_build_object('refused', 'instruction.cardLimit', 'maxCents', asker.card_max_cents::text,
            'card', (SELECT c.last4 FROM card c WHERE c.id = one.card_id));
        END IF;
      END LOOP;
      -- What others asked is seen from here on: they are done with the master account.
      IF refusal IS NULL AND what = 'CREDIT' AND asker.day_max_cents IS NOT NULL THEN
        SELECT sum(i.cents) - asker.day_max_cents INTO missing FROM instruction i
         WHERE i.product_id = asker.product AND i.kind = 'CREDIT' AND i.status <> 'REFUSED'
           AND i.requested_at >= date_trunc('day', app_now() AT TIME ZONE asker.time_zone) AT TIME ZONE asker.time_zone;
        IF missing > 0 THEN
          refusal := jsonb_build_object('refused', 'instruction.dayLimit', 'maxCents', asker.day_max_cents::text, 'leftCents', greatest(total - missing, 0)::text);
        END IF;
      END IF;
      IF refusal IS NOT NULL THEN RAISE EXCEPTION 'refused' USING ERRCODE = 'CF001'; END IF;

      WITH posted AS (
        INSERT INTO ledger_entry (tenant_id, kind, key) SELECT of_tenant, asks, 'instruction:' || ids[n] FROM generate_series(1, rows_wanted) n ORDER BY n
        RETURNING id, key)
      INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
      SELECT of_tenant, e.id, CASE what WHEN 'DEBIT' THEN card_accounts[n] ELSE master END, CASE what WHEN 'DEBIT' THEN master ELSE card_accounts[n] END, amounts[n]
        FROM posted e, array_position(ids, split_part(e.key, ':', 2)::bigint) n ORDER BY e.id;
      -- What a refusal would have to take back stays until the end.
      IF what = 'CREDIT' THEN
        UPDATE account a SET floor_cents = a.floor_cents + amounts[array_position(card_accounts, a.id)] WHERE a.id = ANY (card_accounts);
      ELSIF what = 'DEBIT' THEN
        UPDATE account a SET floor_cents = a.floor_cents + total WHERE a.id = master;
      END IF;
    END IF;
  EXCEPTION WHEN SQLSTATE 'CF001' THEN
    RETURN refusal;
  END;
  RETURN jsonb_build_object('again', false, 'instructions', to_jsonb(numbers));
END $$;

-- Answers about instructions are kept as those about payments and pages are.
ALTER TABLE gateway_answer ALTER COLUMN order_id DROP NOT NULL;
ALTER TABLE gateway_answer ADD COLUMN instruction_id bigint;
ALTER TABLE gateway_answer ADD FOREIGN KEY (tenant_id, instruction_id) REFERENCES instruction (tenant_id, id);
ALTER TABLE gateway_answer ADD CONSTRAINT gateway_answer_about CHECK ((order_id IS NULL) <> (instruction_id IS NULL));
CREATE INDEX ON gateway_answer (instruction_id, id) WHERE instruction_id IS NOT NULL;
ALTER TABLE gateway_answer DROP CONSTRAINT gateway_answer_operation;
ALTER TABLE gateway_answer ADD CONSTRAINT gateway_answer_operation CHECK (operation IN ('debit', 'debitStatus', 'page', 'pageStatus', 'credit', 'creditStatus',
  'instruct', 'instructionStatus', 'cardBalance'));
ALTER TABLE gateway_answer DROP CONSTRAINT gateway_answer_unsaid;
ALTER TABLE gateway_answer ADD CONSTRAINT gateway_answer_unsaid
  CHECK (operation NOT IN ('page', 'pageStatus', 'instruct', 'instructionStatus', 'cardBalance') OR body IS NULL);

CREATE OR REPLACE FUNCTION due_lost_jobs() RETURNS TABLE (tenant int, task text, subject bigint) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.tenant_id, w.task, w.id FROM (
    SELECT o.tenant_id, 'settle-payment' AS task, o.id,
           o.status = 'PAYING' AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id
                                                AND p.status IN ('SENT', 'UNKNOWN')) AS unbegun
      FROM service_order o WHERE o.status IN ('PAYING', 'IN_VERIFICATION')
    UNION ALL SELECT tenant_id, 'settle-instruction', id, status = 'REQUESTED' FROM instruction WHERE status IN ('REQUESTED', 'SENT', 'UNKNOWN')
    UNION ALL SELECT tenant_id, 'process-batch', id, false FROM batch WHERE status = 'IN_PROCESS'
    UNION ALL SELECT tenant_id, 'validate-batch', id, status = 'RECEIVED' FROM batch WHERE status IN ('RECEIVED', 'VALIDATING')) w
   WHERE NOT (w.unbegun AND EXISTS (SELECT 1 FROM company c WHERE c.tenant_id = w.tenant_id AND c.status = 'SUSPENDED'))
     AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = w.task || ':' || w.id
                      AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL))
$$;

-- To which service the trail's new events belong.
ALTER TABLE audit_event ALTER COLUMN service SET EXPRESSION AS (
  CASE split_part(event, '.', 1)
    WHEN 'balance' THEN 'consultas.saldos'
    WHEN 'movement' THEN 'consultas.movimientos'
    WHEN 'card' THEN 'servicios.cuenta-maestra'
    WHEN 'master' THEN 'servicios.cuenta-maestra'
    WHEN 'statement' THEN 'consultas.movimientos'
    WHEN 'report' THEN 'reportes.cuenta-maestra'
    WHEN 'company' THEN 'configuracion.empresas'
    WHEN 'upload' THEN 'lotes.carga'
    WHEN 'batch' THEN CASE
      WHEN event = 'batch.read' THEN 'consultas.archivos'
      WHEN event IN ('batch.sign', 'batch.reject', 'batch.withdraw', 'batch.annul', 'batch.signaturePrepared', 'batch.signed', 'batch.rejected',
        'batch.annulled', 'batch.signatureWithdrawn', 'batch.signaturesVoided', 'batch.expired', 'batch.recalculated') THEN 'lotes.autorizacion'
      WHEN event IN ('batch.processing', 'batch.processed', 'batch.pageInDoubt', 'batch.pagePosted') THEN 'ordenes.pago'
      ELSE 'lotes.carga' END
    WHEN 'order' THEN CASE
      WHEN event IN ('order.read', 'order.pdf', 'order.print', 'order.issued', 'order.printed', 'order.invoicePrinted') THEN 'consultas.ordenes'
      ELSE 'ordenes.pago' END
    WHEN 'payment' THEN 'ordenes.pago'
    WHEN 'job' THEN 'ordenes.pago'
    WHEN 'inquiry' THEN 'servicio.mensajes'
    WHEN 'message' THEN 'servicio.mensajes'
    WHEN 'profile' THEN 'administracion.perfiles'
    WHEN 'user' THEN CASE
      WHEN event LIKE 'user.reset%' OR event LIKE 'user.unlock%' THEN 'administracion.claves'
      WHEN event LIKE 'user.activat%' OR event LIKE 'user.inactivat%' THEN 'administracion.activacion'
      ELSE 'administracion.usuarios' END
    WHEN 'access' THEN 'administracion.porque'
    WHEN 'activity' THEN 'administracion.actividad'
    WHEN 'name' THEN 'administracion.nombres'
    WHEN 'affiliate' THEN 'administracion.afiliados'
    WHEN 'branch' THEN 'administracion.afiliados'
    WHEN 'token' THEN CASE WHEN event = 'token.consult' THEN 'administracion.consulta-token' ELSE 'administracion.tokens' END
    WHEN 'guide' THEN 'ayudas.guias'
    WHEN 'template' THEN 'archivos.plantillas'
    WHEN 'registry' THEN 'operador'
    WHEN 'change' THEN 'operador'
    WHEN 'doubt' THEN 'operador'
    WHEN 'invoice' THEN 'operador'
  END);

ALTER TABLE instruction ENABLE ROW LEVEL SECURITY;
ALTER TABLE instruction FORCE ROW LEVEL SECURITY;
CREATE POLICY instruction_of_tenant ON instruction TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
CREATE POLICY instruction_no_operator ON instruction AS RESTRICTIVE TO app_web USING (NOT is_operator());
GRANT SELECT ON instruction, instruction_transition, card_transition TO app_web, app_worker, verify;
GRANT UPDATE (status, fence, sent_at, arrives_until, resolved_at, failure, outside, told_cents, told_state, replaced_by) ON instruction TO app_worker;
GRANT UPDATE (status) ON card TO app_worker;
REVOKE ALL ON FUNCTION instruction_guard(), card_guard(), instruction_permission(instruction_kind), instruction_number(int, bigint), instruct(jsonb, text, uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION instruction_permission(instruction_kind) TO verify;
GRANT EXECUTE ON FUNCTION instruct(jsonb, text, uuid, text, text, text) TO app_web;
