import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { confirmPassword, keepPreferences, sessionHash } from "@/lib/auth/commands";
import { hashPassword } from "@/lib/auth/passwords";
import { read } from "@/lib/command";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

beforeAll(demonstration);

test("a product given to one person opens to nobody else of the same company", async () => {
  await asOwner(
    `INSERT INTO membership_product (tenant_id, membership_id, product_id) SELECT m.tenant_id, m.id, p.id FROM membership m
       JOIN app_user u ON u.id = m.user_id AND u.username = 'firma3' JOIN product p ON p.tenant_id = m.tenant_id AND p.code = 'P2'`,
  );
  const entering = async (product: string) =>
    outcomeOf(read(await signedIn("consulta1", "E1", product), "batch.read", async () => undefined));
  expect([await entering("P1"), await entering("P2")]).toEqual(["ok", "NotFound"]);
});

test("the clave typed again is one's own, not another person's", async () => {
  const [ours, theirs] = ["lluvia-sobre-el-paramo-7", "otra-clave-de-maker1-9"];
  await asOwner("UPDATE app_user SET password_hash = $1 WHERE username = 'maker1'", [await hashPassword(theirs)]);
  const typed = async (person: string, clave: string) => outcomeOf(confirmPassword(await signedIn(person), clave));
  expect([await typed("maker1", ours), await typed("maker1", theirs)]).toEqual(["confirm.wrongPassword", "ok"]);
  expect([await typed("multi1", ours), await typed("multi1", theirs)]).toEqual(["ok", "confirm.wrongPassword"]);
});

test("a session is not opened for who was made inactive while the clave was verified", async () => {
  const rows = await asOwner<{ username: string; id: number; hash: string }>(
    "SELECT username, id, password_hash AS hash FROM app_user",
  );
  const opened = async (username: string) => {
    const token = sessionHash(randomBytes(8).toString("hex"));
    const { id, hash } = rows.find((row) => row.username === username) ?? {};
    await connected("app_web", (client) =>
      client.query("SELECT session_open($1, $2, '203.0.113.7', 'test', 'WEB', 'own-rights', NULL, $3)", [
        id,
        token,
        hash,
      ]),
    );
    return (await asOwner("SELECT 1 FROM session WHERE token_hash = $1", [token])).length;
  };
  expect([await opened("maker1"), await opened("inactivo1"), await opened("nuevo1")]).toEqual([1, 0, 0]);
});

test("a person's language and theme are theirs on every product, and nobody else's", async () => {
  expect(await keepPreferences(await signedIn("maker1"), { idioma: "en", tema: "light" })).toEqual({
    language: "en",
    theme: "light",
  });
  for (const product of ["P1", "P2"])
    expect(
      await read(await signedIn("maker1", "E1", product), "batch.read", async (ctx) => ctx.actor.user),
    ).toMatchObject({
      username: "maker1",
      language: "en",
      theme: "light",
    });
  expect(await asOwner("SELECT username FROM app_user WHERE language <> 'es' OR theme <> 'system'")).toEqual([
    { username: "maker1" },
  ]);
  await keepPreferences(await signedIn("maker1"), { idioma: "es" });
  expect(await asOwner("SELECT language, theme FROM app_user WHERE username = 'maker1'")).toEqual([
    { language: "es", theme: "light" },
  ]);
});
