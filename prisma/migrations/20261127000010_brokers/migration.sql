-- A broker's team: who is in it as what, what of the broker's portal each sees and takes away, and who may give what to whom.

CREATE TYPE broker_role AS ENUM ('GERENCIAL', 'EJECUTIVO');

-- The sections there are, and those of which PDF and Excel can be taken (lib/brokers/rules.ts says the same).
CREATE FUNCTION broker_sections() RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT ARRAY['clientes', 'polizas', 'siniestros', 'estados-de-cuenta', 'comisiones', 'admin-usuarios', 'ecommerce-auto', 'riesgos-generales',
    'ecommerce-vida-ley', 'salud']
$$;
CREATE FUNCTION broker_downloads() RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT ARRAY['clientes', 'polizas', 'siniestros']
$$;

-- A member of a company has a profile, one of a broker a role with its sections. What a broker writes down of its people is the broker's.
ALTER TABLE membership
  ALTER profile_id DROP NOT NULL,
  ADD COLUMN role broker_role,
  ADD COLUMN sections text[] NOT NULL DEFAULT '{}',
  ADD COLUMN downloads text[] NOT NULL DEFAULT '{}',
  ADD COLUMN first_name text CONSTRAINT membership_first_name CHECK (length(first_name) BETWEEN 1 AND 60 AND first_name = btrim(first_name)),
  ADD COLUMN last_name text CONSTRAINT membership_last_name CHECK (length(last_name) BETWEEN 1 AND 60 AND last_name = btrim(last_name)),
  ADD COLUMN birth_date date CONSTRAINT membership_birth_date CHECK (birth_date BETWEEN '1900-01-01' AND '2100-01-01'),
  ADD COLUMN office_phone text CONSTRAINT membership_office_phone CHECK (office_phone ~ '^[+]?[0-9][0-9 -]{5,19}$'),
  ADD COLUMN extension text CONSTRAINT membership_extension CHECK (extension ~ '^[0-9]{1,6}$'),
  ADD COLUMN person_mail text NOT NULL DEFAULT '',
  ADD COLUMN person_document text NOT NULL DEFAULT '',
  ADD COLUMN modified_at timestamptz NOT NULL DEFAULT app_now();
ALTER TABLE membership DISABLE TRIGGER USER;
UPDATE membership m SET role = 'GERENCIAL', profile_id = NULL, sections = broker_sections(), downloads = broker_downloads(), person_mail = lower(u.email),
       words = ' ' || plain_text(u.name) || ' ' || u.username || ' ' || plain_text(u.document) || ' ' || lower(u.email)
  FROM tenant t, app_user u WHERE t.id = m.tenant_id AND t.kind = 'BROKER' AND u.id = m.user_id;
UPDATE membership m SET person_document = u.document FROM app_user u WHERE u.id = m.user_id;
ALTER TABLE membership ENABLE TRIGGER USER;
DELETE FROM profile p USING tenant t WHERE t.id = p.tenant_id AND t.kind = 'BROKER';
ALTER TABLE membership
  ADD CONSTRAINT membership_of_one_kind CHECK (num_nonnulls(profile_id, role) = 1),
  ADD CONSTRAINT membership_sections CHECK (sections <@ broker_sections() AND (role IS NOT NULL OR sections = '{}')),
  ADD CONSTRAINT membership_downloads CHECK (downloads <@ sections AND downloads <@ broker_downloads()),
  ADD CONSTRAINT membership_gerencial CHECK (role IS DISTINCT FROM 'GERENCIAL' OR sections @> broker_sections() AND downloads @> broker_downloads());

-- As before, with the document, which never changes, and for a broker's list the mail that it wrote down: who belongs elsewhere by now changes theirs
-- without telling.
CREATE OR REPLACE FUNCTION membership_listed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user; several boolean;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = NEW.user_id;
  several := EXISTS (SELECT 1 FROM membership o WHERE o.user_id = u.id AND o.id <> NEW.id);
  NEW.person_name := plain_text(u.name);
  NEW.person_username := u.username;
  NEW.person_document := u.document;
  IF NEW.role IS NOT NULL AND (NEW.person_mail = '' OR NOT several) THEN NEW.person_mail := lower(u.email); END IF;
  NEW.words := ' ' || plain_text(u.name) || ' ' || u.username || ' ' || plain_text(u.document)
    || CASE WHEN NEW.role IS NOT NULL THEN ' ' || NEW.person_mail WHEN several THEN '' ELSE ' ' || plain_text(u.email) END;
  NEW.standing := CASE WHEN NEW.status = 'INACTIVE' THEN 'INACTIVE' ELSE u.status::text END::person_standing;
  NEW.token_state := factor_state(NEW.user_id);
  RETURN NEW;
