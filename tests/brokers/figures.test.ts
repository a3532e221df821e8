import { beforeAll, expect, test } from "vitest";
import { findTeamFigures } from "@/lib/brokers/figures";
import { readBroker } from "@/lib/command";
import { asOwner, demonstration, signedIn } from "@/tests/support/make";

// The team in figures, compared with plain SQL; another broker's people are in none of them.

beforeAll(demonstration);

const figuresOf = async (username: string, code: string) =>
  readBroker({ ...(await signedIn(username)), company: code, product: null }, "brokeruser.read", findTeamFigures);

test.each([
  ["sup1", "B1"],
  ["sup2", "B2"],
])("as %s counts them in %s", async (username, code) => {
  const [plain] = await asOwner<Record<string, number>>(
    `SELECT count(*) FILTER (WHERE standing = 'ACTIVE')::int AS active, count(*) FILTER (WHERE standing = 'INVITED')::int AS invited,
            count(*) FILTER (WHERE standing = 'INACTIVE')::int AS inactive,
            count(*) FILTER (WHERE standing = 'ACTIVE' AND entered_at >= now() - interval '30 days')::int AS month,
            count(*) FILTER (WHERE standing = 'ACTIVE' AND entered_at < now() - interval '30 days' AND entered_at >= now() - interval '90 days')::int AS quarter,
            count(*) FILTER (WHERE standing = 'ACTIVE' AND entered_at < now() - interval '90 days')::int AS before,
            count(*) FILTER (WHERE standing = 'ACTIVE' AND entered_at IS NULL)::int AS never
       FROM membership WHERE tenant_id = (SELECT id FROM tenant WHERE code = $1)`,
    [code],
  );
  const { standings, access } = await figuresOf(username, code);
  const { active, invited, inactive, ...by } = plain ?? {};
  expect(access).toEqual(by);
  expect(standings).toEqual({
    ACTIVE: { total: active, more: false },
    INVITED: { total: invited, more: false },
    INACTIVE: { total: inactive, more: false },
  });
});

test("a team of more than are counted has no shares", async () => {
  await asOwner(`
    WITH made AS (INSERT INTO app_user (username, name, document, email, status, password_hash)
      SELECT 'mil' || n, 'Uno De Mil', 'DNI-' || 90000000 + n, 'mil' || n || '@demo.example', 'ACTIVE', 'none' FROM generate_series(1, 10001) n RETURNING id)
    INSERT INTO membership (tenant_id, user_id, role) SELECT t.id, made.id, 'EJECUTIVO' FROM made, tenant t WHERE t.code = 'B2'`);
  const { standings, access } = await figuresOf("sup2", "B2");
  expect(standings.ACTIVE).toEqual({ total: 10_000, more: true });
  expect(access).toBeNull();
});
