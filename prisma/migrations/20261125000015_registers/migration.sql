-- Who may do what and why; a company's own names of its products and accounts; its branches and affiliated third parties.

-- Why and who -----------------------------------------------------------------------------------------------------------
-- Whether the person being served is active in the tenant being served.
CREATE FUNCTION is_member() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = nullif(current_setting('app.tenant', true), '')::int
    AND m.user_id = nullif(current_setting('app.user', true), '')::int AND m.status = 'ACTIVE')
$$;
-- What decides about a person of the tenant being served, their profile's flags apart; nothing for whoever is not of it.
CREATE FUNCTION access_person(of_username text) RETURNS TABLE (username text, name text, status user_status, membership int,
    membership_status member_status, since timestamptz, reason text, profile int, all_products boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.username, u.name, u.status, m.id, m.status, m.status_at, m.status_reason, m.profile_id, m.all_products
    FROM app_user u JOIN membership m ON m.user_id = u.id
   WHERE u.username = of_username AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND is_member()
$$;
-- Those who hold one of these profiles and are in: of this product, or wherever (null).
CREATE FUNCTION access_holders(of_profiles int[], of_product int, past int, most int)
  RETURNS TABLE (username text, name text, profile int, all_products boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.username, u.name, h.profile_id, h.all_products FROM (
    SELECT m.* FROM membership m
     WHERE m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND is_member() AND m.profile_id = ANY (of_profiles)
       AND m.standing = 'ACTIVE' AND (of_product IS NULL OR m.all_products
         OR EXISTS (SELECT 1 FROM membership_product p WHERE p.membership_id = m.id AND p.product_id = of_product))
     ORDER BY m.profile_id, m.person_name, m.id OFFSET past LIMIT most) h JOIN app_user u ON u.id = h.user_id
   ORDER BY h.profile_id, h.person_name, h.id
$$;
-- How many they are, counted so far and no further.
CREATE FUNCTION access_holders_count(of_profiles int[], of_product int, most int) RETURNS int
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::int FROM (SELECT 1 FROM membership m
   WHERE m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND is_member() AND m.profile_id = ANY (of_profiles)
     AND m.standing = 'ACTIVE' AND (of_product IS NULL OR m.all_products
       OR EXISTS (SELECT 1 FROM membership_product p WHERE p.membership_id = m.id AND p.product_id = of_product)) LIMIT most) counted
$$;
REVOKE ALL ON FUNCTION is_member(), access_person(text), access_holders(int[], int, int, int), access_holders_count(int[], int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_member(), access_person(text), access_holders(int[], int, int, int), access_holders_count(int[], int, int) TO app_web;

-- Own names -------------------------------------------------------------------------------------------------------------
CREATE TYPE named_kind AS ENUM ('PRODUCT', 'ACCOUNT');
CREATE TABLE own_name (
  tenant_id  int NOT NULL REFERENCES company (tenant_id),
  kind       named_kind NOT NULL,
  -- The product's code, or the account's number.
  subject    text NOT NULL CONSTRAINT own_name_subject CHECK (length(subject) BETWEEN 1 AND 40),
  name       text NOT NULL CONSTRAINT own_name_name CHECK (length(name) BETWEEN 2 AND 40 AND name = btrim(name)),
  changed_at timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, kind, subject)
);
CREATE UNIQUE INDEX own_name_once ON own_name (tenant_id, lower(name));

-- Branches and affiliated third parties -----------------------------------------------------------------------------------
CREATE TYPE register_status AS ENUM ('ACTIVE', 'INACTIVE');
ALTER TABLE branch
  ADD COLUMN status register_status NOT NULL DEFAULT 'ACTIVE',
  ADD COLUMN version int NOT NULL DEFAULT 1 CONSTRAINT branch_version CHECK (version > 0),
  ADD COLUMN changed_at timestamptz NOT NULL DEFAULT app_now(),
  ADD CONSTRAINT branch_code CHECK (length(code) BETWEEN 1 AND 20 AND code !~ '\s'),
  ADD CONSTRAINT branch_name CHECK (length(name) BETWEEN 2 AND 60 AND name = btrim(name));
CREATE TABLE affiliate (
  tenant_id  int NOT NULL REFERENCES company (tenant_id),
  -- Its type and number as lines of lots say them: CC-10000001.
  document   text NOT NULL CONSTRAINT affiliate_document CHECK (document ~ '^[A-Z]{2,4}-[A-Z0-9]{3,16}$'),
  name       text NOT NULL CONSTRAINT affiliate_name CHECK (length(name) BETWEEN 2 AND 120 AND name = btrim(name)),
  status     register_status NOT NULL DEFAULT 'ACTIVE',
  version    int NOT NULL DEFAULT 1 CONSTRAINT affiliate_version CHECK (version > 0),
  changed_at timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, document)
);
CREATE INDEX affiliate_by_name ON affiliate (tenant_id, name);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['own_name', 'affiliate'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
    EXECUTE format('GRANT SELECT ON %I TO app_web, app_worker, verify', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['own_name', 'affiliate', 'branch'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (NOT is_operator())', name || '_made', name);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR UPDATE TO app_web USING (NOT is_operator()) WITH CHECK (NOT is_operator())', name || '_changed', name);
  END LOOP;
END $$;
CREATE POLICY own_name_dropped ON own_name AS RESTRICTIVE FOR DELETE TO app_web USING (NOT is_operator());
GRANT INSERT (tenant_id, kind, subject, name, changed_at), UPDATE (name, changed_at), DELETE ON own_name TO app_web;
GRANT INSERT (tenant_id, document, name, changed_at), UPDATE (name, status, version, changed_at) ON affiliate TO app_web;
GRANT INSERT (tenant_id, code, name, changed_at), UPDATE (name, status, version, changed_at) ON branch TO app_web;
