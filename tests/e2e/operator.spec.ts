import type { Browser, Locator, Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { mailTo, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import {
  authorize,
  calculate,
  confirmInTray,
  newestOrder,
  open,
  pay,
  reaches,
  rowOf,
  send,
} from "@/tests/support/steps";
import { tokenOf } from "@/tests/support/token";

// A company that did not exist an hour ago: registered at the desk, entered by its first administrator, paid from by its own people.

const name = "Cementos del Norte S.A.S.";
const own = "tres tristes tigres tragan";

async function at(browser: Browser, usuario: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, usuario);
  return page;
}

async function byToken(dialog: Locator, usuario: string, accept: string): Promise<void> {
  await asOwner("DELETE FROM totp_step");
  await dialog.getByLabel("Token", { exact: true }).fill(tokenOf(usuario));
  await dialog.getByRole("button", { name: accept }).click();
}

async function review(page: Page, title: string): Promise<Locator> {
  await page.getByRole("button", { name: "Continuar" }).click();
  const dialog = page.getByRole("dialog", { name: title });
  await expect(dialog.getByRole("table")).toBeVisible();
  return dialog;
}

/** Who prepares, signs and pays in the new company, until its administrator can invite them. */
async function placePeople(): Promise<void> {
  const roles = { prepara8: "Preparación", firma8a: "Autorización", firma8b: "Autorización", paga8: "Tesorería" };
  for (const [index, [username, profile]] of Object.entries(roles).entries()) {
    await asOwner(
      `WITH made AS (INSERT INTO app_user (username, name, document, email, password_hash, status)
         SELECT $1, $1, 'CC-' || (88000001 + $3::int), $1 || '@demo.example', password_hash, 'ACTIVE' FROM app_user WHERE username = 'maker1' RETURNING id),
       kept AS (INSERT INTO terms_acceptance (user_id, version, digest, address)
         SELECT made.id, a.version, a.digest, a.address FROM made, terms_acceptance a JOIN app_user u ON u.id = a.user_id AND u.username = 'maker1'),
       named AS (INSERT INTO profile (tenant_id, name) SELECT id, $2 FROM tenant WHERE code = 'E8' ON CONFLICT (tenant_id, name) DO UPDATE SET name = $2 RETURNING id, tenant_id),
       granted AS (INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
         SELECT named.tenant_id, named.id, g.service, g.permission FROM named, profile_permission g JOIN profile p ON p.id = g.profile_id AND p.name = $2
           JOIN tenant t ON t.id = p.tenant_id AND t.code = 'E1' ON CONFLICT DO NOTHING)
       INSERT INTO membership (tenant_id, user_id, profile_id) SELECT named.tenant_id, made.id, named.id FROM named, made`,
      [username, profile, index],
    );
  }
}

async function into(browser: Browser, usuario: string): Promise<Page> {
  const page = await at(browser, usuario);
  await page.goto("/empresas/E8/P80");
  return page;
}

test("a new company: registered, its administrator in, its product there, its fee changed by two, its first lot on the cards", async ({
  browser,
}) => {
  const desk = await at(browser, "oper1");
  await desk.goto("/operador/empresas/nueva");
  const form = desk.getByRole("form", { name: "Registrar empresa" });
  await form.getByLabel("Código").fill("e8");
  await form.getByLabel("Nombre", { exact: true }).fill(name);
  await form.getByLabel("NIT o RUC").fill("890.900.608-8");
  await form.getByLabel("Cuentas bancarias").fill("0077-7000-1234\n0077-7000-5678");
  for (const service of [
    "Archivos Cargados",
    "Órdenes de Servicio",
    "Carga de Lotes",
    "Autorización de Lotes",
    "Pago y Anulación de Órdenes",
  ])
    await form.getByRole("checkbox", { name: service }).check();
  await form.getByLabel("Usuario", { exact: true }).fill("admin8");
  await form.getByLabel("Nombre de la persona").fill("Amalia Vélez");
  await form.getByLabel("Documento").fill("CC 52123456");
  await form.getByLabel("Correo electrónico").fill("admin8@demo.example");
  await findsNothing(desk, "new company");
  await desk.getByRole("button", { name: "Continuar" }).click();
  await expect(form.getByText("revise el número y su dígito de verificación")).toBeVisible();
  await form.getByLabel("NIT o RUC").fill("890.900.608-9");
  await byToken(await review(desk, "Así quedará la empresa"), "oper1", "Aceptar y Confirmar");
  await expect(desk.getByText("La empresa quedó registrada")).toBeVisible();

  await desk.goto("/operador/empresas/E8/productos/nuevo");
  const product = desk.getByRole("form", { name: "Registrar producto" });
  await product.getByLabel("Nombre", { exact: true }).fill("Tarjeta Obra");
  await product.getByLabel("Código").fill("P80");
  await product.getByLabel("Mínimo por línea").fill("1000");
  await product.getByLabel("Máximo por línea").fill("2500000");
  await product.getByRole("checkbox", { name: "Emisión de tarjetas nominadas" }).check();
  const fee = product.getByRole("group", { name: /^Tarifa de Emisión de tarjetas nominadas/ });
  await fee.getByLabel("Comisión fija por registro").fill("800");
  await byToken(await review(desk, "Así quedará el producto"), "oper1", "Aceptar y Confirmar");
  await expect(desk.getByText("El producto quedó registrado")).toBeVisible();

  // Its first administrator comes in by the clave that was mailed.
  const admin = await (await browser.newContext()).newPage();
  const { text } = await mailTo(admin.request, "admin8", name);
  const lent = /^[a-z]+(?:-[a-z]+){3}-\d{6}$/m.exec(text)?.[0] ?? "";
  await admin.goto("/ingresar");
  await admin.getByLabel("Usuario").fill("admin8");
  await admin.getByLabel("Clave", { exact: true }).fill(lent);
  await admin.getByRole("button", { name: "Ingresar" }).click();
  await admin.getByLabel("Acepto los términos y condiciones").check();
  await admin.getByRole("button", { name: "Aceptar" }).click();
  await admin.getByLabel("Clave actual").fill(lent);
  await admin.getByLabel("Clave nueva", { exact: true }).fill(own);
  await admin.getByLabel("Repita la clave nueva").fill(own);
  await admin.getByRole("button", { name: "Aceptar" }).click();
  await admin.waitForURL((url) => url.pathname === "/");
  await admin.goto("/empresas");
  await expect(admin.getByRole("main").getByRole("heading", { name })).toBeVisible();

  // The first lot, half signed when its fee changes.
  await placePeople();
  const maker = await into(browser, "prepara8");
  await open(maker, "Lotes", "Carga de Lotes");
  const rows = ["Ana;Ruiz", "José;Peña", "Íngrid;Núñez"].map((person, index) => `CC;${91_000_001 + index};${person}`);
  const bytes = Buffer.from(`tipo_documento;numero_documento;nombres;apellidos\n${rows.join("\n")}\n`);
  const lot = await send(maker, "Emisión de tarjetas nominadas", { name: "primera.csv", bytes });
  await reaches(maker, lot, "Por confirmar");
  await confirmInTray(maker, lot);
  const [first, second] = [await into(browser, "firma8a"), await into(browser, "firma8b")];
  await calculate(first, [lot]);
  await expect(first.getByRole("main")).toContainText("$ 2.400,00");
  await authorize(first);
  await reaches(first, lot, "1 de 2 firmas");
  // Read before the change, accepted after it.
  await calculate(second, [lot]);

  await desk.goto("/operador/empresas/E8/productos/P80");
  await desk.getByRole("link", { name: "Cambiar tarifas" }).click();
  await desk.waitForURL(/\/operador\/cambios\/E8\/tarifas\/P80$/);
  await desk.getByLabel("Comisión fija por registro").fill("900");
  await desk.getByLabel("Motivo").fill("Tarifa del contrato firmado");
  await findsNothing(desk, "change of fees");
  await byToken(await review(desk, "Esto es lo que va a pedir"), "oper1", "Aceptar y Confirmar");
  await expect(desk.getByText("Usted pidió este cambio: lo decide otro operador.")).toBeVisible();
  await expect(desk.getByRole("button", { name: "Aprobar" })).toHaveCount(0);
  const other = await at(browser, "oper2");
  await other.goto("/operador/cambios");
  await findsNothing(other, "changes");
  await other.getByRole("link", { name: "Tarifas P80" }).click();
  for (const figure of ["$ 800,00", "$ 900,00", "Tarifa del contrato firmado"])
    await expect(other.getByRole("main")).toContainText(figure);
  await findsNothing(other, "change");
  await other.getByRole("button", { name: "Aprobar" }).click();
  await byToken(other.getByRole("dialog", { name: "Aprobar el cambio" }), "oper2", "Aprobar");
  await expect(other.getByText("El cambio quedó aplicado.")).toBeVisible();

  await second.getByRole("button", { name: "Autorizar", exact: true }).click();
  await expect(second.getByText("fue modificado después de que usted lo leyó")).toBeVisible();
  for (const signer of [first, second]) {
    await signer.goto("/empresas/E8/P80");
    await calculate(signer, [lot]);
    await expect(signer.getByRole("main")).toContainText("$ 2.700,00");
    await authorize(signer);
  }
  const payer = await into(browser, "paga8");
  await open(payer, "Consultas", "Órdenes de Servicio");
  const order = await newestOrder(payer);
  await pay(payer, "paga8", order);
  await expect(payer.getByRole("main").getByText("Procesado", { exact: true }).first()).toBeVisible({
    timeout: 90_000,
  });
  await maker.goto("/empresas/E8/P80/lotes/carga");
  await expect(rowOf(maker, lot)).toContainText("Procesado");
  const [cards] = await asOwner<{ n: number }>(
    "SELECT count(*)::int AS n FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P80' AND c.status = 'ACTIVE'",
  );
  expect(cards?.n).toBe(3);
});
