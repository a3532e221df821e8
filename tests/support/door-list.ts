import type { BrokerPermission, OperatorPermission, Permission } from "@/lib/catalog";
import { brokerHouseAsks, brokerHouseInputs, brokerHousePlaces } from "@/tests/support/broker-house-doors";
import { cardAsks, cardInputs } from "@/tests/support/card-doors";
import { filePlaces } from "@/tests/support/file-places";
import { clave } from "@/tests/support/login";

import { memberAsks, memberInputs, memberPlaces } from "@/tests/support/member-doors";
import { teamFileActions, teamFileInputs, teamFilePlaces } from "@/tests/support/team-file-doors";

// What the test of every door sends, and what each must ask.

export const lote = "L-2026-999999";
export const orden = "OS-2026-999999";
export const confirmacion = "00000000-0000-4000-8000-000000000000";
const visto = "0".repeat(64);

/** Well-formed input for each action, about things that are not there: who may come in is answered `notFound` or by state. */
export const inputs: Record<string, Record<string, string>> = {
  signInAction: { usuario: "maker1", clave: "no-es-la-clave" },
  signInAgainAction: { usuario: "maker1", clave: "no-es-la-clave", antes: "maker1" },
  keepPreferencesAction: { idioma: "es", tema: "system" },
  askRecoveryAction: { usuario: "nadie", nit: "900512347-2", correo: "nadie@demo.example" },
  acceptTermsAction: { version: "1", acepto: "si", visto },
  setFirstPasswordAction: { clave, claveNueva: "otra clave muy larga", claveRepetida: "otra clave muy larga" },
  confirmBatchAction: { lote, version: "1", visto: "0".repeat(64), motivo: "", clave },
  confirmInTrayAction: { lote, version: "1", visto: "0".repeat(64), motivo: "", clave },
  deleteBatchAction: { lote },
  prepareSignatureAction: { lotes: lote, proceso: "lote", clave },
  signBatchesAction: { confirmacion },
  rejectBatchAction: { lote, version: "1", motivo: "Por la prueba", clave },
  rejectInListAction: { lote, version: "1", motivo: "Por la prueba", clave },
  annulBatchAction: { lote, version: "1", motivo: "Por la prueba", clave },
  withdrawSignatureAction: { lote, version: "1", clave },
  requestCodeAction: { orden },
  payOrderAction: { orden, confirmacion, codigo: "123456" },
  annulOrderAction: { orden, clave },
  annulShownOrderAction: { orden, clave },
  changePasswordAction: {
    clave: "no-es-la-clave-12",
    claveNueva: "otra-clave-larga-1",
    claveRepetida: "otra-clave-larga-1",
  },
  keepMarkAction: { imagen: "1", frase: "Un faro", clave: "no-es-la-clave-12" },
  closeSessionAction: { sesion: "999999999" },
  closeOtherSessionsAction: { clave: "no-es-la-clave-12" },
  passTokenAction: { token: "123456" },
  askPasskeyToEnterAction: {},
  beginTokenAction: { clave, visto },
  holdTokenAction: { codigo: "123456" },
  leaveTokenAction: {},
  removeTokenAction: { clave, visto, token: "123456" },
  renewCodesAction: { clave, visto, token: "123456" },
  askPasskeyAction: { verbo: "token.remove", visto },
  beginPasskeyAction: { clave, visto, nombre: "Portátil" },
  addPasskeyAction: { respuesta: "{}", nombre: "Portátil" },
  renamePasskeyAction: { id: "999999", nombre: "Portátil" },
  removePasskeyAction: { id: "999999", clave, visto },
};

