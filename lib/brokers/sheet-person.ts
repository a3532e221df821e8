import { sql } from "@/lib/db";

/** A `SheetPerson` as JSON, of a membership `m` of a broker and its person `u`. */
export const sheetPerson = sql`json_build_object('username', u.username, 'firstName', coalesce(m.first_name, ''), 'lastName', coalesce(m.last_name, ''),
  'birthDate', coalesce(m.birth_date::text, ''), 'document', u.document, 'mail', m.person_mail, 'position', coalesce(m.position, ''), 'phone', coalesce(m.phone, ''),
  'officePhone', coalesce(m.office_phone, ''), 'extension', coalesce(m.extension, ''), 'role', m.role, 'sections', m.sections, 'downloads', m.downloads,
  'standing', m.standing)`;
