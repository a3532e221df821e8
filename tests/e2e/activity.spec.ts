import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { cellsOf, unzipped } from "@/tests/support/unzipped";

// Consulta de Actividad by somebody who may read, export and print it, and by those who may not.
test.use({ expectedComplaints: [/404 \(/] });

const subject = `L-2020-${Date.now() % 1_000_000}`;

async function downloaded(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name, exact: true }).click(),
  ]);
  return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("an auditor finds what was done, reads its before and after, and takes it away", async ({ page }) => {
  await asOwner(
    `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result, address, request_id, data)
     SELECT id, '2020-05-04T15:00:00Z', 'firma1', 'batch.signed', '${subject}', 'done', '203.0.113.7', 'r-1',
            '{"from": "CONFIRMED", "to": "PARTLY_SIGNED", "reason": "=1+1"}' FROM tenant WHERE code = 'E1'`,
  );
  await signIn(page, "auditor1");
  await page.goto("/administracion/actividad?empresa=E1");
  await findsNothing(page, "activity");
  const form = page.getByRole("form", { name: "Criterios de la consulta" });
  await form.getByLabel("Usuario").fill("firma1");
  await form.getByLabel("Servicio").selectOption({ label: "Autorización de Lotes" });
  await form.getByRole("button", { name: "Consultar" }).click();
  await expect(page).toHaveURL(/persona=firma1&servicio=lotes.autorizacion/);
  await page.goto("/administracion/actividad?empresa=E1&persona=firma1&desde=2020-05-04&hasta=2020-05-04");
  await expect(page.getByRole("row")).toHaveCount(2);

  const csv = await downloaded(page, "CSV");
  expect(csv.file).toMatch(/^actividad-E1-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = csv.bytes.toString("utf8").split("\r\n");
  expect(lines[2]).toContain("Usuario: firma1; Desde: 2020-05-04; Hasta: 2020-05-04");
  expect(lines.slice(7, -1)).toHaveLength(1);
  expect(lines[7]).toContain(
    `2020-05-04 10:00:00;firma1;Autorización de Lotes;Firmó el lote ${subject};${subject};Hecho`,
  );
  const excel = await downloaded(page, "Excel");
  const [, row] = cellsOf(unzipped(excel.bytes).get("xl/worksheets/sheet1.xml") ?? "");
  expect(row?.slice(1, 9)).toEqual([
    "firma1",
    "Autorización de Lotes",
    `Firmó el lote ${subject}`,
    subject,
    "Hecho",
    "Estado: Por autorizar",
    "Estado: 1 de 2 firmas",
    "Motivo: =1+1",
  ]);
  expect((await downloaded(page, "PDF")).bytes.subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByRole("link", { name: "Imprimir", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Actividad para imprimir" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Usuario: firma1");
  await expect(page.getByRole("button", { name: "Imprimir" })).toBeVisible();
  await findsNothing(page, "activity to print");
  await page.getByRole("link", { name: "Volver a la consulta" }).click();
  await page.getByRole("link", { name: `Firmó el lote ${subject}` }).click();
  await expect(page.getByRole("row", { name: /Estado .* Por autorizar 1 de 2 firmas/ })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("203.0.113.7");
  await findsNothing(page, "an event");

  // What left is in the trail itself, which others read.
  await changePerson(page, "adm1");
  await page.goto("/administracion/actividad?empresa=E1&persona=auditor1");
  await expect(page.getByRole("link", { name: "Imprimió la Consulta de Actividad" }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Exportó la Consulta de Actividad" }).first()).toBeVisible();
});

test("who may not does not: no page, no button, no file", async ({ page }) => {
  await signIn(page, "consulta1");
  expect((await page.goto("/administracion/actividad?empresa=E1"))?.status()).toBe(404);
  expect((await page.request.get("/api/administracion/actividad?empresa=E1")).status()).toBe(404);
  await changePerson(page, "auditor1");
  const flag = `permission IN ('activity.export', 'activity.pdf') AND profile_id = (SELECT p.id FROM profile p JOIN tenant t ON t.id = p.tenant_id WHERE p.name = 'Auditoría' AND t.code = 'E1')`;
  const taken = await asOwner<{ tenant_id: number; profile_id: number; permission: string }>(
    `DELETE FROM profile_permission WHERE ${flag} RETURNING tenant_id, profile_id, permission`,
  );
  try {
    await page.goto("/administracion/actividad?empresa=E1&persona=firma1&hasta=2020-12-31");
    await expect(page.getByRole("link", { name: "Imprimir", exact: true })).toBeVisible();
    for (const name of ["Excel", "CSV", "PDF"])
      await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
    expect((await page.request.get("/api/administracion/actividad?empresa=E1")).status()).toBe(404);
    expect((await page.request.get("/api/administracion/actividad/pdf?empresa=E1")).status()).toBe(404);
    expect((await page.request.get("/api/administracion/usuarios?empresa=E1")).status()).toBe(404);
  } finally {
    for (const { tenant_id, profile_id, permission } of taken)
      await asOwner(
        `INSERT INTO profile_permission (tenant_id, profile_id, service, permission) VALUES (${tenant_id}, ${profile_id}, 'administracion.actividad', '${permission}')`,
      );
  }
});