const company = {
  codigo: "E9",
  nombre: "Otra",
  pais: "CO",
  nit: "900512347-2",
  servicios: "lotes.carga",
  firmas: "2",
  cuentas: "11-111111",
  usuario: "otra",
  persona: "Otra",
  documento: "CC 1234567",
  correo: "otra@demo.example",
};
inputs.askAgainAction = { asunto: orden };
const doubt = { asunto: orden, resultado: "no-debitado", motivo: "Por la prueba" };
inputs.reviewDoubtAction = doubt;
inputs.proposeDoubtAction = { ...doubt, token: "123456", visto };
const parameters = {
  correo: "",
  telefono: "",
  horas: "48",
  fijoColombia: "0",
  comisionColombia: "0",
  impuestoColombia: "19",
  fijoPeru: "0",
  comisionPeru: "0",
  impuestoPeru: "18",
};
inputs.reviewParametersAction = parameters;
inputs.changeParametersAction = { ...parameters, token: "123456", visto };
inputs.writeMessageAction = { asunto: "Una pregunta", mensaje: "Una pregunta" };
inputs.answerMessageAction = { mensaje: "999999", respuesta: "Una respuesta" };
inputs.reviewCompanyAction = company;
const proven = { token: "123456", visto };
inputs.registerCompanyAction = { ...company, ...proven };
const data = { nombre: "Otra", nit: "900512347-2", servicios: "lotes.carga" };
inputs.reviewDataAction = data;
inputs.modifyCompanyAction = { ...data, ...proven };
const why = { motivo: "Por la prueba" };
for (const of of ["Suspension", "Lift", "BrokerSuspension", "BrokerLift"]) inputs[`review${of}Action`] = why;
for (const name of ["suspendCompanyAction", "liftSuspensionAction", "suspendBrokerAction", "liftBrokerAction"])
  inputs[name] = { ...why, ...proven };
inputs.inviteAgainAction = { persona: "nadie", ...proven };
inputs.inviteBrokerAgainAction = inputs.inviteAgainAction;
const limits = { codigo: "P9", nombre: "Otro", tipos: "RECARGA", lineas: "10", minimo: "1,00", maximo: "2,00" };
const fee = { "RECARGA.fijo": "0", "RECARGA.porcentaje": "0", "RECARGA.impuesto": "0" };
inputs.reviewProductAction = { ...limits, ...fee, clase: "NOMINATED" };
inputs.registerProductAction = { ...inputs.reviewProductAction, ...proven };
inputs.reviewProductChangeAction = limits;
inputs.modifyProductAction = { ...limits, ...proven };
const { servicios: _services, firmas: _signatures, cuentas: _accounts, ...broker } = company;
inputs.reviewBrokerAction = broker;
inputs.registerBrokerAction = { ...broker, ...proven };
inputs.reviewBrokerDataAction = { nombre: "Otro", nit: "900512347-2" };
inputs.modifyBrokerAction = { ...inputs.reviewBrokerDataAction, ...proven };

inputs.reviewInvoicesAction = { [orden]: "FE-1" };
inputs.giveInvoicesAction = { [orden]: "FE-1", token: "123456", visto };
inputs.applyInvoiceFileAction = { archivo: confirmacion, token: "123456", visto };
const change = { clase: "SCHEME", motivo: "Por la prueba", firmas: "1" };
inputs.reviewChangeAction = change;
inputs.proposeChangeAction = { ...change, token: "123456", visto };
inputs.decideChangeAction = { cambio: "999999", decision: "aprobar", token: "123456", visto };
inputs.withdrawChangeAction = { cambio: "999999" };

Object.assign(inputs, cardInputs, brokerHouseInputs);
inputs.reviewRoleAction = { persona: "nadie1", rol: "GERENCIAL" };
inputs.changeRoleAction = { ...inputs.reviewRoleAction, ...proven };

/** What each door must ask, written here a second time: a declaration that asks for something else goes red. */
export const actionAsks: Record<
  string,
  Permission | OperatorPermission | BrokerPermission | "public" | "self" | "entry"
