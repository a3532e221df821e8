import { randomBytes } from "node:crypto";
import { digestOf } from "@/lib/approvals/confirmations";
import { rejectBatch } from "@/lib/batches/commands";
import { readOwn, runOwn } from "@/lib/command";
import { webConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { requestPaymentCode } from "@/lib/orders/commands";
import { seal, unseal } from "@/lib/secrets";
import { askPasskeyToConfirm, beginPasskey, beginToken } from "@/lib/tokens/commands";
import { factorShown, findEnrolment, passkeyShown } from "@/lib/tokens/queries";
import { demoSecret } from "@/prisma/seed/demonstration";
import { instructionCases } from "@/tests/access/instruction-cases";
import { invoiceCases } from "@/tests/access/invoice-confirmation-cases";
import { operatorCases } from "@/tests/access/operator-cases";
import { toChangeParameters } from "@/tests/access/parameters-case";
import { peopleCases, peopleReviews } from "@/tests/access/people-cases";
import { profileCases, profileReviews } from "@/tests/access/profile-confirmation-cases";
import { registerCases, registerReviews } from "@/tests/access/register-cases";
import { registryCases, registryReviews } from "@/tests/access/registry-confirmation-cases";
import { softwarePasskey } from "@/tests/support/authenticator";
import {
  asOwner,
  batchOf,
  confirmedBatch,
  loaded,
  orderedBatch,
  prepare,
  recharge,
  run,
  sign,
  signedIn,
} from "@/tests/support/make";
import { codeOf, tokenOf } from "@/tests/support/token";

// What each door that asks for a confirmation is tried with. `fields` are the form's besides what confirms.

export type Fields = Record<string, string>;
export type Made = {
  fields: Fields;
  /** What confirms exactly this. */
  proof: Fields;
  /** Without it, or with a part of it. */
  without: Fields[];
  /** Of another person who may do the same. */
  anothers: Fields[];
  /** For other content: the fields that then are others, and what confirms those. */
  elsewhere: Fields[];
  /** Done once they have come in. */
  entered?: () => Promise<unknown>;
};
export type ConfirmationCase = {
  by: string;
  event: string;
  make: () => Promise<Made>;
  /** The clave they come in with, before and after it is done. */
  claves?: { before?: string; after?: string };
};

export const clave = "lluvia-sobre-el-paramo-7";
/** What nuevo1 was lent. */
const lent = "cambiar-al-entrar-1";
/** The clave of every `other` in these tests, which is nobody else's. */
export const claveOfOthers = "otra-persona-otra-clave-3";
export const others = { maker1: "maker2", firma1: "firma3", pagador1: "pagador2", adm1: "adm1b" } as const;

const byClave: Pick<Made, "proof" | "without" | "anothers"> = {
  proof: { clave },
  without: [{}, { clave: "" }],
  anothers: [{ clave: claveOfOthers }],
};
const claveNueva = "cuatro-barcos-por-el-orinoco-8";
const motivo = "Por la prueba de confirmaciones";

const unconfirmed = async () => loaded(await signedIn("maker1"), recharge(2));
async function toConfirm(): Promise<Made> {
  const [maker, lote, other] = [await signedIn("maker1"), await unconfirmed(), await unconfirmed()];
  const [{ version, seen, warningCount }, another] = [await batchOf(maker, lote), await batchOf(maker, other)];
  const fields = { lote, version: String(version), visto: seen, motivo: warningCount > 0 ? motivo : "" };
  return {
    fields,
    ...byClave,
    elsewhere: [
      { visto: another.seen, clave },
      { version: String(version + 1), clave },
    ],
  };
}

async function toEnd(): Promise<Made> {
  const lote = await confirmedBatch(2);
  const { version } = await batchOf(await signedIn("firma1"), lote);
  const fields = { lote, version: String(version), motivo };
  return { fields, ...byClave, elsewhere: [{ version: String(version - 1), clave }] };
}

async function toWithdraw(): Promise<Made> {
  const lote = await confirmedBatch(2);
  const signer = await signedIn("firma1");
  await sign(signer, [lote]);
  const { version } = await batchOf(signer, lote);
  const fields = { lote, version: String(version) };
  return { fields, ...byClave, elsewhere: [{ version: String(version + 1), clave }] };
}

async function toAnnulOrder(): Promise<Made> {
  const { order } = await orderedBatch(2);
  return { fields: { orden: order }, ...byClave, elsewhere: [{ orden: "OS-2026-999999", clave }] };
}

/** Asks for the code of an order's payment; the code as the mail would say it. */
async function askedCode(payer: Caller, orden: string): Promise<{ confirmacion: string; codigo: string }> {
  const { secretsKeys } = webConfig();
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden }, secretsKeys));
  const [job] = await asOwner<{ sealed: string }>(
    "SELECT payload ->> 'sealedCode' AS sealed FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmacion],
  );
  const codigo = unseal(secretsKeys, job?.sealed ?? "", { purpose: "mail-code", owner: confirmacion });
  return { confirmacion, codigo };
}

