import { runCompany } from "@/lib/command";
import { createAffiliate, createBranch } from "@/lib/registers/commands";
import type { ConfirmationCase } from "@/tests/access/confirmation-cases";
import { asOwner, signedIn } from "@/tests/support/make";

// What the doors of company data, own names, branches and affiliated third parties are tried with.

type Made = Awaited<ReturnType<ConfirmationCase["make"]>>;

const clave = "lluvia-sobre-el-paramo-7";
const byClave: Pick<Made, "proof" | "without" | "anothers"> = {
  proof: { clave },
  without: [{}, { clave: "" }],
  anothers: [{ clave: "otra-persona-otra-clave-3" }],
};
const adm1 = async () => ({ ...(await signedIn("adm1")), product: null });

async function toCreateBranch(): Promise<Made> {
  return { fields: { codigo: "701", nombre: "Ibagué" }, ...byClave, elsewhere: [{ codigo: "001", clave }] };
}

async function toModifyBranch(): Promise<Made> {
  await runCompany(await adm1(), "affiliate.create", (ctx) =>
    createBranch(ctx, { codigo: "702", nombre: "Manizales" }),
  );
  const fields = { codigo: "702", version: "1", nombre: "Manizales Centro", estado: "ACTIVE" };
  return {
    fields,
    ...byClave,
    elsewhere: [
      { version: "2", clave },
      { codigo: "NADA", clave },
    ],
  };
}

async function toCreateAffiliate(): Promise<Made> {
  const fields = { tipo: "NIT", numero: "860034313-7", nombre: "Proveedora" };
  return { fields, ...byClave, elsewhere: [{ numero: "860034313-6", clave }] };
}

async function toModifyAffiliate(): Promise<Made> {
  await runCompany(await adm1(), "affiliate.create", (ctx) =>
    createAffiliate(ctx, { tipo: "CC", numero: "55500011", nombre: "Tercero" }),
  );
  const fields = { documento: "CC-55500011", version: "1", nombre: "Tercero", estado: "INACTIVE" };
  return {
    fields,
    ...byClave,
    elsewhere: [
      { version: "2", clave },
      { documento: "CC-999999999", clave },
    ],
  };
}

async function toGiveName(): Promise<Made> {
  const fields = { clase: "PRODUCT", codigo: "P2", antes: "", nombre: "Premios" };
  return {
    fields,
    ...byClave,
    elsewhere: [
      { antes: "Otro", clave },
      { codigo: "P9", clave },
    ],
  };
}

async function toEditCompany(): Promise<Made> {
  const [row] = await asOwner<{ version: number }>(
    "SELECT max(v.version) AS version FROM company_version v JOIN tenant t ON t.id = v.tenant_id WHERE t.code = 'E1'",
  );
  const version = String(row?.version ?? 0);
  return {
    fields: { version, direccion: `Calle ${version}`, telefono1: "601 555 0100" },
    ...byClave,
    elsewhere: [
      { version: "999", clave },
      { telefono1: "no es un número", clave },
    ],
  };
}

/** Doors that only show what another door does. */
export const registerReviews = ["reviewCompanyDataAction"];

export const registerCases: Record<string, ConfirmationCase> = {
  createBranchAction: { by: "adm1", event: "affiliate.branchCreated", make: toCreateBranch },
  modifyBranchAction: { by: "adm1", event: "affiliate.branchModified", make: toModifyBranch },
  createAffiliateAction: { by: "adm1", event: "affiliate.created", make: toCreateAffiliate },
  modifyAffiliateAction: { by: "adm1", event: "affiliate.modified", make: toModifyAffiliate },
  editCompanyDataAction: { by: "adm1", event: "company.modified", make: toEditCompany },
  giveNameAction: { by: "adm1", event: "name.modified", make: toGiveName },
};
