-- People of a company: how its lists find them, and what an administrator does to what is a person's own: contact, clave, token.

CREATE TYPE person_standing AS ENUM ('INVITED', 'ACTIVE', 'INACTIVE');
CREATE TYPE token_state AS ENUM ('NONE', 'ASKED', 'ACTIVE', 'BLOCKED');

-- Since when a person is asked to enrol a token. A block is of everything that they hold.
ALTER TABLE app_user ADD COLUMN token_asked_at timestamptz;
GRANT SELECT (token_asked_at) ON app_user TO app_web;
ALTER TABLE passkey ADD COLUMN blocked_at timestamptz;

-- What a list of people is searched, filtered and sorted by, kept with the membership: it stands under one company's index.
ALTER TABLE membership
  ADD COLUMN person_name text NOT NULL DEFAULT '',
  ADD COLUMN person_username text NOT NULL DEFAULT '',
  ADD COLUMN words text NOT NULL DEFAULT '',
  ADD COLUMN standing person_standing NOT NULL DEFAULT 'INVITED',
  ADD COLUMN token_state token_state NOT NULL DEFAULT 'NONE',
  ADD COLUMN entered_at timestamptz;

CREATE FUNCTION factor_state(of_user int) RETURNS token_state LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM totp t WHERE t.user_id = of_user AND t.blocked_at IS NOT NULL)
      OR EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = of_user AND p.blocked_at IS NOT NULL) THEN 'BLOCKED'
    WHEN EXISTS (SELECT 1 FROM totp t WHERE t.user_id = of_user AND t.confirmed_at IS NOT NULL)
      OR EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = of_user) THEN 'ACTIVE'
    WHEN EXISTS (SELECT 1 FROM app_user u WHERE u.id = of_user AND u.token_asked_at IS NOT NULL) THEN 'ASKED'
    ELSE 'NONE' END::token_state
$$;
CREATE FUNCTION membership_listed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = NEW.user_id;
  NEW.person_name := plain_text(u.name);
  NEW.person_username := u.username;
  NEW.words := ' ' || plain_text(u.name) || ' ' || u.username || ' ' || plain_text(u.document) || ' ' || plain_text(u.email);
  NEW.standing := CASE WHEN NEW.status = 'INACTIVE' THEN 'INACTIVE' ELSE u.status::text END::person_standing;
  NEW.token_state := factor_state(NEW.user_id);
  RETURN NEW;
END $$;
CREATE TRIGGER membership_listed BEFORE INSERT OR UPDATE OF status, user_id ON membership FOR EACH ROW EXECUTE FUNCTION membership_listed();

-- What changes of a person is written anew into the lists that they stand in.
CREATE FUNCTION person_listed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE membership SET user_id = user_id WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER person_listed AFTER UPDATE OF name, email, status, token_asked_at ON app_user FOR EACH ROW
  WHEN ((OLD.name, OLD.email, OLD.status, OLD.token_asked_at) IS DISTINCT FROM (NEW.name, NEW.email, NEW.status, NEW.token_asked_at))
  EXECUTE FUNCTION person_listed();
CREATE FUNCTION factor_listed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE whose int := CASE TG_OP WHEN 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
  UPDATE membership SET user_id = user_id WHERE user_id = whose AND token_state <> factor_state(whose);
  RETURN NULL;
END $$;
CREATE TRIGGER totp_listed AFTER INSERT OR DELETE OR UPDATE OF confirmed_at, blocked_at ON totp FOR EACH ROW EXECUTE FUNCTION factor_listed();
CREATE TRIGGER passkey_listed AFTER INSERT OR DELETE OR UPDATE OF blocked_at ON passkey FOR EACH ROW EXECUTE FUNCTION factor_listed();

-- When a person came in last. Nobody waits at their login for an administrator who holds their row.
CREATE FUNCTION session_listed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE membership SET entered_at = app_now()
   WHERE id IN (SELECT m.id FROM membership m WHERE m.user_id = NEW.user_id AND m.status = 'ACTIVE' ORDER BY m.id FOR NO KEY UPDATE SKIP LOCKED);
  RETURN NULL;
END $$;
CREATE TRIGGER session_listed AFTER INSERT OR UPDATE OF stage ON session FOR EACH ROW WHEN (NEW.stage = 'DONE') EXECUTE FUNCTION session_listed();

UPDATE membership m SET user_id = user_id, entered_at = (
  SELECT max(s.created_at) FROM session s WHERE s.user_id = m.user_id AND s.stage = 'DONE');