> = {
  signInAction: "public",
  signInAgainAction: "public",
  keepPreferencesAction: "self",
  changePasswordAction: "self",
  keepMarkAction: "self",
  closeSessionAction: "self",
  closeOtherSessionsAction: "self",
  askRecoveryAction: "public",
  acceptTermsAction: "entry",
  setFirstPasswordAction: "entry",
  confirmBatchAction: "batch.confirm",
  confirmInTrayAction: "batch.confirm",
  deleteBatchAction: "batch.delete",
  prepareSignatureAction: "batch.sign",
  signBatchesAction: "batch.sign",
  rejectBatchAction: "batch.reject",
  rejectInListAction: "batch.reject",
  annulBatchAction: "batch.annul",
  withdrawSignatureAction: "batch.withdraw",
  requestCodeAction: "order.pay",
  payOrderAction: "order.pay",
  annulOrderAction: "order.annul",
  annulShownOrderAction: "order.annul",
  ...cardAsks,
  ...brokerHouseAsks,
  reviewRoleAction: "registry.write",
  changeRoleAction: "registry.write",
  passTokenAction: "entry",
  askPasskeyToEnterAction: "entry",
  beginTokenAction: "self",
  holdTokenAction: "self",
  leaveTokenAction: "self",
  removeTokenAction: "self",
  renewCodesAction: "self",
  askPasskeyAction: "self",
  beginPasskeyAction: "self",
  addPasskeyAction: "self",
  renamePasskeyAction: "self",
  removePasskeyAction: "self",
  askAgainAction: "doubt.ask",
  reviewDoubtAction: "change.ask",
  proposeDoubtAction: "change.ask",
  reviewCompanyAction: "registry.write",
  registerCompanyAction: "registry.write",
  reviewInvoicesAction: "invoice.write",
  giveInvoicesAction: "invoice.write",
  applyInvoiceFileAction: "invoice.write",
  reviewParametersAction: "parameter.write",
  changeParametersAction: "parameter.write",
  answerMessageAction: "message.answer",
  reviewChangeAction: "change.ask",
  proposeChangeAction: "change.ask",
  decideChangeAction: "change.decide",
  withdrawChangeAction: "change.ask",
  reviewDataAction: "registry.write",
  modifyCompanyAction: "registry.write",
  reviewSuspensionAction: "registry.suspend",
  suspendCompanyAction: "registry.suspend",
  reviewLiftAction: "registry.suspend",
  liftSuspensionAction: "registry.suspend",
  inviteAgainAction: "registry.write",
  reviewProductAction: "registry.write",
  registerProductAction: "registry.write",
  reviewProductChangeAction: "registry.write",
  modifyProductAction: "registry.write",
  reviewBrokerAction: "registry.write",
  registerBrokerAction: "registry.write",
  reviewBrokerDataAction: "registry.write",
  modifyBrokerAction: "registry.write",
  reviewBrokerSuspensionAction: "registry.suspend",
  suspendBrokerAction: "registry.suspend",
  reviewBrokerLiftAction: "registry.suspend",
  liftBrokerAction: "registry.suspend",
  inviteBrokerAgainAction: "registry.write",
};
const productPath = "/empresas/[company]/[product]";
export const placeAsks: Record<string, Permission | OperatorPermission | BrokerPermission | "any" | "house"> = {
  "/administracion": "house",
  "/operador": "registry.read",
  "/operador/salud": "health.read",
  "/api/salud": "health.read",
  "/operador/bitacora": "trail.read",
  "/operador/parametros": "parameter.read",
  "/operador/mensajes": "message.read",
  "/operador/mensajes/[message]": "message.read",
  "/operador/empresas": "registry.read",
  "/operador/empresas/nueva": "registry.write",
  "/operador/verificacion": "doubt.read",
  "/operador/verificacion/[tenant]/[subject]": "doubt.read",
  "/operador/facturacion": "invoice.read",
  "/operador/facturacion/[tenant]": "invoice.read",
  "/operador/facturacion/archivo": "invoice.write",
  "/operador/facturacion/archivo/[file]": "invoice.write",
  "/api/operador/facturas": "invoice.write",
  "/operador/cambios": "change.ask",
  "/operador/cambios/[tenant]/[change]": "change.ask",
  "/operador/cambios/[tenant]/esquema": "change.ask",
  "/operador/cambios/[tenant]/cuentas": "change.ask",
  "/operador/cambios/[tenant]/tarifas/[product]": "change.ask",
  "/operador/empresas/[tenant]": "registry.read",
  "/operador/empresas/[tenant]/datos": "registry.write",
  "/operador/empresas/[tenant]/suspension": "registry.suspend",
  "/operador/empresas/[tenant]/productos/nuevo": "registry.write",
  "/operador/empresas/[tenant]/productos/[product]": "registry.write",
  "/operador/corredores": "registry.read",
  "/operador/corredores/nuevo": "registry.write",
  "/operador/corredores/[tenant]": "registry.read",
  "/operador/corredores/[tenant]/datos": "registry.write",
  "/operador/corredores/[tenant]/superusuarios": "registry.write",
  "/operador/corredores/[tenant]/suspension": "registry.suspend",
  [productPath]: "any",
  [`${productPath}/lotes/carga`]: "batch.read",
  [`${productPath}/lotes/[lot]`]: "batch.read",
  [`${productPath}/lotes/autorizacion`]: "batch.sign",
  [`${productPath}/lotes/autorizacion/[confirmation]`]: "batch.sign",
  [`${productPath}/consultas/ordenes`]: "order.read",
  [`${productPath}/consultas/ordenes/[order]`]: "order.read",
  [`${productPath}/consultas/saldos`]: "balance.read",
  [`${productPath}/consultas/movimientos`]: "movement.read",
  [`${productPath}/tarjetas/[reference]`]: "card.read",
  [`${productPath}/servicios/cuenta-maestra`]: "card.read",
  "/api/instrucciones/[company]/[product]": "card.read",
  "/api/cargas/[company]/[product]": "batch.upload",
  "/api/avance/[company]/[product]": "batch.read",
  "/api/ordenes/[company]/[product]/[order]/pdf": "order.pdf",
};

