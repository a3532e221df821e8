import type { BrokerPermission } from "@/lib/catalog";

// Somebody of a broker's team. The document is none, so that nobody is added.
const member = {
  nombre: "Nadie",
  apellido: "De Prueba",
  nacimiento: "1990-01-01",
  correo: "nadie1@demo.example",
  cargo: "Nada",
  rol: "EJECUTIVO",
};
const seen = { persona: "nadie1", version: "1" };
export const memberInputs: Record<string, Record<string, string>> = {
  reviewMemberAction: { ...member, documento: "1", brokers: "B1" },
  addMemberAction: { ...member, documento: "1", brokers: "B1" },
  reviewMemberChangeAction: { ...member, ...seen },
  modifyMemberAction: { ...member, ...seen },
  disableMemberAction: seen,
  enableMemberAction: seen,
  resetMemberAction: seen,
  inviteMemberAgainAction: seen,
  leaveTeamAction: seen,
};
export const memberAsks = {
  reviewMemberAction: "brokeruser.create",
  addMemberAction: "brokeruser.create",
  reviewMemberChangeAction: "brokeruser.modify",
  modifyMemberAction: "brokeruser.modify",
  disableMemberAction: "brokeruser.disable",
  enableMemberAction: "brokeruser.enable",
  resetMemberAction: "brokeruser.reset",
  inviteMemberAgainAction: "brokeruser.create",
  leaveTeamAction: "brokeruser.leave",
} satisfies Record<string, BrokerPermission>;
export const memberPlaces = {
  "/corredores/usuarios/nuevo": "brokeruser.create",
  "/corredores/usuarios/[user]": "brokeruser.read",
  "/corredores/usuarios/[user]/modificar": "brokeruser.modify",
  "/corredores/usuarios/[user]/salida": "brokeruser.leave",
  "/corredores/usuarios/[user]/salida/[id]": "brokeruser.leave",
} satisfies Record<string, BrokerPermission>;
