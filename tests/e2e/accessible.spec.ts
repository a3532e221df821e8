import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, clave, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import {
  beneficios,
  calculate,
  choose,
  confirmedLot,
  newestOrder,
  open,
  orderedLot,
  reaches,
  rechargeOf,
  rowOf,
  send,
} from "@/tests/support/steps";

test("entry and companies", async ({ page }) => {
  await page.goto("/ingresar");
  await findsNothing(page, "ingresar");
  await page.getByLabel("Usuario").fill("maker1");
  await page.getByLabel("Clave", { exact: true }).fill("otra-clave-cualquiera");
  await page.getByRole("button", { name: "Ingresar" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("No pudimos darle ingreso");
  await findsNothing(page, "ingresar refused");
  await signIn(page, "maker1");
  await findsNothing(page, "bandeja");
  await page.goto("/empresas");
  await findsNothing(page, "empresas");
  await choose(page, beneficios);
  await findsNothing(page, "product");
});

test("upload, lot with faults, confirmation", async ({ page }) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const bad = Buffer.from(
    "tipo_documento;numero_documento;monto;referencia\nCC;10000001;1.500;a\nNIT;900512347-1;2000,00;b\n",
  );
  const wrong = await send(page, "Recarga de tarjetas", { name: "malo.txt", bytes: bad });
  await reaches(page, wrong, "Con errores");
  const right = await send(page, "Recarga de tarjetas", rechargeOf(30));
  await reaches(page, right, "Por confirmar");
  await findsNothing(page, "carga");
  await rowOf(page, right).getByRole("button", { name: "Confirmar" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await findsNothing(page, "confirm dialog");
  await page.keyboard.press("Escape");
  await rowOf(page, wrong).getByRole("link", { name: "Ver detalle" }).click();
  await expect(page.getByRole("heading", { level: 1, name: wrong })).toBeVisible();
  await findsNothing(page, "lot with faults");
  await page.goto(`/empresas/E1/P1/lotes/${right}?vista=lineas`);
  await findsNothing(page, "lot with lines");
});

test("authorization, calculated order, orders, payment", async ({ page }) => {
  const [first, second] = [
    await confirmedLot(page, beneficios, rechargeOf(4)),
    await confirmedLot(page, beneficios, rechargeOf(5)),
  ];
  await changePerson(page, "firma1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Autorización de Lotes");
  await findsNothing(page, "autorizacion");
  await choose(page, beneficios);
  await calculate(page, [second]);
  await findsNothing(page, "calculated order");
  await orderedLot(page, beneficios, first);
  await findsNothing(page, "ordenes");
  const order = await newestOrder(page);
  await changePerson(page, "pagador1");
  await choose(page, beneficios);
  await open(page, "Consultas", "Órdenes de Servicio");
  await rowOf(page, order).getByRole("button", { name: "Pagar" }).click();
  await expect(page.getByLabel("Código", { exact: true })).toBeVisible();
  await findsNothing(page, "payment");
  await page.goto("/empresas/E1/P1/consultas/ordenes/OS-2026-000014");
  await findsNothing(page, "order");
});

test.describe("troubles", () => {
  test.use({ expectedComplaints: [/40[14] \(|net::ERR_INTERNET_DISCONNECTED/] });

  test("a page that is not there, no connection, a session about to end and one that ended", async ({
    page,
    context,
  }) => {
    await page.clock.install();
    await signIn(page, "maker1");
    await page.goto("/empresas/E1/P1/lotes/L-2026-999999");
    await findsNothing(page, "not found");
    await context.setOffline(true);
    await expect(page.getByText("Sin conexión: lo que escribió sigue aquí.")).toBeVisible();
    await findsNothing(page, "offline");
    await context.setOffline(false);
    await page.clock.fastForward("09:00");
    await expect(page.getByRole("alertdialog", { name: "¿Sigue ahí?" })).toBeVisible();
    await findsNothing(page, "idle warning");
    await context.clearCookies();
    await page.clock.fastForward("01:10");
    await expect(page.getByRole("dialog", { name: "Su sesión terminó" })).toBeVisible();
    await findsNothing(page, "signing in again");
  });
});

test("a lot is uploaded and confirmed by keyboard alone", async ({ page }) => {
  await signIn(page, "maker1");
  await page.goto("/empresas/E1/P1/lotes/carga");
  await page.getByLabel("Tipo de lote").focus();
  await page.keyboard.type("Recarga de tarjetas");
  const { name, bytes } = rechargeOf(2);
  await page.locator("main input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: bytes });
  await page.getByRole("button", { name: "Enviar" }).focus();
  await page.keyboard.press("Enter");
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Por confirmar", { timeout: 90_000 });
  await row.getByRole("button", { name: "Confirmar" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByLabel("Clave", { exact: true })).toBeFocused();
  await page.keyboard.type(clave);
  await page.keyboard.press("Enter");
  await expect(row).toContainText("Por autorizar", { timeout: 90_000 });
});

test("in English", async ({ page }) => {
  await signIn(page, "maker1");
  const person = page.getByRole("button", { name: /^(Cuenta de|Account of)/ });
  await person.click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  await findsNothing(page, "inbox with the person's menu");
  await page.goto("/empresas/E1/P1/lotes/carga");
  await findsNothing(page, "lots upload");
  await page.goto("/empresas/E1/P1/consultas/ordenes/OS-2026-000014");
  await findsNothing(page, "order in English");
  await person.click();
  await page.getByRole("button", { name: "Español" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
});
