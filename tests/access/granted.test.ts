import { beforeAll, expect, test } from "vitest";
import { readCompany } from "@/lib/command";
import { asDecided, asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// What a profile grants, asked at the door: in which channel, while it is active and its service contracted.

beforeAll(async () => {
  await demonstration();
  await asDecided(`
    INSERT INTO profile (tenant_id, name) SELECT id, 'De la prueba' FROM tenant WHERE code = 'E1';
    INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
      SELECT tenant_id, id, f.service, f.flag FROM profile p, (VALUES
        ('administracion.perfiles', 'WEB'), ('administracion.perfiles', 'profile.read'),
        ('administracion.usuarios', 'PHONE'), ('administracion.usuarios', 'user.read'),
        ('administracion.nombres', 'name.read')) AS f (service, flag) WHERE p.name = 'De la prueba';
    UPDATE membership SET profile_id = (SELECT id FROM profile WHERE name = 'De la prueba')
     WHERE user_id = (SELECT id FROM app_user WHERE username = 'consulta1')`);
});

const doors = ["profile.read", "user.read", "name.read"] as const;

async function opens(channel: string): Promise<string[]> {
  const caller = await signedIn("consulta1");
  await asOwner(
    "UPDATE session SET channel = $2::channel, expires_at = created_at + interval '15 minutes' WHERE token_hash = $1",
    [caller.token, channel],
  );
  const outcomes: string[] = [];
  for (const asks of doors) outcomes.push(await outcomeOf(readCompany(caller, asks, async () => undefined)));
  return outcomes;
}
const no = "access.notAllowed";

test.each([
  ["WEB", ["ok", no, no]],
  ["PHONE", [no, "ok", no]],
  ["APP", [no, no, no]],
])("from %s what that channel grants", async (channel, expected) => {
  expect(await opens(channel)).toEqual(expected);
});

test.each([
  [
    "the profile is inactive",
    "UPDATE profile SET status = 'INACTIVE' WHERE name = 'De la prueba'",
    "UPDATE profile SET status = 'ACTIVE'",
  ],
  [
    "the service is not contracted",
    "DELETE FROM contracted_service WHERE service = 'administracion.perfiles'",
    "INSERT INTO contracted_service (tenant_id, service) SELECT tenant_id, 'administracion.perfiles' FROM company",
  ],
])("nothing at the next request while %s", async (_, takes, gives) => {
  await asDecided(takes);
  expect((await opens("WEB"))[0]).toBe(no);
  await asDecided(gives);
  expect((await opens("WEB"))[0]).toBe("ok");
});

test("a person of two companies is served where they were last when the address names none", async () => {
  const last = async () =>
    (
      await asOwner<{ code: string }>(
        "SELECT t.code FROM membership m JOIN tenant t ON t.id = m.tenant_id JOIN app_user u ON u.id = m.user_id WHERE u.username = 'multi1' ORDER BY m.used_at DESC NULLS LAST LIMIT 1",
      )
    )[0]?.code;
  for (const company of ["E2", "E1", "E2"] as const) {
    await readCompany(await signedIn("multi1", company), "profile.read", async () => undefined);
    expect(await last()).toBe(company);
  }
});