// Brokers.
Object.assign(placeAsks, {
  "/corredores/inicio": "brokerhome.read",
  "/corredores/usuarios": "brokeruser.read",
  "/api/corredores/usuarios": "brokeruser.export",
} satisfies Record<string, BrokerPermission>);

// People and tokens of a company.
const decides = { perfil: "999999", alcance: "todos", techo: "nada" };
const newcomer = {
  usuario: "nadie1",
  nombre: "Nadie",
  documento: "CC 1234567",
  correo: "nadie1@demo.example",
  ...decides,
};
const somebody = { persona: "nadie1" };
const stands = { ...somebody, hace: "inactivar", motivo: "Por la prueba" };
Object.assign(inputs, {
  reviewInvitationAction: newcomer,
  invitePersonAction: { ...newcomer, token: "123456", visto },
  invitePersonAgainAction: { ...somebody, token: "123456", visto },
  reviewPersonAction: { ...somebody, ...decides, version: "1" },
  modifyPersonAction: { ...somebody, ...decides, version: "1", token: "123456", visto },
  reviewStandingAction: stands,
  standPersonAction: { ...stands, token: "123456", visto },
  resetPersonAction: { ...somebody, token: "123456", visto },
  unlockPersonAction: { ...somebody, token: "123456", visto },
  assignTokenAction: { ...somebody, token: "123456", visto },
  blockTokenAction: { ...somebody, hace: "bloquear", token: "123456", visto },
  replaceTokenAction: { ...somebody, token: "123456", visto },
});
Object.assign(actionAsks, {
  reviewInvitationAction: "user.create",
  invitePersonAction: "user.create",
  invitePersonAgainAction: "user.create",
  reviewPersonAction: "user.modify",
  modifyPersonAction: "user.modify",
  reviewStandingAction: "user.activate",
  standPersonAction: "user.activate",
  resetPersonAction: "user.reset",
  unlockPersonAction: "user.unlock",
  assignTokenAction: "token.assign",
  blockTokenAction: "token.block",
  replaceTokenAction: "token.replace",
} satisfies Record<string, Permission>);
Object.assign(placeAsks, {
  "/administracion/usuarios": "user.read",
  "/administracion/usuarios/nuevo": "user.create",
  "/administracion/usuarios/[user]": "user.read",
  "/administracion/usuarios/[user]/modificar": "user.modify",
  "/administracion/activacion": "user.activate",
  "/administracion/claves": "user.reset",
  "/administracion/tokens": "token.read",
  "/administracion/tokens/consulta": "token.consult",
  "/tokens/consulta": "token.consult",
} satisfies Record<string, Permission>);

