import { sql } from "@/lib/db";

const accented = "áàäâãéèëêíìïîóòöôõúùüûñç";
const plain = "aaaaaeeeeiiiiooooouuuunc";

/** A pattern for LIKE of a text anywhere in another, without case and accents; its own wildcards mean themselves. */
export function patternOf(text: string): string {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `%${bare.replace(/[\\%_]/g, "\\$&")}%`;
}

/** A column as `patternOf` compares it. */
export const bare = (column: ReturnType<typeof sql>) => sql`translate(lower(${column}), ${accented}, ${plain})`;

/** Memberships of the tenant being served whose person's name matches. */
export const membersNamed = (pattern: string, tenantId: number) => sql`
  SELECT m.id FROM membership m JOIN app_user u ON u.id = m.user_id WHERE m.tenant_id = ${tenantId} AND ${bare(sql`u.name`)} LIKE ${pattern}`;
