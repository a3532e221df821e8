-- The mail of who belongs to several companies is no company's: it is neither told nor found out by looking for it.

-- As before; by their mail somebody is found where they belong to that company alone.
CREATE OR REPLACE FUNCTION membership_listed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = NEW.user_id;
  NEW.person_name := plain_text(u.name);
  NEW.person_username := u.username;
  NEW.words := ' ' || plain_text(u.name) || ' ' || u.username || ' ' || plain_text(u.document)
    || CASE WHEN EXISTS (SELECT 1 FROM membership o WHERE o.user_id = u.id AND o.id <> NEW.id) THEN '' ELSE ' ' || plain_text(u.email) END;
  NEW.standing := CASE WHEN NEW.status = 'INACTIVE' THEN 'INACTIVE' ELSE u.status::text END::person_standing;
  NEW.token_state := factor_state(NEW.user_id);
  RETURN NEW;
END $$;
UPDATE membership m SET user_id = user_id WHERE EXISTS (SELECT 1 FROM membership o WHERE o.user_id = m.user_id AND o.id <> m.id);

-- Of these people of the company being served, those who belong elsewhere too.
CREATE FUNCTION people_elsewhere(members int[]) RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id FROM membership m WHERE m.id = ANY (members) AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int
     AND is_member() AND NOT is_operator() AND EXISTS (SELECT 1 FROM membership o WHERE o.user_id = m.user_id AND o.id <> m.id)
$$;
REVOKE ALL ON FUNCTION people_elsewhere(int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_elsewhere(int[]) TO app_web;