END $$;

-- Who acts in a broker ----------------------------------------------------------------------------------------------------
-- The sections that the person being served has in the broker being served, of the whole and of its downloads; null for whoever is none of its
-- active people, and while its suspension lasts.
CREATE FUNCTION own_sections() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.sections FROM membership m JOIN broker b ON b.tenant_id = m.tenant_id AND b.status = 'ACTIVE'
   WHERE NOT is_operator() AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int
     AND m.user_id = nullif(current_setting('app.user', true), '')::int AND m.status = 'ACTIVE'
$$;
CREATE FUNCTION own_downloads() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.downloads FROM membership m WHERE own_sections() IS NOT NULL AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int
     AND m.user_id = nullif(current_setting('app.user', true), '')::int
$$;
CREATE FUNCTION is_gerencial() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT m.role = 'GERENCIAL' FROM membership m WHERE own_sections() IS NOT NULL
     AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND m.user_id = nullif(current_setting('app.user', true), '')::int), false)
$$;
-- Whether the person being served administers the team of the broker being served.
CREATE FUNCTION administers_team() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce('admin-usuarios' = ANY (own_sections()), false)
$$;
-- Whether they may act on somebody of this role with these sections: whoever administers, or is Gerencial, is for a Gerencial alone.
CREATE FUNCTION may_act_on_role(of_role broker_role, of_sections text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT administers_team() AND (is_gerencial() OR of_role = 'EJECUTIVO' AND NOT 'admin-usuarios' = ANY (of_sections))
$$;

-- The rule again, beneath the commands: nobody of a company makes broker's people nor the other way round, nobody touches their own row, and
-- whoever administers or is Gerencial is a Gerencial's to make and to change, or the operator's.
DROP POLICY membership_made ON membership;
DROP POLICY membership_changed ON membership;
CREATE POLICY membership_made ON membership AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (CASE WHEN is_operator() THEN tenant_id NOT IN (SELECT t.id FROM tenant t WHERE t.kind = 'PLATFORM')
    WHEN user_id = nullif(current_setting('app.user', true), '')::int THEN false
    WHEN role IS NOT NULL THEN may_act_on_role(role, sections)
    ELSE serves_company() AND may_grant_profile(profile_id) AND may_grant_ceiling(id, ceiling_all) END);
CREATE POLICY membership_changed ON membership AS RESTRICTIVE FOR UPDATE TO app_web
  USING (CASE WHEN role IS NOT NULL AND is_operator() THEN true
    WHEN is_operator() OR user_id = nullif(current_setting('app.user', true), '')::int THEN false
    WHEN role IS NOT NULL THEN may_act_on_role(role, sections)
    ELSE serves_company() AND may_grant_profile(profile_id) AND may_grant_ceiling(id, ceiling_all) END)
  WITH CHECK (CASE WHEN role IS NOT NULL AND is_operator() THEN true
    WHEN is_operator() OR user_id = nullif(current_setting('app.user', true), '')::int THEN false
    WHEN role IS NOT NULL THEN may_act_on_role(role, sections)
    ELSE may_grant_profile(profile_id) AND may_grant_ceiling(id, ceiling_all) END);

-- What is given is within what its giver has, whatever the way: a form, a file, letting in again. What somebody held before may stay.
CREATE FUNCTION team_ceiling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE kept boolean := TG_OP = 'UPDATE' AND NOT (OLD.status = 'INACTIVE' AND NEW.status = 'ACTIVE');
BEGIN
  IF NEW.role = 'GERENCIAL' THEN
    NEW.sections := broker_sections();
    NEW.downloads := broker_downloads();
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.role, NEW.sections, NEW.downloads, NEW.status, NEW.first_name, NEW.last_name, NEW.birth_date, NEW.position, NEW.phone,
       NEW.office_phone, NEW.extension) IS DISTINCT FROM (OLD.role, OLD.sections, OLD.downloads, OLD.status, OLD.first_name, OLD.last_name, OLD.birth_date,
       OLD.position, OLD.phone, OLD.office_phone, OLD.extension) THEN
    NEW.modified_at := app_now();
  END IF;
  -- The operator, and whoever owns the tables, has no ceiling.
  IF session_user <> 'app_web' OR is_operator() THEN RETURN NEW; END IF;
  IF NOT (NEW.sections <@ (coalesce(own_sections(), '{}') || CASE WHEN kept THEN OLD.sections ELSE '{}' END)
      AND NEW.downloads <@ (coalesce(own_downloads(), '{}') || CASE WHEN kept THEN OLD.downloads ELSE '{}' END)) THEN
    RAISE EXCEPTION 'beyond what its giver has' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'team_ceiling';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER membership_team_ceiling BEFORE INSERT OR UPDATE OF role, sections, downloads, status, first_name, last_name, birth_date, position, phone,
  office_phone, extension ON membership FOR EACH ROW WHEN (NEW.role IS NOT NULL) EXECUTE FUNCTION team_ceiling();

