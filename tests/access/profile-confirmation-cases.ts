import { digestOf } from "@/lib/approvals/confirmations";
import type { Permission } from "@/lib/catalog";
import { readCompany, runCompany } from "@/lib/command";
import type { CompanyContext } from "@/lib/context";
import { createProfile, deletionShown, modificationShown, newProfileShown } from "@/lib/profiles/commands";
import { newProfileSchema, profileSchema } from "@/lib/profiles/schema";
import type { ConfirmationCase } from "@/tests/access/confirmation-cases";
import { asOwner, signedIn } from "@/tests/support/make";
import { tokenOf } from "@/tests/support/token";

// What the doors that make, modify and delete a company's profiles are tried with.

type Made = Awaited<ReturnType<ConfirmationCase["make"]>>;

const data = (nombre: string) => ({
  nombre,
  descripcion: "",
  estado: "ACTIVE",
  otorga: "consultas.archivos:WEB",
});

const seen = async (asks: Permission, shows: (ctx: CompanyContext) => Promise<{ shown: unknown }>): Promise<string> => {
  const caller = { ...(await signedIn("adm1")), product: null };
  return digestOf((await readCompany(caller, asks, shows)).shown);
};

function tokenAsked(visto: string, other: Record<string, string>): Omit<Made, "fields"> {
  const token = tokenOf("adm1");
  const proof = { visto, token };
  return {
    proof,
    without: [{ visto }, { visto, token: "" }, { token }, { visto, llave: "{}" }],
    anothers: [{ visto, token: tokenOf("adm1b") }],
    elsewhere: [{ ...proof, ...other }],
  };
}

const made = async (nombre: string): Promise<number> => {
  await asOwner("DELETE FROM totp_step");
  const input = newProfileSchema.parse(data(nombre));
  return runCompany({ ...(await signedIn("adm1")), product: null }, "profile.create", (ctx) =>
    createProfile(ctx, input),
  );
};

async function toCreate(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const fields = data("Por confirmar");
  const digest = await seen("profile.create", (ctx) => newProfileShown(ctx, newProfileSchema.parse(fields)));
  return { fields, ...tokenAsked(digest, { otorga: "lotes.carga:WEB" }) };
}

async function toModify(): Promise<Made> {
  const perfil = String(await made("Por modificar"));
  const fields = { ...data("Modificado"), perfil, version: "1" };
  const digest = await seen("profile.modify", (ctx) => modificationShown(ctx, profileSchema.parse(fields)));
  return { fields, ...tokenAsked(digest, { otorga: "lotes.carga:WEB" }) };
}

async function toDelete(): Promise<Made> {
  const [perfil, other] = [await made("Por eliminar"), await made("Se queda")];
  const digest = await seen("profile.delete", (ctx) => deletionShown(ctx, { perfil, version: 1 }));
  return { fields: { perfil: String(perfil), version: "1" }, ...tokenAsked(digest, { perfil: String(other) }) };
}

export const profileCases: Readonly<Record<string, ConfirmationCase>> = {
  createProfileAction: { by: "adm1", event: "profile.created", make: toCreate },
  modifyProfileAction: { by: "adm1", event: "profile.modified", make: toModify },
  deleteProfileAction: { by: "adm1", event: "profile.deleted", make: toDelete },
};

export const profileReviews = ["reviewNewProfileAction", "reviewProfileAction"];
