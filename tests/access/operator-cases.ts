import { digestOf } from "@/lib/approvals/confirmations";
import { readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { changeShown, decisionShown, proposeChange } from "@/lib/operator/changes";
import { companyShown } from "@/lib/operator/commands";
import { resolveDoubtSchema } from "@/lib/operator/doubt-schema";
import { doubtAsked } from "@/lib/operator/doubts";
import { changeSchema, companySchema, decideSchema } from "@/lib/operator/schema";
import type { ConfirmationCase, Fields, Made } from "@/tests/access/confirmation-cases";
import { asDecided, asOwner, orderedBatch, signedIn } from "@/tests/support/make";
import { tokenOf } from "@/tests/support/token";

// What each door of the operator's desk that asks for a token is tried with.

const at = async (username: string, company: string | null): Promise<Caller> => ({
  ...(await signedIn(username)),
  company,
  product: null,
});

/** The proofs of an operator who saw `visto`, beside one of theirs for other content, and the other operator's. */
function byToken(by: "oper1" | "oper2", visto: string, another: string): Omit<Made, "fields"> {
  const token = tokenOf(by);
  return {
    proof: { visto, token },
    without: [{ visto }, { visto, token: "" }, { token }, { visto, llave: "{}" }],
    anothers: [{ visto, token: tokenOf(by === "oper1" ? "oper2" : "oper1") }],
    elsewhere: [{ visto: another, token }],
  };
}

/** A company to be registered, as an operator saw it. */
async function toRegister(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const fields = {
    codigo: "E7",
    nombre: "De la prueba S.A.S.",
    pais: "CO",
    nit: "890900608-9",
    servicios: "lotes.carga",
    firmas: "2",
    cuentas: "11-111111",
    usuario: "deprueba",
    persona: "De La Prueba",
    documento: "CC 52123456",
    correo: "deprueba@demo.example",
  };
  const digest = async (more: Fields = {}) => {
    const input = companySchema.parse({ ...fields, ...more });
    return digestOf(
      (await readOperator(await at("oper1", null), "registry.write", (ctx) => companyShown(ctx, input))).shown,
    );
  };
  const [visto, another] = [await digest(), await digest({ cuentas: "22-222222" })];
  const token = tokenOf("oper1");
  return {
    fields: { ...fields, empresa: "" },
    proof: { visto, token },
    without: [{ visto }, { visto, token: "" }, { token }, { visto, llave: "{}" }],
    anothers: [{ visto, token: tokenOf("oper2") }],
    elsewhere: [
      { visto: another, token },
      { visto, token, cuentas: "22-222222" },
    ],
  };
}

/** A fee of E1's that one operator asks to be changed. */
const fee = (fijo: string) => ({
  clase: "FEES",
  codigo: "P1",
  motivo: "Nueva tarifa del contrato",
  "RECARGA.fijo": fijo,
});
const shownFee = async (fijo: string) => {
  const asked = changeSchema.parse(fee(fijo));
  return digestOf((await readOperator(await at("oper1", "E1"), "change.ask", (ctx) => changeShown(ctx, asked))).shown);
};

async function toPropose(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const made = byToken("oper1", await shownFee("7,77"), await shownFee("8,88"));
  const fields: Fields = { ...fee("7,77"), empresa: "E1" };
  return {
    fields,
    ...made,
    elsewhere: [...made.elsewhere, { ...made.proof, "RECARGA.fijo": "8,88" }, { ...made.proof, empresa: "E2" }],
  };
}

async function toDecide(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  await asOwner("UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE status = 'PENDING'");
  const asked = changeSchema.parse(fee("9,99"));
  const cambio = String(await runOperator(await at("oper1", "E1"), "change.ask", (ctx) => proposeChange(ctx, asked)));
  const shown = async (decision: "aprobar" | "rechazar") => {
    const input = decideSchema.parse({ cambio, decision, ...(decision === "rechazar" && { respuesta: "Porque no" }) });
    return digestOf(
      (await readOperator(await at("oper2", "E1"), "change.decide", (ctx) => decisionShown(ctx, input))).shown,
    );
  };
  const made = byToken("oper2", await shown("aprobar"), await shown("rechazar"));
  return {
    fields: { empresa: "E1", cambio, decision: "aprobar" },
    ...made,
    elsewhere: [...made.elsewhere, { ...made.proof, empresa: "E2" }],
  };
}

/** A payment of E1's in doubt, as if its bank had said nothing for long. */
async function doubtful(): Promise<string> {
  const { order } = await orderedBatch(2);
  const mine = `tenant_id = (SELECT id FROM tenant WHERE code = 'E1') AND number = '${order}'`;
  await asDecided(`
    INSERT INTO payment (tenant_id, order_id, attempt, reference, requested_by, confirmation_id, status, sent_at, arrives_until)
    SELECT tenant_id, id, 1, 'doubt-' || id, issued_by, gen_random_uuid(), 'UNKNOWN', now(), now() FROM service_order WHERE ${mine};
    UPDATE service_order SET status = 'IN_VERIFICATION' WHERE ${mine}`);
  return order;
}

async function toResolve(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const order = await doubtful();
  const typed = { asunto: order, resultado: "debitado", referencia: "FAX-1", motivo: "Lo dijo el banco" };
  const shown = async (more: Fields = {}) => {
    const input = resolveDoubtSchema.parse({ ...typed, ...more });
    const looked = await readOperator(await at("oper1", "E1"), "change.ask", async (ctx) =>
      changeShown(ctx, await doubtAsked(ctx, input)),
    );
    return digestOf(looked.shown);
  };
  const made = byToken("oper1", await shown(), await shown({ referencia: "FAX-2" }));
  return {
    fields: { ...typed, empresa: "E1" },
    ...made,
    elsewhere: [...made.elsewhere, { ...made.proof, resultado: "no-debitado" }, { ...made.proof, referencia: "FAX-2" }],
  };
}

export const operatorCases: Readonly<Record<string, ConfirmationCase>> = {
  registerCompanyAction: { by: "oper1", event: "registry.registered", make: toRegister },
  proposeChangeAction: { by: "oper1", event: "change.proposed", make: toPropose },
  proposeDoubtAction: { by: "oper1", event: "change.proposed", make: toResolve },
  decideChangeAction: { by: "oper2", event: "change.applied", make: toDecide },
};