-- A broker keeps a Gerencial who is in, as any company keeps an administrator. (Asked at each row that is written: the first one found is enough.)
CREATE FUNCTION is_administered(of_tenant int) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM broker b WHERE b.tenant_id = of_tenant)
    THEN EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = of_tenant AND m.role = 'GERENCIAL' AND m.standing = 'ACTIVE')
    ELSE EXISTS (SELECT 1 FROM administrators(of_tenant)) END
$$;
CREATE OR REPLACE FUNCTION administered_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM tenant t WHERE t.id = OLD.tenant_id AND t.kind <> 'PLATFORM' FOR NO KEY UPDATE;
  IF FOUND AND NOT is_administered(OLD.tenant_id) THEN
    RAISE EXCEPTION 'a company keeps an administrator' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_administered';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER membership_administered ON membership;
CREATE CONSTRAINT TRIGGER membership_administered AFTER UPDATE OF status, profile_id, ceiling_all, role ON membership DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION administered_guard();

-- Who asks ----------------------------------------------------------------------------------------------------------------
-- As enter(), for a member of a broker: the broker of that code, or without one that where they were last. `membership` is null for whoever is
-- none of its active people; `suspended` is its name while its suspension lasts.
CREATE FUNCTION enter_broker(token bytea, broker_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE entered jsonb; m membership; t tenant; b broker;
BEGIN
  entered := enter(token, NULL, NULL);
  IF entered IS NULL THEN RETURN NULL; END IF;
  SELECT mm.* INTO m FROM membership mm JOIN tenant tt ON tt.id = mm.tenant_id AND tt.kind = 'BROKER'
   WHERE mm.user_id = (entered -> 'user' ->> 'id')::int AND mm.status = 'ACTIVE' AND mm.role IS NOT NULL
     AND (broker_code IS NULL OR tt.code = broker_code) ORDER BY mm.used_at DESC NULLS LAST, tt.name LIMIT 1;
  IF NOT FOUND THEN RETURN entered || '{"membership": null, "broker": null}'; END IF;
  SELECT * INTO t FROM tenant WHERE id = m.tenant_id;
  SELECT * INTO b FROM broker WHERE tenant_id = m.tenant_id;
  IF b.status <> 'ACTIVE' THEN RETURN entered || jsonb_build_object('membership', NULL, 'broker', NULL, 'suspended', t.name); END IF;
  PERFORM set_config('app.tenant', t.id::text, true);
  IF EXISTS (SELECT 1 FROM membership o WHERE o.user_id = m.user_id AND o.id <> m.id AND (m.used_at IS NULL OR o.used_at >= m.used_at)) THEN
    UPDATE membership SET used_at = app_now() WHERE id = (SELECT mm.id FROM membership mm WHERE mm.id = m.id FOR NO KEY UPDATE SKIP LOCKED);
  END IF;
  RETURN entered || jsonb_build_object('suspended', NULL,
    'membership', jsonb_build_object('id', m.id, 'role', m.role, 'sections', to_jsonb(m.sections), 'downloads', to_jsonb(m.downloads)),
    'broker', jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'taxId', b.tax_id, 'country', b.country, 'timeZone', b.time_zone));
END $$;

