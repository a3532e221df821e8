import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takeTry } from "@/lib/auth/attempts";
import { read } from "@/lib/command";
import { assignToken, blockToken, replaceToken, resetPerson, unlockPerson } from "@/lib/people/acts";
import { asDecided, asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { acting, jobs, lastEvent, makeProfile, modify, profileOf, stand, standingOf } from "@/tests/support/people";
import { connected } from "@/tests/support/roles";

// What an administrator does to somebody's standing, clave and token, on the real database.

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

describe("letting out and in", () => {
  test("who is out is so at the next request, and their sessions and what was lent are over", async () => {
    const live = await signedIn("firma2");
    await asOwner(
      `INSERT INTO temporary_password (user_id, hash, kind, expires_at) SELECT id, 'y', 'RECOVERY', app_now() + interval '30 minutes'
         FROM app_user WHERE username = 'firma2'`,
    );
    await stand("adm1", "firma2", "inactivar");
    expect(await outcomeOf(read(live, "batch.sign", async () => undefined))).toBe("NotSignedIn");
    expect(await asOwner("SELECT 1 FROM temporary_password WHERE hash = 'y' AND voided_at IS NULL")).toEqual([]);
    expect(await lastEvent()).toMatchObject({
      event: "user.inactivated",
      data: { before: "ACTIVE", after: "INACTIVE", reason: "Por la prueba" },
    });
    expect(await outcomeOf(stand("adm1", "firma2", "inactivar"))).toBe("people.alreadyInactive");
    await stand("adm1", "firma2", "activar");
    expect(await outcomeOf(stand("adm1", "firma2", "activar"))).toBe("people.active");
    expect(await outcomeOf(read(await signedIn("firma2"), "batch.sign", async () => undefined))).toBe("ok");
  });

  test("an invitation ends with it, and is mailed anew", async () => {
    await stand("adm1", "nuevo1", "inactivar");
    expect(
      await asOwner(
        "SELECT 1 FROM temporary_password p JOIN app_user u ON u.id = p.user_id WHERE u.username = 'nuevo1' AND p.voided_at IS NULL",
      ),
    ).toEqual([]);
    await stand("adm1", "nuevo1", "activar");
    expect([await standingOf("nuevo1"), await jobs()]).toMatchObject([{ standing: "INVITED" }, ["mail-invitation"]]);
  });

  test("somebody is always left who administers", async () => {
    for (const whom of ["adm1b", "multi1"]) await stand("adm1", whom, "inactivar");
    const reads = await makeProfile("Casi administra", ["administracion.activacion", "administracion.usuarios"]);
    await asOwner(`SET session_replication_role = replica; UPDATE membership SET profile_id = ${reads}, ceiling_all = true
       WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E1') AND user_id = (SELECT id FROM app_user WHERE username = 'auditor1')`);
    expect(await outcomeOf(stand("auditor1", "adm1", "inactivar"))).toBe("people.lastAdministrator");
    expect(await outcomeOf(modify("auditor1", "adm1", { perfil: String(await profileOf("Consulta")) }))).toBe(
      "people.lastAdministrator",
    );
    expect(await outcomeOf(modify("auditor1", "adm1", { techo: "nada" }))).toBe("people.lastAdministrator");
    for (const whom of ["adm1b", "multi1"]) await stand("adm1", whom, "activar");
    await modify("adm1", "auditor1", { perfil: String(await profileOf("Auditoría")), techo: "nada" });
  });

  test("whoever blocks tokens leaves somebody who can confirm: who administers and whose token is blocked counts for none", async () => {
    for (const whom of ["adm1b", "multi1"]) await stand("adm1", whom, "inactivar");
    const blocks = await makeProfile("Bloquea", ["administracion.activacion", "administracion.tokens"]);
    await asOwner(`SET session_replication_role = replica; UPDATE membership SET profile_id = ${blocks}, ceiling_all = true
       WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E1') AND user_id = (SELECT id FROM app_user WHERE username = 'auditor1')`);
    const block = (whom: string) =>
      outcomeOf(acting("auditor1", "token.block", (ctx) => blockToken(ctx, "block", whom)));
    expect(await block("adm1")).toBe("people.lastAdministrator");
    await stand("adm1", "adm1b", "activar");
    expect(await block("adm1")).toBe("ok");
    expect(await outcomeOf(stand("auditor1", "adm1b", "inactivar"))).toBe("people.lastAdministrator");
    await acting("auditor1", "token.block", (ctx) => blockToken(ctx, "unblock", "adm1"));
    await stand("adm1", "multi1", "activar");
    await modify("adm1", "auditor1", { perfil: String(await profileOf("Auditoría")), techo: "nada" });
  });

  test("who lost the right while they waited for their turn acts no more", async () => {
    const stands = (status: string) =>
      asDecided(
        `UPDATE membership SET status = '${status}' WHERE user_id = (SELECT id FROM app_user WHERE username = 'adm1b')`,
      );
    const outcome = await connected("owner", async (client) => {
      await client.query("BEGIN");
      await client.query(
        "SELECT pg_advisory_xact_lock(hashtext('administration'), (SELECT id FROM tenant WHERE code = 'E1'))",
      );
      const waiting = outcomeOf(stand("adm1b", "cm1", "inactivar"));
      const queued = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
      while ((await asOwner(queued)).length === 0);
      await stands("INACTIVE");
      await client.query("COMMIT");
      return waiting;
    });
    expect([outcome, (await standingOf("cm1"))?.standing]).toEqual(["access.notAllowed", "ACTIVE"]);
    await stands("ACTIVE");
  });

  test("two administrators who put each other out at once: one of them wins", async () => {
    await stand("adm1", "multi1", "inactivar");
    const outcomes = await Promise.all([
      outcomeOf(stand("adm1", "adm1b", "inactivar")),
      outcomeOf(stand("adm1b", "adm1", "inactivar")),
    ]);
    expect(outcomes.filter((one) => one === "ok")).toHaveLength(1);
    const [left] = await asOwner<{ n: number }>(
      "SELECT count(*)::int AS n FROM administrators((SELECT id FROM tenant WHERE code = 'E1'))",
    );
    expect(left?.n).toBe(1);
    const [winner, loser] = (await standingOf("adm1"))?.standing === "ACTIVE" ? ["adm1", "adm1b"] : ["adm1b", "adm1"];
    for (const whom of [loser, "multi1"]) await stand(winner ?? "", whom ?? "", "activar");
  });
});

describe("claves", () => {
  test("a reset is the worker's to mail; whoever has not come in or is out has none", async () => {
    await acting("adm1", "user.reset", (ctx) => resetPerson(ctx, "firma1"));
    expect([await jobs(), await lastEvent()]).toMatchObject([
      ["mail-reset"],
      { event: "user.resetStarted", subject: "firma1" },
    ]);
    expect(await outcomeOf(acting("adm1", "user.reset", (ctx) => resetPerson(ctx, "nuevo1")))).toBe("people.notInYet");
    expect(await outcomeOf(acting("adm1", "user.reset", (ctx) => resetPerson(ctx, "inactivo1")))).toBe(
      "people.inactive",
    );
  });

  test("a pause after wrong tries ends, by the person and by their devices", async () => {
    await asOwner(
      "INSERT INTO known_device (user_id, token_hash) SELECT id, sha256('d') FROM app_user WHERE username = 'firma1'",
    );
    const [device] = await asOwner<{ id: string }>(
      "SELECT d.id FROM known_device d JOIN app_user u ON u.id = d.user_id WHERE u.username = 'firma1'",
    );
    for (let n = 0; n < 5; n += 1) {
      await takeTry("login", { person: "firma1" });
      await takeTry("login", { device: `firma1 ${device?.id}` });
      await takeTry("login", { person: "firma3" });
    }
    await acting("adm1", "user.unlock", (ctx) => unlockPerson(ctx, "firma1"));
    expect((await takeTry("login", { person: "firma1", device: `firma1 ${device?.id}` })).taken).toBe(true);
    expect((await takeTry("login", { person: "firma3" })).taken).toBe(false);
    expect(await outcomeOf(acting("adm1", "user.unlock", (ctx) => unlockPerson(ctx, "firma1")))).toBe(
      "people.notPaused",
    );
  });
});

describe("tokens", () => {
  const token = (act: "assign" | "block" | "unblock" | "replace", whom: string) =>
    outcomeOf(
      act === "assign"
        ? acting("adm1", "token.assign", (ctx) => assignToken(ctx, whom))
        : act === "replace"
          ? acting("adm1", "token.replace", (ctx) => replaceToken(ctx, whom))
          : acting("adm1", "token.block", (ctx) => blockToken(ctx, act, whom)),
    );
  const state = async (whom: string) => (await standingOf(whom))?.token_state;

  test("is assigned, blocked with everything beside it, and replaced", async () => {
    expect([await state("consulta1"), await token("assign", "consulta1"), await state("consulta1")]).toEqual([
      "NONE",
      "ok",
      "ASKED",
    ]);
    expect(await token("assign", "pagador2")).toBe("people.tokenHeld");
    expect(await token("block", "consulta1")).toBe("people.tokenNone");
    expect(await token("unblock", "pagador2")).toBe("people.tokenNotBlocked");
    await asOwner(
      "INSERT INTO recovery_code (user_id, mark, hash) SELECT id, '0A', 'h' FROM app_user WHERE username = 'pagador2'",
    );
    expect([await token("block", "pagador2"), await state("pagador2"), await token("block", "pagador2")]).toEqual([
      "ok",
      "BLOCKED",
      "people.tokenBlocked",
    ]);
    expect([await token("unblock", "pagador2"), await state("pagador2")]).toEqual(["ok", "ACTIVE"]);
    expect([await token("replace", "pagador2"), await state("pagador2"), await token("replace", "pagador2")]).toEqual([
      "ok",
      "ASKED",
      "people.tokenNone",
    ]);
    const left = await asOwner(
      `SELECT 1 FROM app_user u WHERE u.username = 'pagador2' AND (EXISTS (SELECT 1 FROM totp t WHERE t.user_id = u.id)
         OR EXISTS (SELECT 1 FROM recovery_code r WHERE r.user_id = u.id))`,
    );
    expect(left).toEqual([]);
    expect(await jobs()).toEqual([
      "mail-person tokenAsked",
      "mail-person tokenBlocked",
      "mail-person tokenUnblocked",
      "mail-person tokenReplaced",
    ]);
  });
});
