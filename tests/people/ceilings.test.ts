import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { flagsOf, type Permission, type Service, services } from "@/lib/catalog";
import { runCompany } from "@/lib/command";
import type { CompanyContext } from "@/lib/context";
import { DomainError, NotFound, NotSignedIn } from "@/lib/errors";
import { assignToken, replaceToken, resetPerson, standPerson } from "@/lib/people/acts";
import { invitePerson, modifyPerson } from "@/lib/people/commands";
import { invitePersonSchema, modifyPersonSchema } from "@/lib/people/schema";
import { createProfile, deleteProfile, modifyProfile } from "@/lib/profiles/commands";
import { deleteProfileSchema, newProfileSchema, profileSchema } from "@/lib/profiles/schema";
import {
  differing,
  type Held,
  type Picture,
  pictureNow,
  reachOf,
  weightOf,
  weightOfProfile,
} from "@/tests/support/grants";
import { asOwner, demonstration } from "@/tests/support/make";
import { admin, type Code, placeCeiling, profileOf } from "@/tests/support/people";

// Random administrative acts of random people of two companies and of somebody of both: whatever is done or refused, nobody ends with more
// than whoever did it may grant, no company without an administrator, and what is another company's is as it was.

const actors = ["adm1", "adm1b", "multi1", "adm2", "auditor1", "cm1", "firma9", "al1", "al2"] as const;
const targets = [...actors, "maker1", "firma1", "maker2", "nuevo1", "inactivo1", "nadie"] as const;
const codes = ["E1", "E2"] as const;

const grants = fc.record({
  profile: fc.nat({ max: 20 }),
  techo: fc.constantFrom("nada", "todo", "servicios"),
  servicios: fc.uniqueArray(fc.constantFrom(...services), { minLength: 1, maxLength: 6 }),
});
const boxes = fc
  .uniqueArray(fc.constantFrom(...services), { maxLength: 5 })
  .map((held) => held.flatMap((service) => flagsOf(service).map((flag) => `${service}:${flag}`)));