-- Lists of people -----------------------------------------------------------------------------------------------------------
-- As list_people(), for companies and brokers: a page of the people of the tenant being served, as memberships, counted up to ten thousand, searched
-- up to a thousand; of a team only for whoever administers it. `wanted` says what is asked besides: profile, standing, token; role, section, access (never, month, before).
DROP FUNCTION list_people(text[], int, text, text, text, boolean, int, int);
CREATE INDEX membership_by_mail ON membership (tenant_id, person_mail, id) WHERE role IS NOT NULL;
CREATE INDEX membership_by_role ON membership (tenant_id, role, person_name, id) WHERE role IS NOT NULL;
CREATE INDEX membership_by_change ON membership (tenant_id, modified_at, id) WHERE role IS NOT NULL;
CREATE INDEX membership_by_section ON membership USING gin (sections) WHERE role IS NOT NULL;
CREATE FUNCTION list_people(patterns text[], wanted jsonb, sort_by text, downwards boolean, most int, skipped int,
    OUT ids int[], OUT total int, OUT more boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of_team CONSTANT boolean := own_sections() IS NOT NULL;
  serving CONSTANT int := CASE WHEN NOT is_operator() AND (NOT of_team OR administers_team()) THEN nullif(current_setting('app.tenant', true), '')::int END;
  at_most CONSTANT int := CASE WHEN cardinality(patterns) > 0 THEN 1000 ELSE 10000 END;
  looked_at CONSTANT int := 500;
  often CONSTANT int := 100;
  way text := CASE WHEN downwards THEN ' DESC' ELSE ' ASC' END;
  in_order text := CASE sort_by WHEN 'usuario' THEN 'x.person_username' || way
    WHEN 'acceso' THEN 'x.entered_at' || way || CASE WHEN downwards THEN ' NULLS LAST' ELSE ' NULLS FIRST' END
    WHEN 'correo' THEN 'x.person_mail' || way
    WHEN 'rol' THEN 'x.role' || way || ', x.person_name' || way
    WHEN 'estado' THEN 'x.standing' || way || ', x.person_name' || way
    WHEN 'modificacion' THEN 'x.modified_at' || way
    ELSE 'x.person_name' || way END || ', x.id' || way;
  those text := 'x.tenant_id = $1'
    || CASE WHEN of_team THEN ' AND x.role IS NOT NULL' ELSE '' END
    || coalesce(' AND x.profile_id = ' || quote_literal((wanted ->> 'profile')::int), '')
    || coalesce(' AND x.standing = ' || quote_literal((wanted ->> 'standing')::person_standing), '')
    || coalesce(' AND x.token_state = ' || quote_literal((wanted ->> 'token')::token_state), '')
    || coalesce(' AND x.role = ' || quote_literal((wanted ->> 'role')::broker_role), '')
    || coalesce(' AND x.sections @> ARRAY[' || quote_literal(wanted ->> 'section') || ']', '')
    || CASE wanted ->> 'access' WHEN 'never' THEN ' AND x.entered_at IS NULL' WHEN 'month' THEN ' AND x.entered_at >= app_now() - interval ''30 days'''
         WHEN 'before' THEN ' AND x.entered_at < app_now() - interval ''90 days''' ELSE '' END;
  match text := (SELECT string_agg(format('x.words LIKE ($2)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
  seen int;
BEGIN
  IF match IS NOT NULL THEN
    EXECUTE format('SELECT count(*) FROM (SELECT x.* FROM membership x WHERE %s ORDER BY %s LIMIT %s) x WHERE %s', those, in_order, looked_at, match)
      INTO seen USING serving, patterns;
    -- (A CASE is no condition of an index, and counts as one that holds often.)
    IF seen >= often THEN match := format('CASE WHEN %s THEN true ELSE false END', match); END IF;
    EXECUTE format('WITH hit AS MATERIALIZED (SELECT x.* FROM membership x WHERE %1$s AND %2$s %3$s LIMIT %4$s + 1)
        SELECT (array_agg(x.id ORDER BY %5$s))[%6$s + 1 : %6$s + %7$s], least(count(*), %4$s), count(*) > %4$s FROM hit x',
      those, match, CASE WHEN seen >= often THEN 'ORDER BY ' || in_order ELSE '' END, at_most, in_order, skipped, most)
      INTO ids, total, more USING serving, patterns;
  ELSE
    EXECUTE format('SELECT array_agg(y.id) FROM (SELECT x.id FROM membership x WHERE %s ORDER BY %s LIMIT %s OFFSET %s) y', those, in_order,
      least(most, greatest(at_most - skipped, 0)), skipped) INTO ids USING serving;
    EXECUTE format('SELECT least(count(*), %2$s), count(*) > %2$s FROM (SELECT 1 FROM membership x WHERE %1$s LIMIT %2$s + 1) y', those, at_most)
      INTO total, more USING serving;
  END IF;
  ids := coalesce(ids, '{}');
END $$;

-- What a team's people are ------------------------------------------------------------------------------------------------
-- Whether the person being served may do this to somebody of the company or the broker being served.
CREATE OR REPLACE FUNCTION may_act_on(person int, asked text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT is_operator() AND CASE WHEN administers_team() THEN asked IN ('user.modify', 'user.reset', 'user.activate') AND EXISTS (
    SELECT 1 FROM membership m WHERE m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND m.user_id = person
       AND m.user_id <> nullif(current_setting('app.user', true), '')::int AND may_act_on_role(m.role, m.sections))
  ELSE serves_company() AND EXISTS (
    SELECT 1 FROM membership a JOIN membership m ON m.tenant_id = a.tenant_id AND m.user_id = person AND m.user_id <> a.user_id
     WHERE a.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND a.user_id = nullif(current_setting('app.user', true), '')::int
       AND a.status = 'ACTIVE' AND asked IN (SELECT granted(a.profile_id, nullif(current_setting('app.channel', true), '')))
       AND may_grant_profile(m.profile_id) AND may_grant_ceiling(m.id, m.ceiling_all)) END
$$;

CREATE OR REPLACE FUNCTION people_facts(members int[]) RETURNS TABLE (membership int, several boolean, paused_until timestamptz, token_since timestamptz,
    token_used_at timestamptz, token_asked_at timestamptz, token_blocked_at timestamptz, passkeys int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, EXISTS (SELECT 1 FROM membership o WHERE o.user_id = m.user_id AND o.id <> m.id),
         (SELECT max(a.locked_until) FROM attempt a WHERE a.locked_until > app_now() AND a.kind <> 'recovery' AND (a.scope, a.key) IN (
            SELECT k.scope, k.key FROM attempt_keys(u.id, u.username) k)),
         t.confirmed_at, greatest(t.last_used_at, p.last_used_at), u.token_asked_at, coalesce(t.blocked_at, p.blocked_at), p.held
    FROM membership m JOIN app_user u ON u.id = m.user_id LEFT JOIN totp t ON t.user_id = u.id AND t.confirmed_at IS NOT NULL,
         LATERAL (SELECT count(*)::int AS held, max(k.last_used_at) AS last_used_at, max(k.blocked_at) AS blocked_at FROM passkey k WHERE k.user_id = u.id) p
   WHERE m.id = ANY (members) AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND NOT is_operator()
     AND (serves_company() OR administers_team())
$$;

-- As before, and who belongs to another place by now is told apart from who may not be touched at all.
CREATE OR REPLACE FUNCTION person_held(person int, asked text) RETURNS app_user LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = person FOR UPDATE;
  IF NOT coalesce(may_act_on(person, asked), false) THEN
    RAISE EXCEPTION 'not this administrator''s to do' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (SELECT count(*) FROM membership m WHERE m.user_id = person) <> 1 THEN
    RAISE EXCEPTION 'whoever belongs to several places is no administrator''s: violates "person_of_one"'
      USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'person_of_one';
  END IF;
  RETURN u;
END $$;

-- What the addresses of people's pages have in the place of a usuario: nobody is called so, or their page would be another.
CREATE FUNCTION is_page_word(login_name text) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT login_name IN ('nuevo', 'archivo')
$$;
ALTER TABLE app_user ADD CONSTRAINT app_user_no_page CHECK (NOT is_page_word(username));

CREATE OR REPLACE FUNCTION person_invite(login_name text, full_name text, identity text, mail text, in_language text) RETURNS int LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE known app_user; made int;
BEGIN
  IF is_page_word(login_name) THEN RETURN NULL; END IF;
  SELECT * INTO known FROM app_user WHERE username = login_name OR document = identity FOR NO KEY UPDATE;
  IF FOUND THEN
    RETURN CASE WHEN known.username = login_name AND known.document = identity AND known.status <> 'INACTIVE' THEN known.id END;
  END IF;
  INSERT INTO app_user (username, name, document, email, language) VALUES (login_name, full_name, identity, mail, in_language) RETURNING id INTO made;
  RETURN made;
EXCEPTION WHEN unique_violation THEN RETURN NULL;
END $$;

-- Whoever is meant by a document and a mail: known already, or made, with a usuario from the mail, numbered where it is taken. Null where the
-- document is of somebody with another mail: who that is is told to nobody.
CREATE FUNCTION team_person(full_name text, identity text, mail text, in_language text) RETURNS int LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE known app_user; made int; stem text; tried int := 1;
BEGIN
  IF NOT (administers_team() OR is_operator()) THEN
    RAISE EXCEPTION 'whoever administers a team makes its people' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO known FROM app_user WHERE document = identity FOR NO KEY UPDATE;
  IF FOUND THEN
    RETURN CASE WHEN lower(known.email) = lower(mail) AND known.status <> 'INACTIVE'
      AND NOT EXISTS (SELECT 1 FROM membership m JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'PLATFORM' WHERE m.user_id = known.id) THEN known.id END;
  END IF;
  stem := left(btrim(regexp_replace(plain_text(split_part(mail, '@', 1)), '[^a-z0-9._-]+', '', 'g'), '._-'), 33);
  IF length(stem) < 2 THEN stem := 'usuario'; END IF;
  IF is_page_word(stem) THEN tried := 2; END IF;
  LOOP
    BEGIN
      INSERT INTO app_user (username, name, document, email, language)
      VALUES (stem || CASE WHEN tried = 1 THEN '' ELSE tried::text END, full_name, identity, mail, in_language) RETURNING id INTO made;
      RETURN made;
    EXCEPTION WHEN unique_violation THEN
      -- Another made the same person at once, or the usuario is taken: behind the highest number there is, the next.
      IF EXISTS (SELECT 1 FROM app_user u WHERE u.document = identity) THEN RETURN NULL; END IF;
      SELECT coalesce(max(substr(u.username, length(stem) + 1)::int), 1) + 1 INTO tried FROM app_user u
       WHERE u.username LIKE replace(replace(stem, '\', '\\'), '_', '\_') || '%' AND substr(u.username, length(stem) + 1) ~ '^[1-9][0-9]{0,6}$';
    END;
  END LOOP;
END $$;

-- Who forgot their clave says the RUC of their broker as others say their company's NIT.
CREATE OR REPLACE FUNCTION recovery_match(login_name text, tax_digits text, mail text) RETURNS int LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id FROM app_user u WHERE u.username = login_name AND u.status = 'ACTIVE' AND lower(u.email) = lower(mail)
     AND (EXISTS (SELECT 1 FROM membership m JOIN company c ON c.tenant_id = m.tenant_id WHERE m.user_id = u.id AND m.status = 'ACTIVE'
                    AND c.status = 'ACTIVE' AND tax_digits IN (regexp_replace(c.tax_id, '\D', '', 'g'), regexp_replace(split_part(c.tax_id, '-', 1), '\D', '', 'g')))
       OR EXISTS (SELECT 1 FROM membership m JOIN broker b ON b.tenant_id = m.tenant_id WHERE m.user_id = u.id AND m.status = 'ACTIVE'
                    AND b.status = 'ACTIVE' AND tax_digits = regexp_replace(b.tax_id, '\D', '', 'g')))
$$;

-- Where somebody belongs, and of brokers what they have there.
DROP FUNCTION own_places();
CREATE FUNCTION own_places() RETURNS TABLE (kind tenant_kind, code text, name text, suspended boolean, sections text[]) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.kind, t.code, t.name, coalesce(c.status, b.status) = 'SUSPENDED', m.sections
    FROM membership m JOIN tenant t ON t.id = m.tenant_id LEFT JOIN company c ON c.tenant_id = t.id LEFT JOIN broker b ON b.tenant_id = t.id
   WHERE m.user_id = nullif(current_setting('app.user', true), '')::int AND m.status = 'ACTIVE' AND t.kind <> 'PLATFORM' ORDER BY t.name
$$;

GRANT INSERT (role, sections, downloads, first_name, last_name, birth_date, office_phone, extension) ON membership TO app_web;
GRANT UPDATE (role, sections, downloads, first_name, last_name, birth_date, office_phone, extension) ON membership TO app_web;
REVOKE ALL ON FUNCTION own_places(), broker_sections(), broker_downloads(), own_sections(), own_downloads(), is_gerencial(), administers_team(), is_administered(int),
  may_act_on_role(broker_role, text[]), team_ceiling(), enter_broker(bytea, text), list_people(text[], jsonb, text, boolean, int, int),
  team_person(text, text, text, text), is_page_word(text) FROM PUBLIC;
-- What a policy or a check asks is asked by whoever writes.
GRANT EXECUTE ON FUNCTION is_page_word(text), broker_sections(), broker_downloads(), may_act_on_role(broker_role, text[]) TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION own_places(), is_administered(int), enter_broker(bytea, text), list_people(text[], jsonb, text, boolean, int, int), team_person(text, text, text, text) TO app_web;
