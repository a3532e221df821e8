-- How a person is spoken to and on which paper: theirs in every company, on every device.
ALTER TABLE app_user
  ADD COLUMN language text NOT NULL DEFAULT 'es' CONSTRAINT app_user_language CHECK (language IN ('es', 'en')),
  ADD COLUMN theme text NOT NULL DEFAULT 'system' CONSTRAINT app_user_theme CHECK (theme IN ('system', 'light', 'dark'));
-- The worker mails in the language of whoever receives.
GRANT SELECT (language) ON app_user TO app_worker;

-- As before, and the person comes with both.
CREATE OR REPLACE FUNCTION enter(token bytea, company_code text, product_code text) RETURNS jsonb LANGUAGE plpgsql
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
    'user', jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name, 'email', u.email, 'document', u.document,
       'language', u.language, 'theme', u.theme),
    'membership', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', m.id, 'allProducts', m.all_products,
       'permissions', (SELECT coalesce(jsonb_agg(pp.permission), '[]') FROM profile_permission pp WHERE pp.profile_id = m.profile_id)) END,
    'company', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'taxId', c.tax_id,
       'country', c.country, 'timeZone', c.time_zone, 'signaturesRequired', c.signatures_required, 'makerMaySign', c.maker_may_sign,
       'bankAccount', c.bank_account) END,
    'product', CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind,
       'currency', p.currency, 'linesMax', p.lines_max, 'fileBytesMax', p.file_bytes_max::text,
       'amountMinCents', p.amount_min_cents::text, 'amountMaxCents', p.amount_max_cents::text) END);
END $$;

-- The person being served writes their own, and nobody else's; NULL leaves one as it is. Returns both as they are now.
CREATE FUNCTION own_preferences(new_language text, new_theme text) RETURNS TABLE (language text, theme text) LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE app_user u SET language = coalesce(new_language, u.language), theme = coalesce(new_theme, u.theme)
   WHERE u.id = nullif(current_setting('app.user', true), '')::int RETURNING u.language, u.theme
$$;
REVOKE ALL ON FUNCTION own_preferences(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_preferences(text, text) TO app_web;
