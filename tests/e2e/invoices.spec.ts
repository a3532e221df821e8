import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { tokenOf } from "@/tests/support/token";

/** The orders that E1 paid last in its history, newest first, with the month of the first. */
async function paidOrders(): Promise<{ month: string; numbers: string[] }> {
  const rows = await asOwner<{ number: string; month: string }>(
    `SELECT o.number, to_char(o.paid_at AT TIME ZONE c.time_zone, 'YYYY-MM') AS month FROM service_order o JOIN company c ON c.tenant_id = o.tenant_id
       JOIN tenant t ON t.id = o.tenant_id JOIN product p ON p.id = o.product_id
      WHERE t.code = 'E1' AND p.code = 'P1' AND o.paid_at IS NOT NULL AND o.status::text LIKE 'PROCESSED%' ORDER BY o.paid_at DESC LIMIT 2`,
  );
  return { month: rows[0]?.month ?? "", numbers: rows.map(({ number }) => number) };
}

async function giveToken(page: Page, later: number): Promise<void> {
  await page.getByRole("dialog").getByLabel("Token", { exact: true }).fill(tokenOf("oper1", later));
}

test("an operator gives an invoice number and a file of them; the company finds its order by it, and its PDF says it", async ({
  page,
}) => {
  const { month, numbers } = await paidOrders();
  const [first = "", second = ""] = numbers;
  await signIn(page, "oper1");
  await page.goto(`/operador/facturacion?mes=${month}`);
  await findsNothing(page, "facturación");
  await page.getByRole("link", { name: "Comercial Andina S.A.S." }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Comercial Andina S.A.S." })).toBeVisible();
  const box = page.getByRole("textbox", { name: `Factura de ${first}` });
  await box.fill("fe 1");
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(box).toHaveAccessibleDescription(/letras sin tilde, cifras y guiones/);
  await findsNothing(page, "a company's month, refused");
  await box.fill("fe-1020");
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByRole("dialog")).toContainText("FE-1020");
  await giveToken(page, 0);
  await page.getByRole("button", { name: "Aceptar y Confirmar" }).click();
  await expect(page.getByRole("main")).toContainText("Los números de factura quedaron guardados");
  await expect(box).toHaveValue("FE-1020");

  await page.goto("/operador/facturacion");
  await page.getByRole("link", { name: "Facturas por archivo" }).click();
  const sends = async (name: string, lines: string[]) => {
    const buffer = Buffer.from(["empresa;orden;factura", ...lines].join("\n"));
    await page.getByLabel("Archivo de facturas").setInputFiles({ name, mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Enviar y revisar" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Revisión de ${name}` })).toBeVisible();
  };
  await sends("malo.csv", [`E1;${first};FE-1`, "E1;OS-1999-000001;FE-2"]);
  await expect(page.getByRole("main")).toContainText("El archivo tiene 1 error y no se puede aplicar");
  await expect(page.getByRole("button", { name: "Aplicar" })).toBeHidden();
  await page.getByRole("link", { name: "Enviar otro archivo" }).click();
  await sends("bueno.csv", [`E1;${first};FE-1020`, `E1;${second};FE-1021`]);
  await findsNothing(page, "a file read");
  await page.getByRole("button", { name: "Aplicar" }).click();
  await giveToken(page, 1);
  await page.getByRole("dialog").getByRole("button", { name: "Aplicar" }).click();
  await expect(page.getByRole("main")).toContainText("Los números de factura quedaron guardados");

  await changePerson(page, "pagador1");
  await page.goto("/empresas/E1/P1/consultas/ordenes?buscar=fe-1021");
  await page.getByRole("link", { name: second }).click();
  await expect(page.getByRole("heading", { level: 1, name: second })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("FE-1021");
  await findsNothing(page, "order with its invoice");
  const fetched = async (link: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: link }).click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    return download.suggestedFilename();
  };
  expect(await fetched("Descargar como PDF")).toBe(`${second}-FE-1021.pdf`);
  expect(await fetched("PDF como se emitió")).toBe(`${second}.pdf`);
});