async function toPay(): Promise<Made> {
  const [{ order: orden }, { order: another }] = [await orderedBatch(2), await orderedBatch(3)];
  const elsewhere = await askedCode(await signedIn("pagador1"), another);
  // Whoever asks last has the only code that is good: another person's first.
  const anothers = await askedCode(await signedIn("pagador2"), orden);
  const proof = await askedCode(await signedIn("pagador1"), orden);
  return {
    fields: { orden },
    proof,
    without: [{}, { ...proof, codigo: "" }, { ...proof, codigo: proof.codigo === "000000" ? "000001" : "000000" }],
    anothers: [anothers, { ...proof, codigo: proof.codigo === anothers.codigo ? "000001" : anothers.codigo }],
    elsewhere: [elsewhere],
  };
}

/** The calculated order that a clave opened; accepting it signs. */
async function toAccept(): Promise<Made> {
  const [lote, another, ended] = [await confirmedBatch(2), await confirmedBatch(3), await confirmedBatch(2)];
  const [signer, other] = [await signedIn("firma1"), await signedIn("firma3")];
  const confirmacion = await prepare(signer, [lote]);
  const anothers = await prepare(other, [lote]);
  const gone = await prepare(signer, [another]);
  await asOwner("UPDATE confirmation SET expires_at = now() WHERE id = $1::uuid", [gone]);
  const stale = await prepare(signer, [ended]);
  const { version } = await batchOf(other, ended);
  await run(other, "batch.reject", (ctx) => rejectBatch(ctx, { lote: ended, version, motivo }));
  return {
    fields: {},
    proof: { confirmacion },
    without: [{}, { confirmacion: "00000000-0000-4000-8000-000000000000" }],
    anothers: [{ confirmacion: anothers }],
    elsewhere: [{ confirmacion: gone }, { confirmacion: stale }],
  };
}

/** A person whose token is the demonstration's, with a passkey of their own and one of another's act. */
function ofFactor(
  act: "token.enrol" | "token.remove" | "token.codes" | "passkey.add" | "passkey.remove",
  fields: Fields,
) {
  return async (): Promise<Made> => {
    await asOwner("DELETE FROM totp_step");
    const adm = await signedIn("adm1");
    await placeToken("adm1");
    const id = await placedPasskey("adm1");
    const { seen, another } = await readOwn(adm, async (ctx) => {
      const [whole, one] = [await factorShown(ctx), await passkeyShown(ctx, { id })];
      const [of, other] = act === "passkey.remove" ? [one, whole] : [whole, one];
      return { seen: digestOf(of.shown), another: digestOf(other.shown) };
    });
    await readOwn(adm, (ctx) => askPasskeyToConfirm(ctx, { verbo: act, visto: seen }, webConfig().publicOrigin));
    const token = tokenOf("adm1");
    return {
      fields: { ...fields, ...(act === "passkey.remove" && { id }) },
      proof: { clave, token, visto: seen },
      without: [
        { visto: seen },
        { visto: seen, clave },
        { visto: seen, token },
        { visto: seen, clave, token: "" },
        { visto: seen, clave, llave: "{}" },
        { clave, token },
      ],
      anothers: [
        { visto: seen, clave: claveOfOthers, token },
        { visto: seen, clave, token: tokenOf("adm1b") },
        { visto: seen, clave, token: codeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") },
      ],
      elsewhere: [{ clave, token, visto: another }],
    };
  };
}

/** The demonstration's token, where an earlier case took it away. */
async function placeToken(username: string): Promise<void> {
  const [row] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [username]);
  const sealed = seal(webConfig().secretsKeys, demoSecret(username), { purpose: "totp", owner: row?.id ?? 0 });
  await asOwner("DELETE FROM totp WHERE user_id = $1", [row?.id]);
  await asOwner("INSERT INTO totp (user_id, secret, confirmed_at) VALUES ($1, $2, now())", [row?.id, sealed]);
}

