-- What the desk watches: results of verify, how the outside answers, the queues; and who writes and answers messages.

CREATE TABLE verify_result (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  made_by  text NOT NULL CONSTRAINT verify_result_made_by CHECK (made_by IN ('command', 'worker')),
  checks   int NOT NULL CONSTRAINT verify_result_checks CHECK (checks > 0),
  wrong    text[] NOT NULL CONSTRAINT verify_result_wrong CHECK (cardinality(wrong) <= checks),
  took_ms  int NOT NULL CONSTRAINT verify_result_took CHECK (took_ms >= 0)
);

-- What lies outside: mail, bank, card core and the folder of the trail's anchors; when each last did what was asked of it, and when not.
CREATE TABLE outside_state (
  name      text PRIMARY KEY CONSTRAINT outside_state_name CHECK (name IN ('mail', 'bank', 'core', 'anchors')),
  good_at   timestamptz,
  failed_at timestamptz,
  why       text CONSTRAINT outside_state_why CHECK (length(why) BETWEEN 1 AND 40),
  CONSTRAINT outside_state_failed CHECK ((failed_at IS NULL) = (why IS NULL)),
  CONSTRAINT outside_state_told CHECK (num_nonnulls(good_at, failed_at) > 0)
);

-- Both answer through functions only.
ALTER TABLE verify_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE verify_result FORCE ROW LEVEL SECURITY;
ALTER TABLE outside_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE outside_state FORCE ROW LEVEL SECURITY;
GRANT SELECT ON verify_result, outside_state TO verify;

-- Keeps the result of a verification, the last hundred.
CREATE FUNCTION verify_note(by_whom text, of_checks int, found_wrong text[], ms int) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO verify_result (made_by, checks, wrong, took_ms) VALUES (by_whom, of_checks, found_wrong, ms);
  DELETE FROM verify_result WHERE id <= (SELECT id FROM verify_result ORDER BY id DESC OFFSET 100 LIMIT 1);
$$;

-- Whether a day has gone since the last.
CREATE FUNCTION verify_is_due() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM verify_result WHERE at > clock_timestamp() - interval '24 hours')
$$;

-- What something outside did: what was asked (`why` null), or why not.
CREATE FUNCTION outside_note(what text, failure text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO outside_state AS o (name, good_at, failed_at, why)
  VALUES (what, CASE WHEN failure IS NULL THEN clock_timestamp() END, CASE WHEN failure IS NOT NULL THEN clock_timestamp() END, left(failure, 40))
  ON CONFLICT (name) DO UPDATE SET good_at = coalesce(excluded.good_at, o.good_at),
    failed_at = coalesce(excluded.failed_at, o.failed_at), why = coalesce(excluded.why, o.why)
$$;

-- How the installation stands, for the desk alone: counts, ages and names of processes, never a row of anybody's.
CREATE FUNCTION desk_health() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN is_operator() THEN jsonb_build_object(
    'now', clock_timestamp(),
    'queues', (SELECT coalesce(jsonb_agg(to_jsonb(q) ORDER BY q.task), '[]') FROM (
       SELECT t.identifier AS task, count(*) FILTER (WHERE j.locked_at IS NOT NULL) AS running,
              count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts < j.max_attempts AND j.run_at <= clock_timestamp()) AS due,
              count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts < j.max_attempts AND j.run_at > clock_timestamp()) AS later,
              count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts BETWEEN 1 AND j.max_attempts - 1) AS retrying,
              count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts >= j.max_attempts) AS failed, min(j.created_at) AS since
         FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id GROUP BY t.identifier) q),
    'workers', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', w.name, 'startedAt', w.started_at, 'beatAt', w.beat_at) ORDER BY w.started_at, w.id), '[]')
       FROM worker w),
    'trail', jsonb_build_object(
       'unsealed', (SELECT count(*) FROM audit_pending),
       'unsealedSince', (SELECT a.at FROM audit_event a WHERE a.id = (SELECT min(event_id) FROM audit_pending)),
       'sealedAt', (SELECT max(s.sealed_at) FROM tenant t CROSS JOIN LATERAL (
          SELECT sealed_at FROM audit_seal WHERE tenant_id = t.id ORDER BY seq DESC LIMIT 1) s),
       'chains', (SELECT count(*) FROM tenant t WHERE EXISTS (SELECT 1 FROM audit_seal s WHERE s.tenant_id = t.id))),
    'outside', (SELECT coalesce(jsonb_object_agg(o.name, jsonb_build_object('goodAt', o.good_at, 'failedAt', o.failed_at, 'why', o.why)), '{}')
       FROM outside_state o),
    'verify', (SELECT jsonb_build_object('at', v.at, 'by', v.made_by, 'checks', v.checks, 'wrong', v.wrong, 'tookMs', v.took_ms)
       FROM verify_result v ORDER BY v.id DESC LIMIT 1)) END
$$;

-- Messages: each writes their own and the desk none, only the desk answers.
CREATE POLICY message_written ON message AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (NOT is_operator() AND membership_id IN (SELECT m.id FROM membership m WHERE m.user_id = nullif(current_setting('app.user', true), '')::int));
CREATE POLICY message_modified ON message AS RESTRICTIVE FOR UPDATE TO app_web USING (is_operator());

-- Whose messages these are, for the desk's lists, which serve no company.
CREATE FUNCTION message_writers(of_messages bigint[]) RETURNS TABLE (message bigint, person text, username text) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.id, u.name, u.username FROM message x JOIN membership m ON m.id = x.membership_id JOIN app_user u ON u.id = m.user_id
   WHERE is_operator() AND x.id = ANY (of_messages)
$$;

REVOKE ALL ON FUNCTION verify_note(text, int, text[], int), verify_is_due(), outside_note(text, text), desk_health(), message_writers(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION verify_note(text, int, text[], int) TO verify, app_worker;
GRANT EXECUTE ON FUNCTION verify_is_due(), outside_note(text, text) TO app_worker;
GRANT EXECUTE ON FUNCTION desk_health(), message_writers(bigint[]) TO app_web;