const acts = fc.oneof(
  fc.record({ kind: fc.constant("invite" as const), grants }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("modify" as const), grants }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("stand" as const), out: fc.boolean() }) },
  fc.record({ kind: fc.constant("newProfile" as const), boxes, profile: fc.nat({ max: 20 }) }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("profile" as const),
      boxes,
      profile: fc.nat({ max: 20 }),
      on: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant("deleteProfile" as const), profile: fc.nat({ max: 20 }) }),
  fc.record({ kind: fc.constantFrom("reset" as const, "assign" as const, "replace" as const) }),
);
const step = fc.record({
  by: fc.constantFrom(...actors),
  company: fc.constantFrom(...codes),
  whom: fc.constantFrom(...targets),
  act: acts,
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

beforeAll(async () => {
  await demonstration();
  // Administrators of less than everything, and a company that has contracted less.
  const administers = ["administracion.perfiles", "administracion.usuarios", "administracion.activacion"];
  await asOwner(`SET session_replication_role = replica; DELETE FROM contracted_service
    WHERE service IN ('ordenes.pago', 'consultas.movimientos') AND tenant_id = (SELECT id FROM tenant WHERE code = 'E2')`);
  await placeCeiling("adm1b", [...administers, "consultas.saldos", "lotes.carga", "ayudas.guias"]);
  for (const [username, company] of [
    ["auditor1", "E1"],
    ["cm1", "E1"],
    ["firma9", "E2"],
  ] as const) {
    await asOwner(
      `UPDATE membership SET profile_id = $3 WHERE tenant_id = (SELECT id FROM tenant WHERE code = $2) AND user_id = (SELECT id FROM app_user WHERE username = $1)`,
      [username, company, await profileOf("Administración", company)],
    );
    await placeCeiling(username, username === "cm1" ? administers : [...services], company);
  }
});

let made = 0;

/** The act as a command of its company; null for one about what is not there. */
function commandOf({ act, whom, company }: Step, picture: Picture) {
  const profiles = picture.profiles.filter((one) => one.company === company);
  const pick = (index: number) => profiles[index % profiles.length]?.id ?? 0;
  const version = async (table: "profile" | "membership", where: string) =>
    (await asOwner<{ version: number }>(`SELECT version FROM ${table} WHERE ${where}`))[0]?.version ?? 1;
  const given = ({ profile, techo, servicios }: { profile: number; techo: string; servicios: Service[] }) => ({
    perfil: String(pick(profile)),
    alcance: "todos",
    techo,
    ...(techo === "servicios" && { servicios }),
  });
  const data = (more: object) => ({ descripcion: "", estado: "ACTIVE", ...more });
  const membership = `tenant_id = (SELECT id FROM tenant WHERE code = '${company}') AND user_id = (SELECT id FROM app_user WHERE username = '${whom}')`;
  const does = (asks: Permission, work: (ctx: CompanyContext) => Promise<unknown>) => ({ asks, work });
  made += 1;
  switch (act.kind) {
    case "invite":
      return does("user.create", (ctx) =>
        invitePerson(
          ctx,
          invitePersonSchema.parse({
            usuario: made % 3 === 0 ? whom : `al${1 + (made % 5)}`,
            nombre: "Al Azar",
            documento: `CC ${42_000_000 + (made % 5)}`,
            correo: "azar@demo.example",
            ...given(act.grants),
          }),
        ),
      );
    case "modify":
      return does("user.modify", async (ctx) => {
        const form = {
          persona: whom,
          version: String(await version("membership", membership)),
          cargo: `Cargo ${made}`,
        };
        await modifyPerson(ctx, modifyPersonSchema.parse({ ...form, ...given(act.grants) }));
      });
    case "stand":
      return does("user.activate", (ctx) =>
        standPerson(ctx, { persona: whom, hace: act.out ? "inactivar" : "activar", motivo: "Al azar" }),
      );
    case "newProfile":
      return does("profile.create", (ctx) =>
        createProfile(ctx, newProfileSchema.parse(data({ nombre: `Perfil ${made}`, otorga: act.boxes }))),
      );
    case "profile":
      return does("profile.modify", async (ctx) => {
        const perfil = pick(act.profile);
        const form = { perfil: String(perfil), version: String(await version("profile", `id = ${perfil}`)) };
        const estado = act.on ? "ACTIVE" : "INACTIVE";
        await modifyProfile(
          ctx,
          profileSchema.parse(data({ ...form, nombre: `Perfil ${made}`, estado, otorga: act.boxes })),
        );
      });
    case "deleteProfile":
      return does("profile.delete", async (ctx) => {
        const perfil = pick(act.profile);
        const form = { perfil: String(perfil), version: String(await version("profile", `id = ${perfil}`)) };
        await deleteProfile(ctx, deleteProfileSchema.parse(form));
      });
    case "reset":
      return does("user.reset", (ctx) => resetPerson(ctx, whom));
    case "assign":
      return does("token.assign", (ctx) => assignToken(ctx, whom));
    case "replace":
      return does("token.replace", (ctx) => replaceToken(ctx, whom));
  }
}

const told = { done: 0, refused: 0 };

async function acted(one: Step, picture: Picture): Promise<void> {
  const { asks, work } = commandOf(one, picture);
  try {
    await runCompany(await admin(one.by, one.company as Code), asks, work);
    told.done += 1;
  } catch (error) {
    // What is refused is refused by a sentence, never by the database alone.
    if (!(error instanceof DomainError || error instanceof NotFound || error instanceof NotSignedIn)) throw error;
    told.refused += 1;
  }
}

function judge({ by, company }: Step, before: Picture, after: Picture): void {
  const reach = reachOf(before, company, by);
  const beyond = (held: readonly string[]) => held.filter((service) => !reach.has(service));
  const own = (one: Held) => one.company === company && one.username === by;
  const members = differing(before.members, after.members);
  const profiles = differing(before.profiles, after.profiles);
  expect(members.filter((one) => one.company !== company)).toEqual([]);
  expect(profiles.filter((one) => one.company !== company)).toEqual([]);
  expect(members.filter(own)).toEqual([]);
  expect(profiles.filter(({ id }) => before.members.some((one) => own(one) && one.profile === id))).toEqual([]);
  for (const picture of [before, after]) {
    for (const one of members.filter((row) => picture.members.includes(row)))
      expect(beyond(weightOf(picture, one))).toEqual([]);
    for (const one of profiles.filter((row) => picture.profiles.includes(row)))
      expect(beyond(weightOfProfile(picture, one))).toEqual([]);
  }
  const added = profiles.filter((row) => after.profiles.includes(row));
  const contracted = after.contracted[company] ?? [];
  const were = (id: number) => before.profiles.find((one) => one.id === id)?.services ?? [];
  for (const { id, services: held } of added)
    expect(held.filter((service) => !contracted.includes(service) && !were(id).includes(service))).toEqual([]);
  for (const code of codes) expect(after.administrators[code]).toBeGreaterThan(0);
}

test("random administrative acts never give more than their author may, nor lose the last administrator, nor touch another company", async () => {
  let picture = await pictureNow();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      for (const one of steps) {
        await acted(one, picture);
        const after = await pictureNow();
        judge(one, picture, after);
        picture = after;
      }
    }),
    {
      seed: 20_261_122,
      numRuns: 20,
      endOnFailure: true,
      interruptAfterTimeLimit: 60_000,
      markInterruptAsFailure: false,
    },
  );
  expect(told.done).toBeGreaterThan(10);
  expect(told.refused).toBeGreaterThan(20);
}, 120_000);