async function placedPasskey(username: string): Promise<string> {
  const [row] = await asOwner<{ id: string }>(
    `INSERT INTO passkey (user_id, credential_id, public_key, counter, name)
     SELECT id, $2, $3, 0, 'Portátil' FROM app_user WHERE username = $1 RETURNING id`,
    [username, randomBytes(32), randomBytes(77)],
  );
  return row?.id ?? "";
}

async function withOtherSessions(): Promise<Made> {
  await signedIn("adm1");
  return { fields: {}, ...byClave, elsewhere: [] };
}

/** A clave of their own, or the one that was lent to them, typed beside the new one. */
const toChangeClave = (actual: string) => async (): Promise<Made> => ({
  fields: { claveNueva, claveRepetida: claveNueva },
  proof: { clave: actual },
  without: [{}, { clave: "" }],
  anothers: [{ clave: claveOfOthers }],
  elsewhere: [],
});

/** Invited, and done with the terms. */
async function toSetFirst(): Promise<Made> {
  await asOwner(
    "INSERT INTO terms_acceptance (user_id, version, digest, address) SELECT id, terms_version(), (SELECT digest FROM terms_text LIMIT 1), '127.0.0.1' FROM app_user WHERE username = 'nuevo1'",
  );
  return toChangeClave(lent)();
}

/** On the way in where a company asks for the token. */
async function toComeIn(): Promise<Made> {
  await asOwner("UPDATE tenant SET token_at_login = true WHERE code = 'E2'");
  await asOwner("DELETE FROM totp_step");
  return {
    fields: {},
    proof: { token: tokenOf("pagador9") },
    without: [{}, { token: "" }, { llave: "{}" }],
    anothers: [{ token: tokenOf("multi1") }],
    elsewhere: [{ token: tokenOf("pagador9", -4) }],
  };
}

/** The first code of a token being enrolled. */
async function toHold(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const [own, others] = [await begun("adm1"), await begun("adm1b")];
  return {
    fields: {},
    proof: { codigo: codeOf(own) },
    without: [{}, { codigo: "" }],
    anothers: [{ codigo: codeOf(others) }],
    elsewhere: [{ codigo: codeOf(own, -4) }],
    // Whoever presses is who began it.
    entered: () =>
      asOwner(
        "UPDATE totp t SET begun_in = (SELECT max(s.id) FROM session s WHERE s.user_id = t.user_id) WHERE confirmed_at IS NULL",
      ),
  };
}

/** What a browser's new passkey answered to the portal. */
async function toAddPasskey(): Promise<Made> {
  const { publicOrigin } = webConfig();
  const [adm, other] = [await signedIn("adm1"), await signedIn("adm1b")];
  const asked = await runOwn(adm, (ctx) => beginPasskey(ctx, publicOrigin));
  const answer = (options: string, origin = publicOrigin) => softwarePasskey(origin).made(options);
  const anothers = await runOwn(other, (ctx) => beginPasskey(ctx, publicOrigin));
  return {
    fields: { nombre: "De la prueba" },
    proof: { respuesta: answer(asked) },
    without: [{}, { respuesta: "" }, { respuesta: "{}" }],
    anothers: [{ respuesta: answer(anothers) }],
    elsewhere: [{ respuesta: answer(JSON.stringify({ challenge: randomBytes(32).toString("base64url") })) }],
  };
}