// Profiles of a company.
const profile = { nombre: "Otro perfil", descripcion: "", estado: "ACTIVE", otorga: "lotes.carga:WEB" };
inputs.reviewNewProfileAction = profile;
inputs.createProfileAction = { ...profile, ...proven };
inputs.reviewProfileAction = { ...profile, perfil: "999999999", version: "1" };
inputs.modifyProfileAction = { ...inputs.reviewProfileAction, ...proven };
inputs.deleteProfileAction = { perfil: "999999999", version: "1", ...proven };
Object.assign(actionAsks, {
  reviewNewProfileAction: "profile.create",
  createProfileAction: "profile.create",
  reviewProfileAction: "profile.modify",
  modifyProfileAction: "profile.modify",
  deleteProfileAction: "profile.delete",
});
Object.assign(placeAsks, filePlaces, brokerHousePlaces);
// Balances and movements of accounts at the bank as they come, and statements.
Object.assign(placeAsks, {
  "/api/saldos/[company]/[product]": "balance.read",
  "/api/movimientos/[company]/[product]": "movement.read",
  "/api/extractos/[company]/[product]": "statement.export",
  "/api/extractos/[company]/[product]/pdf": "statement.pdf",
});

/** The same for the doors of the App's API, by operation. */
export const appAsks: Record<string, Permission | "public" | "self"> = {
  openSession: "public",
  closeSession: "self",
  readRights: "self",
  listWaiting: "self",
  listToSign: "batch.sign",
  prepareSignature: "batch.sign",
  sign: "batch.sign",
  readLot: "batch.read",
  listLines: "batch.read",
  reject: "batch.reject",
  listOrders: "order.read",
  readOrder: "order.read",
  readBalance: "balance.read",
};
// Why and who, own names, affiliates, help, templates and messages of a company.
Object.assign(inputs, {
  createBranchAction: { codigo: "099", nombre: "Otra sucursal", clave },
  modifyBranchAction: { codigo: "NADA", version: "1", nombre: "Otra sucursal", estado: "ACTIVE", clave },
  createAffiliateAction: { tipo: "XX", numero: "1010101010", nombre: "Otro tercero", clave },
  modifyAffiliateAction: { documento: "CC-999999999", version: "1", nombre: "Otro tercero", estado: "ACTIVE", clave },
  giveNameAction: { clase: "PRODUCT", codigo: "NADA", antes: "", nombre: "Otro nombre", clave },
  reviewCompanyDataAction: { version: "999", direccion: "Otra" },
  editCompanyDataAction: { version: "999", direccion: "Otra", clave },
});
Object.assign(actionAsks, {
  createBranchAction: "affiliate.create",
  modifyBranchAction: "affiliate.modify",
  createAffiliateAction: "affiliate.create",
  modifyAffiliateAction: "affiliate.modify",
  giveNameAction: "name.modify",
  writeMessageAction: "inquiry.write",
  reviewCompanyDataAction: "company.edit",
  editCompanyDataAction: "company.edit",
});
Object.assign(placeAsks, {
  "/administracion/porque": "access.read",
  "/administracion/nombres": "name.read",
  "/administracion/afiliados": "affiliate.read",
  "/ayuda": "guide.read",
  "/ayuda/[topic]": "guide.read",
  "/ayuda/mensajes": "inquiry.read",
  "/configuracion/descargas": "template.read",
  "/configuracion/empresas": "company.read",
  "/configuracion/empresas/modificar": "company.edit",
  "/api/plantillas": "template.read",
});
// Somebody of a broker's team.
Object.assign(inputs, memberInputs);
Object.assign(actionAsks, memberAsks);
Object.assign(placeAsks, memberPlaces);
Object.assign(inputs, teamFileInputs);
Object.assign(actionAsks, teamFileActions);
Object.assign(placeAsks, teamFilePlaces);
