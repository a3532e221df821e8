-- What a company says of itself: where it is, its telephones, its contacts. Each change is a version of the whole, and none is lost.

CREATE TABLE company_version (
  tenant_id  int NOT NULL REFERENCES company (tenant_id),
  version    int NOT NULL CONSTRAINT company_version_number CHECK (version > 0),
  address    text NOT NULL CONSTRAINT company_version_address CHECK (length(address) <= 120 AND address = btrim(address)),
  city       text NOT NULL CONSTRAINT company_version_city CHECK (length(city) <= 80 AND city = btrim(city)),
  mail       text NOT NULL CONSTRAINT company_version_mail CHECK (length(mail) <= 254 AND (mail = '' OR mail ~ '^[^@\s]+@[^@\s]+$')),
  website    text NOT NULL CONSTRAINT company_version_website CHECK (length(website) <= 200 AND website !~ '\s'),
  changed_by int NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, version),
  FOREIGN KEY (tenant_id, changed_by) REFERENCES membership (tenant_id, id)
);
CREATE TABLE company_phone (
  tenant_id int NOT NULL,
  version   int NOT NULL,
  ordinal   smallint NOT NULL CONSTRAINT company_phone_ordinal CHECK (ordinal BETWEEN 1 AND 5),
  label     text NOT NULL CONSTRAINT company_phone_label CHECK (length(label) <= 40 AND label = btrim(label)),
  number    text NOT NULL CONSTRAINT company_phone_number CHECK (number ~ '^\+?[0-9][0-9 ()-]{5,23}( ext\. [0-9]{1,6})?$'),
  PRIMARY KEY (tenant_id, version, ordinal),
  FOREIGN KEY (tenant_id, version) REFERENCES company_version (tenant_id, version)
);
CREATE TABLE company_contact (
  tenant_id int NOT NULL,
  version   int NOT NULL,
  ordinal   smallint NOT NULL CONSTRAINT company_contact_ordinal CHECK (ordinal BETWEEN 1 AND 6),
  name      text NOT NULL CONSTRAINT company_contact_name CHECK (length(name) BETWEEN 2 AND 80 AND name = btrim(name)),
  role      text NOT NULL CONSTRAINT company_contact_role CHECK (length(role) <= 60 AND role = btrim(role)),
  mail      text NOT NULL CONSTRAINT company_contact_mail CHECK (length(mail) <= 254 AND (mail = '' OR mail ~ '^[^@\s]+@[^@\s]+$')),
  phone     text NOT NULL CONSTRAINT company_contact_phone CHECK (phone = '' OR phone ~ '^\+?[0-9][0-9 ()-]{5,23}( ext\. [0-9]{1,6})?$'),
  PRIMARY KEY (tenant_id, version, ordinal),
  FOREIGN KEY (tenant_id, version) REFERENCES company_version (tenant_id, version)
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['company_version', 'company_phone', 'company_contact'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (NOT is_operator())', name || '_made', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('GRANT SELECT ON %I TO app_web, app_worker, verify', name);
  END LOOP;
END $$;
GRANT INSERT (tenant_id, version, address, city, mail, website, changed_by, changed_at) ON company_version TO app_web;
GRANT INSERT ON company_phone, company_contact TO app_web;

-- The trail's services, as before and these besides.
DO $$
DECLARE before text := (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                         WHERE d.adrelid = 'audit_event'::regclass AND a.attname = 'service');
BEGIN
  EXECUTE format($e$ALTER TABLE audit_event ALTER COLUMN service SET EXPRESSION AS (CASE split_part(event, '.', 1)
    WHEN 'company' THEN 'configuracion.empresas' WHEN 'statement' THEN 'consultas.movimientos' ELSE %s END)$e$, before);
END $$;
