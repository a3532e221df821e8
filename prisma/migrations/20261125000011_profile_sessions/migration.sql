-- How many open sessions a change of a profile reaches. A session is its person's alone: of a company only their number is told, of a
-- profile of the company being served, to one of its active members.
CREATE FUNCTION profile_sessions(of_profile int) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::int FROM profile p
    JOIN membership m ON m.tenant_id = p.tenant_id AND m.profile_id = p.id AND m.status = 'ACTIVE'
    JOIN session s ON s.user_id = m.user_id AND s.ended_at IS NULL AND s.stage = 'DONE' AND s.expires_at > app_now()
     AND (s.channel = 'APP' OR s.last_used_at > app_now() - interval '10 minutes')
   WHERE p.id = of_profile AND p.tenant_id = nullif(current_setting('app.tenant', true), '')::int
     AND EXISTS (SELECT 1 FROM membership a WHERE a.tenant_id = p.tenant_id AND a.status = 'ACTIVE'
                   AND a.user_id = nullif(current_setting('app.user', true), '')::int)
$$;
REVOKE ALL ON FUNCTION profile_sessions(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION profile_sessions(int) TO app_web;
