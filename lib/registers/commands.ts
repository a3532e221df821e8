import type { CompanyContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import { readDocumentNumber, readDocumentType } from "@/lib/files/documents";
import type { CellFault } from "@/lib/files/fault";
import { documentShown } from "@/lib/registers/rules";
import type { CreateAffiliate, CreateBranch, ModifyAffiliate, ModifyBranch } from "@/lib/registers/schema";

type Row = { name: string; status: "ACTIVE" | "INACTIVE"; version: number };

/** A new branch of the company. Refuses registers.branchTaken. */
export async function createBranch(ctx: CompanyContext, { codigo, nombre }: CreateBranch): Promise<void> {
  const made = await ctx.tx.$executeRaw`
    INSERT INTO branch (tenant_id, code, name, changed_at) VALUES (${ctx.company.id}, ${codigo}, ${nombre}, ${ctx.now}) ON CONFLICT DO NOTHING`;
  if (made === 0) throw new DomainError("registers.branchTaken", { code: codigo }, "codigo");
  await ctx.audit("affiliate.branchCreated", codigo, { after: { name: nombre, status: "ACTIVE" } });
}

/**
 * Its name and state; an inactive branch is refused in files loaded from then on, and lots that name it stay as they are. Refuses
 * registers.changed, registers.same. @throws NotFound
 */
export async function modifyBranch(ctx: CompanyContext, { codigo, ...wanted }: ModifyBranch): Promise<void> {
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    SELECT name, status::text AS status, version FROM branch WHERE tenant_id = ${ctx.company.id} AND code = ${codigo} FOR NO KEY UPDATE`;
  const change = changeOf(row, wanted);
  await ctx.tx.$executeRaw`
    UPDATE branch SET name = ${wanted.nombre}, status = ${wanted.estado}::register_status, version = version + 1, changed_at = ${ctx.now}
     WHERE tenant_id = ${ctx.company.id} AND code = ${codigo}`;
  await ctx.audit("affiliate.branchModified", codigo, change);
}

/** A third party that lots of the company name, by a document with the right check digit. Refuses registers.document, registers.affiliateTaken. */
export async function createAffiliate(ctx: CompanyContext, { tipo, numero, nombre }: CreateAffiliate): Promise<void> {
  const type = readDocumentType(tipo, ctx.company.country);
  if (typeof type !== "string") throw new DomainError("registers.documentType", {}, "tipo");
  const number = readDocumentNumber(numero, type, ctx.company.country);
  if (typeof number !== "string") throw documentRefused(number);
  const document = `${type}-${number}`;
  const made = await ctx.tx.$executeRaw`
    INSERT INTO affiliate (tenant_id, document, name, changed_at) VALUES (${ctx.company.id}, ${document}, ${nombre}, ${ctx.now})
    ON CONFLICT DO NOTHING`;
  if (made === 0) throw new DomainError("registers.affiliateTaken", { document: documentShown(document) }, "numero");
  await ctx.audit("affiliate.created", document, { after: { name: nombre, status: "ACTIVE" } });
}

function documentRefused({ code, params }: CellFault): DomainError {
  return code === "documentCheckDigit"
    ? new DomainError("registers.checkDigit", { expected: params.expected ?? "" }, "numero")
    : new DomainError("registers.document", {}, "numero");
}

/** Its name and state; lines of files loaded from then on may not name an inactive one. Refuses registers.changed, registers.same. @throws NotFound */
export async function modifyAffiliate(ctx: CompanyContext, { documento, ...wanted }: ModifyAffiliate): Promise<void> {
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    SELECT name, status::text AS status, version FROM affiliate WHERE tenant_id = ${ctx.company.id} AND document = ${documento} FOR NO KEY UPDATE`;
  const change = changeOf(row, wanted);
  await ctx.tx.$executeRaw`
    UPDATE affiliate SET name = ${wanted.nombre}, status = ${wanted.estado}::register_status, version = version + 1, changed_at = ${ctx.now}
     WHERE tenant_id = ${ctx.company.id} AND document = ${documento}`;
  await ctx.audit("affiliate.modified", documento, change);
}

/** Before and after, once what its person saw is what there is. */
function changeOf(row: Row | undefined, wanted: { version: number; nombre: string; estado: Row["status"] }) {
  if (!row) throw new NotFound();
  if (row.version !== wanted.version) throw new DomainError("registers.changed");
  if (row.name === wanted.nombre && row.status === wanted.estado) throw new DomainError("registers.same");
  return {
    before: { name: row.name, status: row.status },
    after: { name: wanted.nombre, status: wanted.estado },
  };
}
