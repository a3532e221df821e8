-- The App's API: sessions of a quarter of an hour, opened by clave and token together. No idle limit is theirs, so what lists and closes
-- a person's sessions looks at their end alone.

ALTER TABLE session ADD CONSTRAINT session_app_life CHECK (channel <> 'APP' OR expires_at = created_at + interval '15 minutes');

-- As before; the App has a page for no stage but the token, which it always asks for: whoever has another before them opens nothing
-- there, and uses up no clave that was lent to them.
CREATE OR REPLACE FUNCTION session_open(for_user int, token bytea, from_address text, from_device text, by_channel channel, request text, by_temporary bigint, compared text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user; finished session_stage[] := '{}'; first session_stage;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = for_user AND (status = 'ACTIVE' OR status = 'INVITED' AND by_temporary IS NOT NULL) FOR SHARE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF by_temporary IS NULL AND u.password_hash IS DISTINCT FROM compared THEN RETURN NULL; END IF;
  IF by_temporary IS NULL THEN
    finished := ARRAY['PASSWORD']::session_stage[];
  END IF;
  IF by_channel = 'APP' THEN
    first := next_stage(for_user, finished || 'TOKEN'::session_stage);
    IF first <> 'DONE' THEN
      PERFORM audit_refusal(NULL, u.username, 'session.opened', 'app.stagesLeft', from_address, request, jsonb_build_object('stage', first, 'channel', by_channel));
      RETURN jsonb_build_object('stage', first, 'language', u.language, 'theme', u.theme);
    END IF;
    first := 'TOKEN';
  ELSE
    first := next_stage(for_user, finished);
  END IF;
  IF by_temporary IS NOT NULL THEN
    UPDATE temporary_password SET used_at = CASE WHEN kind = 'INVITATION' THEN NULL ELSE app_now() END
     WHERE id = by_temporary AND user_id = for_user AND used_at IS NULL AND voided_at IS NULL AND expires_at > app_now();
    IF NOT FOUND THEN RETURN NULL; END IF;
    UPDATE session SET ended_at = app_now() WHERE user_id = for_user AND temporary_id = by_temporary AND ended_at IS NULL;
  END IF;
  INSERT INTO session (token_hash, user_id, address, device, channel, stage, done, temporary_id, expires_at)
    VALUES (token, for_user, from_address, from_device, by_channel, first, finished, by_temporary,
            app_now() + CASE WHEN by_channel = 'APP' THEN interval '15 minutes' ELSE interval '8 hours' END);
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  SELECT t.id, u.username, 'session.opened', u.username, 'done', from_address, request,
         CASE WHEN first = 'DONE' AND by_temporary IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('stage', first, 'temporary', by_temporary IS NOT NULL) END
           || CASE WHEN by_channel = 'WEB' THEN '{}'::jsonb ELSE jsonb_build_object('channel', by_channel) END
    FROM tenant t WHERE t.kind = 'PLATFORM';
  RETURN jsonb_build_object('stage', first, 'language', u.language, 'theme', u.theme);
END $$;

CREATE OR REPLACE FUNCTION session_touch(token bytea) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET last_used_at = app_now() WHERE token_hash = token AND ended_at IS NULL
     AND (last_used_at BETWEEN app_now() - interval '10 minutes' AND app_now() - interval '10 seconds'
          OR channel = 'APP' AND last_used_at < app_now() - interval '10 seconds')
$$;

-- As before, with the channel that each came in by.
DROP FUNCTION own_sessions();
CREATE FUNCTION own_sessions() RETURNS TABLE (id bigint, opened_at timestamptz, last_used_at timestamptz, address text, device text, channel text, own boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.created_at, s.last_used_at, s.address, s.device, s.channel::text, s.id = nullif(current_setting('app.session', true), '')::bigint
    FROM session s WHERE s.user_id = nullif(current_setting('app.user', true), '')::int AND s.ended_at IS NULL AND s.stage = 'DONE'
     AND s.expires_at > app_now() AND (s.channel = 'APP' OR s.last_used_at > app_now() - interval '10 minutes')
   ORDER BY 7 DESC, 3 DESC, 1 DESC
$$;

CREATE OR REPLACE FUNCTION own_sessions_close(only_one bigint) RETURNS SETOF bigint LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET ended_at = app_now(), closed_by = nullif(current_setting('app.session', true), '')::bigint
   WHERE user_id = nullif(current_setting('app.user', true), '')::int AND ended_at IS NULL
     AND id <> nullif(current_setting('app.session', true), '')::bigint AND (only_one IS NULL OR id = only_one)
     AND expires_at > app_now() AND (channel = 'APP' OR last_used_at > app_now() - interval '10 minutes')
  RETURNING id
$$;

REVOKE ALL ON FUNCTION own_sessions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_sessions() TO app_web;