CREATE INDEX membership_by_name ON membership (tenant_id, person_name, id);
CREATE INDEX membership_by_username ON membership (tenant_id, person_username, id);
CREATE INDEX membership_by_entry ON membership (tenant_id, entered_at NULLS FIRST, id);
CREATE INDEX membership_by_profile ON membership (tenant_id, profile_id, person_name, id);
CREATE INDEX membership_by_standing ON membership (tenant_id, standing, person_name, id);
CREATE INDEX membership_by_token ON membership (tenant_id, token_state, person_name, id);
CREATE INDEX membership_find ON membership USING gin (words search.gin_trgm_ops);

-- A page of the people of the company being served, as memberships: counted up to ten thousand, searched up to a thousand. It looks as the
-- owner, since behind row-level security neither a LIKE nor an enum finds its index. What matches often is found in order, what is rarer
-- by its trigrams.
CREATE FUNCTION list_people(patterns text[], of_profile int, of_standing text, of_token text, sort_by text, downwards boolean, most int, skipped int,
    OUT ids int[], OUT total int, OUT more boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  serving CONSTANT int := CASE WHEN NOT is_operator() THEN nullif(current_setting('app.tenant', true), '')::int END;
  at_most CONSTANT int := CASE WHEN cardinality(patterns) > 0 THEN 1000 ELSE 10000 END;
  looked_at CONSTANT int := 500;
  often CONSTANT int := 100;
  way text := CASE WHEN downwards THEN ' DESC' ELSE ' ASC' END;
  in_order text := CASE sort_by WHEN 'usuario' THEN 'x.person_username' || way
    WHEN 'acceso' THEN 'x.entered_at' || way || CASE WHEN downwards THEN ' NULLS LAST' ELSE ' NULLS FIRST' END
    ELSE 'x.person_name' || way END || ', x.id' || way;
  those text := 'x.tenant_id = $1' || CASE WHEN of_profile IS NULL THEN '' ELSE ' AND x.profile_id = $2' END
    || CASE WHEN of_standing IS NULL THEN '' ELSE ' AND x.standing = $3::person_standing' END
    || CASE WHEN of_token IS NULL THEN '' ELSE ' AND x.token_state = $4::token_state' END;
  match text := (SELECT string_agg(format('x.words LIKE ($5)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
  seen int;
BEGIN
  IF match IS NOT NULL THEN
    EXECUTE format('SELECT count(*) FROM (SELECT x.* FROM membership x WHERE %s ORDER BY %s LIMIT %s) x WHERE %s', those, in_order, looked_at, match)
      INTO seen USING serving, of_profile, of_standing, of_token, patterns;
    -- (A CASE is no condition of an index, and counts as one that holds often.)
    IF seen >= often THEN match := format('CASE WHEN %s THEN true ELSE false END', match); END IF;
    EXECUTE format('WITH hit AS MATERIALIZED (SELECT x.* FROM membership x WHERE %1$s AND %2$s %3$s LIMIT %4$s + 1)
        SELECT (array_agg(x.id ORDER BY %5$s))[%6$s + 1 : %6$s + %7$s], least(count(*), %4$s), count(*) > %4$s FROM hit x',
      those, match, CASE WHEN seen >= often THEN 'ORDER BY ' || in_order ELSE '' END, at_most, in_order, skipped, most)
      INTO ids, total, more USING serving, of_profile, of_standing, of_token, patterns;
  ELSE
    EXECUTE format('SELECT array_agg(y.id) FROM (SELECT x.id FROM membership x WHERE %s ORDER BY %s LIMIT %s OFFSET %s) y', those, in_order,
      least(most, greatest(at_most - skipped, 0)), skipped) INTO ids USING serving, of_profile, of_standing, of_token;
    EXECUTE format('SELECT least(count(*), %2$s), count(*) > %2$s FROM (SELECT 1 FROM membership x WHERE %1$s LIMIT %2$s + 1) y', those, at_most)
      INTO total, more USING serving, of_profile, of_standing, of_token;
  END IF;
  ids := coalesce(ids, '{}');
END $$;

-- By what a person's wrong tries are counted: as themselves, and by each device they are known by (lib/auth/attempts.ts).
CREATE FUNCTION attempt_keys(of_user int, login_name text) RETURNS TABLE (scope text, key bytea) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT 'person', sha256(convert_to(login_name, 'UTF8'))
  UNION ALL SELECT 'device', sha256(convert_to(login_name || ' ' || d.id, 'UTF8')) FROM known_device d WHERE d.user_id = of_user
$$;
-- What a company's administrators are told of what is its people's own: whether they belong elsewhere too, until when they are paused
-- after wrong tries, and what their second factor is.
CREATE FUNCTION people_facts(members int[])
  RETURNS TABLE (membership int, several boolean, paused_until timestamptz, token_since timestamptz, token_used_at timestamptz, token_asked_at timestamptz,
    token_blocked_at timestamptz, passkeys int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, EXISTS (SELECT 1 FROM membership o WHERE o.user_id = m.user_id AND o.id <> m.id),
         (SELECT max(a.locked_until) FROM attempt a WHERE a.locked_until > app_now() AND a.kind <> 'recovery' AND (a.scope, a.key) IN (
            SELECT k.scope, k.key FROM attempt_keys(u.id, u.username) k)),
         t.confirmed_at, greatest(t.last_used_at, p.last_used_at), u.token_asked_at, coalesce(t.blocked_at, p.blocked_at), p.held
    FROM membership m JOIN app_user u ON u.id = m.user_id LEFT JOIN totp t ON t.user_id = u.id AND t.confirmed_at IS NOT NULL,
         LATERAL (SELECT count(*)::int AS held, max(k.last_used_at) AS last_used_at, max(k.blocked_at) AS blocked_at FROM passkey k WHERE k.user_id = u.id) p
   WHERE m.id = ANY (members) AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND serves_company() AND NOT is_operator()
$$;
-- As before, one person at a time: whoever reads a page of a hundred thousand people does not gather them all first.
DROP POLICY app_user_known ON app_user;
CREATE POLICY app_user_known ON app_user TO app_web, app_worker
  USING (id = nullif(current_setting('app.user', true), '')::int
         OR EXISTS (SELECT 1 FROM membership m WHERE m.user_id = app_user.id AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int));

-- What an administrator does to a person -----------------------------------------------------------------------------------
-- Whether the person being served may do this to somebody of the company being served: never to themselves, and only to whom they could
-- have given everything that they hold.
CREATE FUNCTION may_act_on(person int, asked text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT is_operator() AND serves_company() AND EXISTS (
    SELECT 1 FROM membership a JOIN membership m ON m.tenant_id = a.tenant_id AND m.user_id = person AND m.user_id <> a.user_id
     WHERE a.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND a.user_id = nullif(current_setting('app.user', true), '')::int
       AND a.status = 'ACTIVE' AND asked IN (SELECT granted(a.profile_id, nullif(current_setting('app.channel', true), '')))
       AND may_grant_profile(m.profile_id) AND may_grant_ceiling(m.id, m.ceiling_all))
$$;
-- The same for what is their own and no company's: only while they belong to no other.
CREATE FUNCTION person_held(person int, asked text) RETURNS app_user LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = person FOR UPDATE;
  IF NOT coalesce(may_act_on(person, asked), false) OR (SELECT count(*) FROM membership m WHERE m.user_id = person) <> 1 THEN
    RAISE EXCEPTION 'not this administrator''s to do' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN u;
END $$;
CREATE FUNCTION person_news(person int, what text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT graphile_worker.add_job('mail-person', json_build_object('person', person, 'about', what, 'at', app_now()), job_key => what || ':' || person, max_attempts => 5)
$$;

-- Another mail opens nothing that went to the one before; both are told.
CREATE FUNCTION person_contact(person int, full_name text, mail text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user := person_held(person, 'user.modify');
BEGIN
  UPDATE app_user SET name = full_name, email = mail WHERE id = person;
  IF mail = u.email THEN RETURN; END IF;
  UPDATE temporary_password SET voided_at = app_now() WHERE user_id = person AND used_at IS NULL AND voided_at IS NULL;
  UPDATE session SET ended_at = app_now() WHERE user_id = person AND temporary_id IS NOT NULL AND stage <> 'DONE' AND ended_at IS NULL;
  PERFORM graphile_worker.add_job('mail-person', json_build_object('person', person, 'about', 'mailChanged', 'at', app_now(), 'to', one), max_attempts => 5)
     FROM unnest(ARRAY[u.email, mail]) one;
  IF u.status = 'INVITED' THEN PERFORM invitation_mail(person); END IF;
END $$;

-- Whoever is left in no company or broker is out: what was lent to them opens nothing, their sessions are over.
CREATE FUNCTION person_left(person int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT may_act_on(person, 'user.activate') THEN
    RAISE EXCEPTION 'not this administrator''s to do' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM 1 FROM app_user WHERE id = person FOR UPDATE;
  IF EXISTS (SELECT 1 FROM membership m WHERE m.user_id = person AND m.status = 'ACTIVE') THEN RETURN; END IF;
  UPDATE temporary_password SET voided_at = app_now() WHERE user_id = person AND used_at IS NULL AND voided_at IS NULL;
  UPDATE session SET ended_at = app_now() WHERE user_id = person AND ended_at IS NULL;
END $$;

-- The worker makes the clave and mails it: nobody else sees it.
CREATE FUNCTION person_reset(person int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user := person_held(person, 'user.reset');
BEGIN
  IF u.status <> 'ACTIVE' THEN RETURN false; END IF;
  PERFORM graphile_worker.add_job('mail-reset', json_build_object('person', person, 'tenant', current_setting('app.tenant')::int, 'at', app_now()),
    job_key => 'reset:' || person, max_attempts => 8);
  RETURN true;
END $$;
-- What the mail of a reset says of a person; nothing once they may not come in here any more.
CREATE FUNCTION reset_of(person int, of_tenant int)
  RETURNS TABLE (email text, name text, username text, language text, phrase text, time_zone text, company text) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.*, t.name FROM person_mail(person) p JOIN app_user u ON u.id = person AND u.status = 'ACTIVE'
    JOIN membership m ON m.user_id = u.id AND m.tenant_id = of_tenant AND m.status = 'ACTIVE' JOIN tenant t ON t.id = of_tenant
$$;

-- Ends the pauses after wrong tries. Answers whether there were any.
CREATE FUNCTION person_unlock(person int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user := person_held(person, 'user.unlock'); ended int;
BEGIN
  WITH over AS (DELETE FROM attempt a WHERE a.kind <> 'recovery' AND (a.scope, a.key) IN (SELECT k.scope, k.key FROM attempt_keys(u.id, u.username) k)
    RETURNING a.locked_until)
  SELECT count(*) INTO ended FROM over WHERE locked_until > app_now();
  RETURN ended > 0;
END $$;

-- The token: asked for, blocked with everything beside it, or taken away so that another is enrolled. Each answers whether it was to be done.
CREATE FUNCTION token_ask(person int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user := person_held(person, 'token.assign');
BEGIN
  IF factor_state(u.id) NOT IN ('NONE', 'ASKED') THEN RETURN false; END IF;
  UPDATE app_user SET token_asked_at = app_now() WHERE id = u.id;
  PERFORM person_news(u.id, 'tokenAsked');
  RETURN true;
END $$;
CREATE FUNCTION token_block(person int, blocking boolean) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user := person_held(person, 'token.block');
BEGIN
  IF factor_state(u.id) <> (CASE WHEN blocking THEN 'ACTIVE' ELSE 'BLOCKED' END)::token_state THEN RETURN false; END IF;
  DELETE FROM totp WHERE user_id = u.id AND confirmed_at IS NULL;
  DELETE FROM passkey_challenge WHERE user_id = u.id;
  UPDATE totp SET blocked_at = CASE WHEN blocking THEN app_now() END WHERE user_id = u.id;
  UPDATE passkey SET blocked_at = CASE WHEN blocking THEN app_now() END WHERE user_id = u.id;
  PERFORM person_news(u.id, CASE WHEN blocking THEN 'tokenBlocked' ELSE 'tokenUnblocked' END);
  RETURN true;
END $$;
CREATE FUNCTION token_replace(person int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user := person_held(person, 'token.replace');
BEGIN
  IF factor_state(u.id) NOT IN ('ACTIVE', 'BLOCKED') THEN RETURN false; END IF;
  DELETE FROM totp WHERE user_id = u.id;
  DELETE FROM passkey WHERE user_id = u.id;
  DELETE FROM passkey_challenge WHERE user_id = u.id;
  DELETE FROM recovery_code WHERE user_id = u.id;
  UPDATE app_user SET token_asked_at = app_now() WHERE id = u.id;
  PERFORM person_news(u.id, 'tokenReplaced');
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION factor_state(int), membership_listed(), person_listed(), factor_listed(), session_listed(),
  list_people(text[], int, text, text, text, boolean, int, int), people_facts(int[]), attempt_keys(int, text), may_act_on(int, text), person_held(int, text),
  person_news(int, text), person_contact(int, text, text), person_left(int), person_reset(int), reset_of(int, int), person_unlock(int), token_ask(int),
  token_block(int, boolean), token_replace(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_people(text[], int, text, text, text, boolean, int, int), people_facts(int[]), person_contact(int, text, text), person_left(int),
  person_reset(int), person_unlock(int), token_ask(int), token_block(int, boolean), token_replace(int) TO app_web;
GRANT EXECUTE ON FUNCTION reset_of(int, int) TO app_worker;