/** The secret of an enrolment just begun. */
async function begun(username: string): Promise<string> {
  const { secretsKeys } = webConfig();
  const caller = await signedIn(username);
  await runOwn(caller, (ctx) => beginToken(ctx, secretsKeys));
  return (await readOwn(caller, (ctx) => findEnrolment(ctx, secretsKeys)))?.secret ?? "";
}

/** By the door's name, every one that asks or accepts. */
export const confirmationCases: Readonly<Record<string, ConfirmationCase>> = {
  confirmBatchAction: { by: "maker1", event: "batch.confirmed", make: toConfirm },
  confirmInTrayAction: { by: "maker1", event: "batch.confirmed", make: toConfirm },
  prepareSignatureAction: {
    by: "firma1",
    event: "batch.signaturePrepared",
    make: async () => ({ fields: { lotes: await confirmedBatch(2), proceso: "lote" }, ...byClave, elsewhere: [] }),
  },
  signBatchesAction: { by: "firma1", event: "batch.signed", make: toAccept },
  rejectBatchAction: { by: "firma1", event: "batch.rejected", make: toEnd },
  rejectInListAction: { by: "firma1", event: "batch.rejected", make: toEnd },
  annulBatchAction: { by: "firma1", event: "batch.annulled", make: toEnd },
  withdrawSignatureAction: { by: "firma1", event: "batch.signatureWithdrawn", make: toWithdraw },
  payOrderAction: { by: "pagador1", event: "order.paid", make: toPay },
  annulOrderAction: { by: "pagador1", event: "order.annulled", make: toAnnulOrder },
  annulShownOrderAction: { by: "pagador1", event: "order.annulled", make: toAnnulOrder },
  beginTokenAction: { by: "adm1", event: "token.enrolmentBegun", make: ofFactor("token.enrol", {}) },
  removeTokenAction: { by: "adm1", event: "token.removed", make: ofFactor("token.remove", {}) },
  renewCodesAction: { by: "adm1", event: "token.codesRenewed", make: ofFactor("token.codes", {}) },
  beginPasskeyAction: { by: "adm1", event: "passkey.begun", make: ofFactor("passkey.add", { nombre: "Otro" }) },
  removePasskeyAction: { by: "adm1", event: "passkey.removed", make: ofFactor("passkey.remove", {}) },
  keepMarkAction: {
    by: "adm1",
    event: "mark.changed",
    make: async () => ({
      fields: { imagen: "3", frase: `Frase ${randomBytes(4).toString("hex")}` },
      ...byClave,
      elsewhere: [],
    }),
  },
  changePasswordAction: {
    by: "consulta1",
    event: "password.changed",
    make: toChangeClave(clave),
    claves: { after: claveNueva },
  },
  setFirstPasswordAction: {
    by: "nuevo1",
    event: "password.changed",
    make: toSetFirst,
    claves: { before: lent, after: claveNueva },
  },
  passTokenAction: { by: "pagador9", event: "token.given", make: toComeIn },
  holdTokenAction: { by: "adm1", event: "token.replaced", make: toHold },
  addPasskeyAction: { by: "adm1", event: "passkey.added", make: toAddPasskey },
  changeParametersAction: { by: "oper1", event: "parameter.changed", make: toChangeParameters },
  ...operatorCases,
  ...registryCases,
  ...invoiceCases,
  ...peopleCases,
  ...profileCases,
  ...registerCases,
  ...instructionCases,
  closeOtherSessionsAction: { by: "adm1", event: "session.othersClosed", make: withOtherSessions },
};

/** Doors of verbs that ask which only open what is confirmed later, and prove nothing. */
export const opening = [
  "requestCodeAction",
  ...registryReviews,
  ...peopleReviews,
  ...profileReviews,
  ...registerReviews,
];
/** Doors whose clave opens or does what may be done again: twice is twice, with the clave typed each time. */
export const repeatable = [
  "prepareSignatureAction",
  "keepMarkAction",
  "closeOtherSessionsAction",
  // The same form answers what it answered, and does nothing again (tests/instructions/commands.test.ts).
  ...Object.keys(instructionCases),
];
/** Doors that open a statement for another door to use, or by which somebody shows who they are and changes nothing yet. */
export const unstated = ["prepareSignatureAction", "passTokenAction", "holdTokenAction", "addPasskeyAction"];
