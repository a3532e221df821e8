import type { Permission } from "@/lib/catalog";
import { readCompany, runCompany } from "@/lib/command";
import type { Caller, CompanyContext } from "@/lib/context";
import { standPerson } from "@/lib/people/acts";
import { invitePerson, modifyPerson } from "@/lib/people/commands";
import { findMember } from "@/lib/people/queries";
import { invitePersonSchema, modifyPersonSchema } from "@/lib/people/schema";
import { asOwner, signedIn } from "@/tests/support/make";

// What administrators of the demonstration do to people, through the commands behind the portal's doors.

export type Code = "E1" | "E2";

/** An administrator, signed in to the company and no product. */
export const admin = async (username = "adm1", company: Code = "E1"): Promise<Caller> => ({
  ...(await signedIn(username, company)),
  product: null,
});

/** One command of an administrator. */
export const acting = async <Result>(
  by: string,
  asks: Permission,
  work: (ctx: CompanyContext) => Promise<Result>,
  company: Code = "E1",
): Promise<Result> => runCompany(await admin(by, company), asks, work);

/** The number of a profile. */
export async function profileOf(name: string, company: Code = "E1"): Promise<number> {
  const [row] = await asOwner<{ id: number }>(
    "SELECT p.id FROM profile p JOIN tenant t ON t.id = p.tenant_id WHERE t.code = $1 AND p.name = $2",
    [company, name],
  );
  if (!row) throw new Error(`No profile ${name}`);
  return row.id;
}

/** A profile of the company with every flag of these services, and nothing else. */
export async function makeProfile(name: string, services: readonly string[], company: Code = "E1"): Promise<number> {
  await asOwner(
    "INSERT INTO profile (tenant_id, name) SELECT id, $2 FROM tenant WHERE code = $1 ON CONFLICT DO NOTHING",
    [company, name],
  );
  const id = await profileOf(name, company);
  await asOwner(
    `INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
     SELECT DISTINCT g.tenant_id, $1::int, g.service, g.permission FROM profile_permission g JOIN tenant t ON t.id = g.tenant_id
      WHERE t.code = $2 AND g.service = ANY($3::text[]) AND g.profile_id <> $1 ON CONFLICT DO NOTHING`,
    [id, company, services],
  );
  return id;
}

/** What somebody may grant, placed behind the product. */
export async function placeCeiling(username: string, grants: "all" | readonly string[], company: Code = "E1") {
  const of = `FROM membership m JOIN tenant t ON t.id = m.tenant_id JOIN app_user u ON u.id = m.user_id WHERE t.code = '${company}' AND u.username = '${username}'`;
  await asOwner(
    `SET session_replication_role = replica; DELETE FROM membership_ceiling WHERE membership_id IN (SELECT m.id ${of});
     UPDATE membership SET ceiling_all = ${grants === "all"} WHERE id IN (SELECT m.id ${of});
     INSERT INTO membership_ceiling (tenant_id, membership_id, service) SELECT m.tenant_id, m.id, s.service FROM membership m
       JOIN tenant t ON t.id = m.tenant_id JOIN app_user u ON u.id = m.user_id,
       unnest('{${grants === "all" ? "" : grants.join(",")}}'::text[]) AS s (service) WHERE t.code = '${company}' AND u.username = '${username}'`,
  );
}

const everyones = { alcance: "todos", techo: "nada" } as const;

/** Somebody new as a form would name them. */
export async function inviteForm(username: string, more: Record<string, unknown> = {}, company: Code = "E1") {
  const [{ n } = { n: 0 }] = await asOwner<{ n: number }>("SELECT count(*)::int AS n FROM app_user");
  return invitePersonSchema.parse({
    usuario: username,
    nombre: "Persona De Prueba",
    documento: `CC ${30_000_000 + n}`,
    correo: `${username}@demo.example`,
    perfil: String(await profileOf("Consulta", company)),
    ...everyones,
    ...more,
  });
}

export const invite = async (
  by: string,
  username: string,
  more: Record<string, unknown> = {},
  company: Code = "E1",
) => {
  const form = await inviteForm(username, more, company);
  return acting(by, "user.create", (ctx) => invitePerson(ctx, form), company);
};

/** A person's form as it stands, with something else in it. */
export async function modifyForm(
  by: string,
  username: string,
  more: Record<string, unknown> = {},
  company: Code = "E1",
) {
  const caller = await admin(by, company);
  const member = await readCompany(caller, "user.read", (ctx) => findMember(ctx, username));
  const { scope, grantable } = member;
  return modifyPersonSchema.parse({
    persona: username,
    version: String(member.version),
    perfil: String(member.profile.id),
    alcance: scope === "all" ? "todos" : "algunos",
    ...(scope !== "all" && { productos: [...scope] }),
    techo: grantable === "all" ? "todo" : grantable === "none" ? "nada" : "servicios",
    ...(typeof grantable !== "string" && { servicios: [...grantable] }),
    ...more,
  });
}

export const modify = async (by: string, username: string, more: Record<string, unknown>, company: Code = "E1") => {
  const form = await modifyForm(by, username, more, company);
  return acting(by, "user.modify", (ctx) => modifyPerson(ctx, form), company);
};

export const stand = (by: string, persona: string, hace: "activar" | "inactivar", company: Code = "E1") =>
  acting(by, "user.activate", (ctx) => standPerson(ctx, { persona, hace, motivo: "Por la prueba" }), company);

/** How somebody stands in a company. */
export const standingOf = async (username: string, company = "E1") => {
  const [row] = await asOwner<{ standing: string; token_state: string; version: number; profile: string }>(
    `SELECT m.standing, m.token_state, m.version, p.name AS profile FROM membership m JOIN tenant t ON t.id = m.tenant_id
       JOIN app_user u ON u.id = m.user_id JOIN profile p ON p.id = m.profile_id WHERE u.username = $1 AND t.code = $2`,
    [username, company],
  );
  return row;
};
/** The mails that wait for the worker: their job, what they are about, where they go. */
export const jobs = async () =>
  (
    await asOwner<{ task: string; about: string | null; to: string | null }>(
      `SELECT t.identifier AS task, j.payload ->> 'about' AS about, j.payload ->> 'to' AS to FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id`,
    )
  ).map(({ task, about, to }) => [task, about, to].filter(Boolean).join(" "));
/** The last of the company's trail. */
export const lastEvent = async (company = "E1") =>
  (
    await asOwner<{ actor: string; event: string; subject: string; data: Record<string, unknown> }>(
      "SELECT e.actor, e.event, e.subject, e.data FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE t.code = $1 ORDER BY e.id DESC LIMIT 1",
      [company],
    )
  )[0];
