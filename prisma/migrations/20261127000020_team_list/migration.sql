-- A broker's list of a million as of a thousand: an index holds all that a team is filtered by, so that a count is read from it alone, and a page is
-- either sorted from the few there are or read in order from the many.
DROP INDEX membership_by_section;
CREATE INDEX membership_by_filters ON membership (tenant_id, role, standing, entered_at) INCLUDE (sections, id) WHERE role IS NOT NULL;
CREATE INDEX membership_administering ON membership (tenant_id, role, standing, entered_at) WHERE 'admin-usuarios' = ANY (sections);

-- As before; but whatever is looked for, in whatever order, is met in the order's index as far as that goes quickly, and sorted where it would not.
CREATE OR REPLACE FUNCTION list_people(patterns text[], wanted jsonb, sort_by text, downwards boolean, most int, skipped int,
    OUT ids int[], OUT total int, OUT more boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of_team CONSTANT boolean := own_sections() IS NOT NULL;
  serving CONSTANT int := CASE WHEN NOT is_operator() AND (NOT of_team OR administers_team()) THEN nullif(current_setting('app.tenant', true), '')::int END;
  at_most CONSTANT int := CASE WHEN cardinality(patterns) > 0 THEN 1000 ELSE 10000 END;
  -- Of an order's index so many rows show whether a search finds many, so many of them are many, and so many are walked through for a page; of
  -- what is found so many at most are sorted.
  looked_at CONSTANT int := 500;
  often CONSTANT int := 50;
  walked CONSTANT bigint := greatest(5000, 2::bigint * (skipped + most));
  sorted CONSTANT int := 300000;
  keys CONSTANT text[] := CASE sort_by WHEN 'usuario' THEN '{person_username,id}' WHEN 'acceso' THEN '{entered_at,id}' WHEN 'correo' THEN '{person_mail,id}'
    WHEN 'rol' THEN '{role,person_name,id}' WHEN 'estado' THEN '{standing,person_name,id}' WHEN 'modificacion' THEN '{modified_at,id}'
    ELSE '{person_name,id}' END;
  in_order CONSTANT text := (SELECT string_agg('x.' || key || CASE WHEN downwards THEN ' DESC' ELSE ' ASC' END
    || CASE WHEN key <> 'entered_at' THEN '' WHEN downwards THEN ' NULLS LAST' ELSE ' NULLS FIRST' END, ', ') FROM unnest(keys) key);
  asked_role broker_role := wanted ->> 'role';
  asked_standing person_standing := wanted ->> 'standing';
  of_role text := CASE WHEN asked_role IS NOT NULL THEN 'x.role = ' || quote_literal(asked_role) END;
  of_standing text := CASE WHEN asked_standing IS NOT NULL THEN 'x.standing = ' || quote_literal(asked_standing) END;
  of_access text := CASE wanted ->> 'access' WHEN 'never' THEN 'x.entered_at IS NULL' WHEN 'month' THEN 'x.entered_at >= app_now() - interval ''30 days'''
    WHEN 'before' THEN 'x.entered_at < app_now() - interval ''90 days''' END;
  of_section text := CASE WHEN wanted ->> 'section' = 'admin-usuarios' THEN '''admin-usuarios'' = ANY (x.sections)'
    WHEN wanted ->> 'section' IS NOT NULL THEN 'x.sections @> ARRAY[' || quote_literal(wanted ->> 'section') || ']' END;
  filters CONSTANT int := num_nonnulls(of_role, of_standing, of_access, of_section);
  -- A team's filters: what one index after another begins with where there are several, or a section, which begins none.
  all_in_one text := CASE WHEN of_team AND (filters > 1 OR of_section IS NOT NULL)
    THEN concat_ws(' AND ', coalesce(of_role, 'x.role IN (''GERENCIAL'', ''EJECUTIVO'')'),
      coalesce(of_standing, 'x.standing IN (''INVITED'', ''ACTIVE'', ''INACTIVE'')'), of_access, of_section)
    ELSE concat_ws(' AND ', of_role, of_standing, of_access, of_section) END;
  tenant_and text := concat_ws(' AND ', 'x.tenant_id = $1', 'x.profile_id = ' || quote_literal((wanted ->> 'profile')::int),
    'x.token_state = ' || quote_literal((wanted ->> 'token')::token_state));
  those text := concat_ws(' AND ', tenant_and, nullif(all_in_one, ''));
  match text := (SELECT string_agg(format('x.words LIKE ($2)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
  asked text := concat_ws(' AND ', those, match);
  -- Met in order, only what the order's own index begins with is a condition; the rest is looked at on the way.
  led_by text := CASE WHEN sort_by = 'acceso' THEN of_access WHEN sort_by = 'rol' THEN of_role WHEN sort_by = 'estado' THEN of_standing
    WHEN sort_by IN ('correo', 'modificacion') THEN NULL ELSE coalesce(of_role, of_standing) END;
  met text := ' FROM (SELECT x.* FROM membership x WHERE ' || CASE WHEN of_team THEN concat_ws(' AND ', tenant_and, led_by,
      CASE WHEN sort_by IN ('correo', 'rol', 'modificacion') THEN 'x.role IS NOT NULL' END) ELSE those END
    || ' ORDER BY ' || in_order || ' LIMIT ';
  here text;
  need int;
  seen int;
BEGIN
  IF match IS NOT NULL THEN
    EXECUTE 'SELECT count(*)' || met || looked_at || ') x WHERE ' || asked INTO seen USING serving, patterns;
    IF seen >= often THEN
      EXECUTE format('SELECT (array_agg(y.id))[$3 + 1 : $3 + $4], $5, count(*) > $5 FROM (SELECT x.id %s) y', met || 20 * at_most || ') x WHERE ' || asked || ' LIMIT $5 + 1')
        INTO ids, total, more USING serving, patterns, skipped, most, at_most;
      IF more THEN
        ids := coalesce(ids, '{}');
        RETURN;
      END IF;
    END IF;
    EXECUTE format('WITH hit AS MATERIALIZED (SELECT x.* FROM membership x WHERE %s LIMIT $5 + 1)
        SELECT (array_agg(x.id ORDER BY %s))[$3 + 1 : $3 + $4], least(count(*), $5), count(*) > $5 FROM hit x', asked, in_order)
      INTO ids, total, more USING serving, patterns, skipped, most, at_most;
  ELSE
    EXECUTE format('SELECT least(count(*), $2), count(*) > $2 FROM (SELECT 1 FROM membership x WHERE %s LIMIT $2 + 1) y', asked)
      INTO total, more USING serving, at_most;
  END IF;
  need := greatest(0, least(most, total - skipped));
  IF need > 0 AND (more OR match IS NULL) THEN
    -- Of more than were counted, those who were found are any: the page is whoever comes first in order.
    here := ' LIMIT ' || need || ' OFFSET ' || skipped || ') y';
    ids := NULL;
    -- Few enough, for how far in the page is, are sorted at once.
    IF more OR filters = 0 OR total >= 50 * (skipped + most) THEN
      EXECUTE 'SELECT array_agg(y.id) FROM (SELECT x.id' || met || walked || ') x WHERE ' || asked || here INTO ids USING serving, patterns;
    END IF;
    IF coalesce(cardinality(ids), 0) < need THEN
      EXECUTE format('WITH hit AS MATERIALIZED (SELECT x.%s FROM membership x WHERE %s LIMIT %s)
          SELECT (SELECT count(*) FROM hit), (SELECT array_agg(y.id) FROM (SELECT x.id FROM hit x ORDER BY %s%s)', array_to_string(keys, ', x.'),
        concat_ws(' AND ', CASE WHEN of_team THEN 'x.role IN (''GERENCIAL'', ''EJECUTIVO'')' END, asked), sorted, in_order, here)
        INTO seen, ids USING serving, patterns;
      IF seen = sorted THEN
        -- (A CASE is no condition of an index, and counts as one that holds often.)
        EXECUTE 'SELECT array_agg(y.id) FROM (SELECT x.id' || met || 'ALL) x WHERE CASE WHEN ' || asked || ' THEN true ELSE false END' || here INTO ids
          USING serving, patterns;
      END IF;
    END IF;
  END IF;
  ids := coalesce(ids, '{}');
END $$;
