import { expect, type Page } from "@playwright/test";
import { until } from "@/lib/cli/ports";
import { builtActions } from "@/tests/support/doors";
import { clave, comeIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";

// What a journey finds there when it begins, made by the same forms and files that the pages send. How that goes in the browser is
// told once, by the journey of a lot.

export type Placed = { company: "E1" | "E2"; product: string; maker: string; signers: readonly string[] };
export const ofBeneficios: Placed = { company: "E1", product: "P1", maker: "maker1", signers: ["firma1", "firma2"] };
export const ofCombustible: Placed = { company: "E2", product: "P9", maker: "maker2", signers: ["firma9"] };

const validatedMs = 90_000;
const idIn = /[0-9a-f]{8}-[0-9a-f-]{27}/;

/** Presses a form's button as whoever the page's browser belongs to; where it leads. */
async function press(page: Page, { company, product }: Placed, name: string, fields: Record<string, string>) {
  const form = new FormData();
  for (const [field, value] of Object.entries({ empresa: company, producto: product, ...fields }))
    form.append(`_1_${field}`, value);
  form.append("0", '[null,"$K1"]');
  const id = builtActions().find((action) => action.name === name)?.id ?? "";
  const answer = await page.request.post("/empresas", {
    headers: { "Next-Action": id, Accept: "text/x-component", Origin: process.env.PORTAL_URL ?? "" },
    multipart: form,
    maxRedirects: 0,
  });
  const leads = answer.headers()["x-action-redirect"] ?? "";
  expect(leads, `${name}: ${await answer.text()}`).not.toBe("");
  return leads;
}

const rowOf = async ({ company }: Placed, number: string) => {
  const [row] = await asOwner<{ status: string; version: number; issued: string | null }>(
    `SELECT b.status, b.version, o.number AS issued FROM batch b JOIN tenant t ON t.id = b.tenant_id
       LEFT JOIN service_order o ON o.id = b.order_id WHERE t.code = $1 AND b.number = $2`,
    [company, number],
  );
  if (!row) throw new Error(`There is no ${number}`);
  return row;
};

/** A lot that waits for its signatures; its number. The browser is its preparer's. */
export async function placeLot(page: Page, where: Placed, bytes: Buffer, type: string): Promise<string> {
  const { company, product, maker } = where;
  await comeIn(page, maker);
  const query = new URLSearchParams({ id: crypto.randomUUID(), tipo: type, nombre: "lote.txt" });
  const sent = await page.request.post(`/api/cargas/${company}/${product}?${query}`, {
    headers: { Origin: process.env.PORTAL_URL ?? "", "Content-Type": "application/octet-stream" },
    data: bytes,
  });
  const { number = "" } = (await sent.json()) as { number?: string };
  expect(await until(async () => (await rowOf(where, number)).status === "VALID", validatedMs), number).toBe(true);
  const shown = await (await page.request.get(`/empresas/${company}/${product}/lotes/${number}`)).text();
  const visto = /visto\\?":\\?"([0-9a-f]+)/.exec(shown)?.[1] ?? "";
  const { version } = await rowOf(where, number);
  await press(page, where, "confirmInTrayAction", { lote: number, version: String(version), visto, motivo: "", clave });
  return number;
}

/** Signs a lot as so many as its company asks; its order's number. The browser is the last signer's. */
export async function placeOrder(page: Page, where: Placed, lot: string): Promise<string> {
  for (const signer of where.signers) {
    await comeIn(page, signer);
    const leads = await press(page, where, "prepareSignatureAction", { lotes: lot, proceso: "lote", clave });
    await press(page, where, "signBatchesAction", { confirmacion: idIn.exec(leads)?.[0] ?? "" });
  }
  const { issued } = await rowOf(where, lot);
  if (!issued) throw new Error(`${lot} has no order`);
  return issued;
}
