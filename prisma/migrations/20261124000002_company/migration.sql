-- A company or broker that is suspended: its people are out at their next request, nothing new of it begins, and what has begun ends.

ALTER TABLE broker ADD COLUMN suspended_at timestamptz, ADD COLUMN suspend_reason text;
ALTER TABLE broker ADD CONSTRAINT broker_suspended CHECK ((status = 'SUSPENDED') = (suspended_at IS NOT NULL AND suspend_reason IS NOT NULL));
GRANT UPDATE (suspended_at, suspend_reason) ON broker TO app_web;

-- As before; of a company that is suspended a member of it learns that it is (`suspended`: its name), and a product says which lots it takes.
CREATE OR REPLACE FUNCTION enter(token bytea, company_code text, product_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; m membership; t tenant; c company; p product; shut text;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = token AND ended_at IS NULL AND stage = 'DONE'
    AND expires_at > app_now() AND last_used_at > app_now() - interval '10 minutes';
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id AND status = 'ACTIVE';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('app.user', u.id::text, true), set_config('app.tenant', '', true), set_config('app.session', s.id::text, true);
  IF company_code IS NOT NULL THEN
    SELECT t2.* INTO t FROM tenant t2 WHERE t2.code = company_code AND t2.kind = 'COMPANY';
    SELECT * INTO c FROM company WHERE tenant_id = t.id;
    SELECT * INTO m FROM membership WHERE tenant_id = c.tenant_id AND user_id = u.id AND status = 'ACTIVE';
    IF m.id IS NOT NULL AND c.status <> 'ACTIVE' THEN
      shut := t.name;
      m := NULL;
    END IF;
    IF m.id IS NOT NULL THEN
      PERFORM set_config('app.tenant', t.id::text, true);
      SELECT * INTO p FROM product WHERE tenant_id = t.id AND code = product_code
        AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = product.id));
    END IF;
  END IF;
  RETURN jsonb_build_object(
    'now', app_now(),
    'session', jsonb_build_object('id', s.id::text, 'endsAt', s.expires_at),
    'user', jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name, 'email', u.email, 'document', u.document,
       'language', u.language, 'theme', u.theme),
    'suspended', shut,
    'membership', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', m.id, 'allProducts', m.all_products,
       'permissions', (SELECT coalesce(jsonb_agg(pp.permission), '[]') FROM profile_permission pp WHERE pp.profile_id = m.profile_id)) END,
    'company', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'taxId', c.tax_id,
       'country', c.country, 'timeZone', c.time_zone, 'signaturesRequired', c.signatures_required, 'makerMaySign', c.maker_may_sign,
       'bankAccount', c.bank_account) END,
    'product', CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind,
       'currency', p.currency, 'linesMax', p.lines_max, 'fileBytesMax', p.file_bytes_max::text,
       'amountMinCents', p.amount_min_cents::text, 'amountMaxCents', p.amount_max_cents::text, 'batchTypes', p.batch_types) END);
END $$;

-- Where the person who asks belongs, and whether it is suspended: what their Bandeja says of it.
CREATE FUNCTION own_places() RETURNS TABLE (kind tenant_kind, name text, suspended boolean) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.kind, t.name, coalesce(c.status, b.status) = 'SUSPENDED'
    FROM membership m JOIN tenant t ON t.id = m.tenant_id LEFT JOIN company c ON c.tenant_id = t.id LEFT JOIN broker b ON b.tenant_id = t.id
   WHERE m.user_id = nullif(current_setting('app.user', true), '')::int AND m.status = 'ACTIVE' AND t.kind <> 'PLATFORM' ORDER BY t.name
$$;

-- Whether the company being served may begin something new, held until the transaction's end: who suspends it waits, and whoever comes
-- after that is told no.
CREATE FUNCTION company_may_begin() RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT status = 'ACTIVE' FROM company WHERE tenant_id = nullif(current_setting('app.tenant', true), '')::int FOR SHARE
$$;

-- Not begun, and of a company that is suspended: it waits without a job until that is lifted.
CREATE OR REPLACE FUNCTION due_lost_jobs() RETURNS TABLE (tenant int, task text, subject bigint) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.tenant_id, w.task, w.id FROM (
    SELECT o.tenant_id, 'settle-payment' AS task, o.id,
           o.status = 'PAYING' AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id
                                                AND p.status IN ('SENT', 'UNKNOWN')) AS unbegun
      FROM service_order o WHERE o.status IN ('PAYING', 'IN_VERIFICATION')
    UNION ALL SELECT tenant_id, 'process-batch', id, false FROM batch WHERE status = 'IN_PROCESS'
    UNION ALL SELECT tenant_id, 'validate-batch', id, status = 'RECEIVED' FROM batch WHERE status IN ('RECEIVED', 'VALIDATING')) w
   WHERE NOT (w.unbegun AND EXISTS (SELECT 1 FROM company c WHERE c.tenant_id = w.tenant_id AND c.status = 'SUSPENDED'))
     AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = w.task || ':' || w.id
                      AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL))
$$;

REVOKE ALL ON FUNCTION own_places(), company_may_begin() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_places() TO app_web;
GRANT EXECUTE ON FUNCTION company_may_begin() TO app_worker;
