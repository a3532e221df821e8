import { disableMember, enableMember } from "@/lib/brokers/member-acts";
import { addMember, modifyMember } from "@/lib/brokers/member-commands";
import { findTeamMember } from "@/lib/brokers/member-queries";
import type { TeamMember } from "@/lib/brokers/member-store";
import { addMemberSchema, modifyMemberSchema } from "@/lib/brokers/schema";
import type { BrokerPermission } from "@/lib/catalog";
import { readBroker, runBroker } from "@/lib/command";
import type { BrokerContext, Caller } from "@/lib/context";
import { asOwner, signedIn } from "@/tests/support/make";

// What super-users of the demonstration's brokers do to their people, through the commands behind the portal's doors.

/** Somebody signed in to a broker. */
export const inBroker = async (username = "sup1b", company = "B1"): Promise<Caller> => ({
  ...(await signedIn(username)),
  company,
  product: null,
});

/** One command of a super-user. */
export const actingIn = async <Result>(
  by: string,
  asks: BrokerPermission,
  work: (ctx: BrokerContext) => Promise<Result>,
  broker = "B1",
): Promise<Result> => runBroker(await inBroker(by, broker), asks, work);

/** Somebody of a team as one who may look at them knows them. */
export const memberAs = async (username: string, by = "sup1b", broker = "B1"): Promise<TeamMember> =>
  readBroker(await inBroker(by, broker), "brokeruser.read", (ctx) => findTeamMember(ctx, username));

/** A document of nobody yet. */
const documentOfNobody = async () => {
  const [{ n } = { n: 0 }] = await asOwner<{ n: number }>("SELECT count(*)::int AS n FROM app_user");
  return String(60_000_000 + n);
};

/** Somebody new as the two tabs would send them. */
export const additionForm = async (username: string, more: Record<string, unknown> = {}) =>
  addMemberSchema.parse({
    nombre: "Nadia",
    apellido: "Prueba Ríos",
    nacimiento: "1990-05-17",
    documento: await documentOfNobody(),
    correo: `${username}@demo.example`,
    cargo: "Ejecutiva comercial",
    rol: "EJECUTIVO",
    secciones: ["clientes"],
    brokers: "B1",
    ...more,
  });

export const add = async (by: string, username: string, more: Record<string, unknown> = {}, broker = "B1") => {
  const form = await additionForm(username, more);
  return actingIn(by, "brokeruser.create", (ctx) => addMember(ctx, form), broker);
};

/** Somebody's form as it stands, with something else in it. */
export async function changeForm(username: string, more: Record<string, unknown> = {}, broker = "B1", by = "sup1b") {
  const member = await memberAs(username, by, broker);
  return modifyMemberSchema.parse({
    persona: username,
    version: String(member.version),
    ...(member.several ? {} : { nombre: member.firstName, apellido: member.lastName, correo: member.mail }),
    nacimiento: member.birthDate,
    cargo: member.position,
    celular: member.phone ?? "",
    oficina: member.officePhone ?? "",
    anexo: member.extension ?? "",
    rol: member.role,
    secciones: [...member.sections],
    descargas: [...member.downloads],
    ...more,
  });
}

export const change = async (by: string, username: string, more: Record<string, unknown>, broker = "B1") => {
  const form = await changeForm(username, more, broker, broker === "B1" ? "sup1b" : "sup2");
  return actingIn(by, "brokeruser.modify", (ctx) => modifyMember(ctx, form), broker);
};

/** Puts somebody out of the team, or in again. */
export const standIn = async (by: string, username: string, act: "disable" | "enable", broker = "B1") => {
  const { version } = await memberAs(username, broker === "B1" ? "sup1b" : "sup2", broker);
  const [asks, run] =
    act === "disable"
      ? (["brokeruser.disable", disableMember] as const)
      : (["brokeruser.enable", enableMember] as const);
  return actingIn(by, asks, (ctx) => run(ctx, { persona: username, version }), broker);
};
