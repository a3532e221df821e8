import { digestOf } from "@/lib/approvals/confirmations";
import type { Permission } from "@/lib/catalog";
import { readCompany } from "@/lib/command";
import type { CompanyContext } from "@/lib/context";
import { actShown, standShown } from "@/lib/people/acts";
import { invitationShown, modificationShown, type Shown } from "@/lib/people/commands";
import type { Act } from "@/lib/people/rules";
import { invitePersonSchema, modifyPersonSchema, standSchema } from "@/lib/people/schema";
import type { ConfirmationCase, Fields, Made } from "@/tests/access/confirmation-cases";
import { asOwner } from "@/tests/support/make";
import { admin, modifyForm, profileOf } from "@/tests/support/people";
import { tokenOf } from "@/tests/support/token";

// What each door that acts on a company's people is tried with.

type Reads = (ctx: CompanyContext, fields: Fields) => Promise<Shown>;

/** By multi1, whose clave and token no other case takes away: `others` are fields that then say something else. */
async function made(asks: Permission, reads: Reads, fields: Fields, others: Fields): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const seen = async (more: Fields) =>
    digestOf((await readCompany(await admin("multi1"), asks, (ctx) => reads(ctx, { ...fields, ...more }))).shown);
  const [visto, another, token] = [await seen({}), await seen(others), tokenOf("multi1")];
  return {
    fields,
    proof: { visto, token },
    without: [{ visto }, { visto, token: "" }, { token }, { visto, llave: "{}" }],
    anothers: [{ visto, token: tokenOf("adm2") }],
    elsewhere: [
      { visto: another, token },
      { ...others, visto, token },
      { visto, token, empresa: "E2" },
    ],
  };
}

const newcomer = async (): Promise<Fields> => ({
  usuario: "porconfirmar",
  nombre: "Por Confirmar",
  documento: "CC 51234567",
  correo: "porconfirmar@demo.example",
  perfil: String(await profileOf("Consulta")),
  alcance: "todos",
  techo: "nada",
});

async function toInvite(): Promise<Made> {
  const reads: Reads = (ctx, fields) => invitationShown(ctx, invitePersonSchema.parse(fields));
  return made("user.create", reads, await newcomer(), { correo: "otro@demo.example" });
}

async function toModify(): Promise<Made> {
  const form = await modifyForm("multi1", "auditor1");
  const fields: Fields = {
    persona: form.persona,
    version: String(form.version),
    perfil: String(form.perfil),
    alcance: form.alcance,
    techo: form.techo,
    cargo: "Directora",
  };
  const reads: Reads = (ctx, given) => modificationShown(ctx, modifyPersonSchema.parse(given));
  return made("user.modify", reads, fields, { cargo: "Gerente" });
}

async function toStand(): Promise<Made> {
  const reads: Reads = (ctx, fields) => standShown(ctx, standSchema.parse(fields));
  const fields = { persona: "auditor1", hace: "inactivar", motivo: "Se retiró" };
  return made("user.activate", reads, fields, { motivo: "Otra razón" });
}

/** An act of one press on `persona`; `another` is somebody on whom it could be done too. */
const toAct =
  (asks: Permission, act: Act, [persona, another]: [string, string], fields: Fields = {}, first = "") =>
  async (): Promise<Made> => {
    if (first) await asOwner(first);
    const reads: Reads = (ctx, given) => actShown(ctx, act, given.persona ?? "");
    return made(asks, reads, { persona, ...fields }, { persona: another });
  };

/** After five wrong tries each. */
const paused = `INSERT INTO attempt (kind, scope, key, tries, locks, locked_until)
  SELECT 'login', 'person', sha256(convert_to(u, 'UTF8')), 5, 1, now() + interval '10 minutes' FROM unnest('{firma1,firma2}'::text[]) u ON CONFLICT DO NOTHING`;
const again = async (): Promise<unknown> => asOwner(paused);

export const peopleCases: Readonly<Record<string, ConfirmationCase>> = {
  invitePersonAction: { by: "multi1", event: "user.invited", make: toInvite },
  invitePersonAgainAction: {
    by: "multi1",
    event: "user.invitedAgain",
    make: toAct("user.create", "invite", ["nuevo1", "invitado2"], {}, invitedToo()),
  },
  modifyPersonAction: { by: "multi1", event: "user.modified", make: toModify },
  standPersonAction: { by: "multi1", event: "user.inactivated", make: toStand },
  resetPersonAction: {
    by: "multi1",
    event: "user.resetStarted",
    make: toAct("user.reset", "reset", ["firma1", "firma2"]),
  },
  unlockPersonAction: {
    by: "multi1",
    event: "user.unlocked",
    make: async () => ({
      ...(await toAct("user.unlock", "unlock", ["firma1", "firma2"], {}, paused)()),
      // Tries are forgotten before each press.
      entered: again,
    }),
  },
  assignTokenAction: {
    by: "multi1",
    event: "token.assigned",
    make: toAct("token.assign", "assign", ["consulta1", "nuevo1"]),
  },
  blockTokenAction: {
    by: "multi1",
    event: "token.blocked",
    make: toAct("token.block", "block", ["cm1", "pagador1"], { hace: "bloquear" }),
  },
  replaceTokenAction: {
    by: "multi1",
    event: "token.replacementAsked",
    make: toAct("token.replace", "replace", ["pagador2", "pagador1"]),
  },
};

/** Doors that only show what another door does. */
export const peopleReviews = ["reviewInvitationAction", "reviewPersonAction", "reviewStandingAction"];

function invitedToo(): string {
  return `
    WITH made AS (INSERT INTO app_user (username, name, document, email) VALUES ('invitado2', 'Otro Invitado', 'CC-51234999', 'i2@demo.example') RETURNING id)
    INSERT INTO membership (tenant_id, user_id, profile_id) SELECT m.tenant_id, made.id, m.profile_id FROM made, membership m
      JOIN app_user u ON u.id = m.user_id WHERE u.username = 'nuevo1'`;
}
