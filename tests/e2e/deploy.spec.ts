import type { Page, Route } from "@playwright/test";
import { deploymentOf } from "@/lib/cli/build";
import { cliMessages } from "@/lib/messages/es/cli";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, clave, signIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";
import { beneficios, choose, confirmedLot, open, rechargeOf, rowOf } from "@/tests/support/steps";

// A page of an earlier build before a portal of a later one, and a portal that does not answer. The browser itself writes down
// every request that was refused or broken.
test.use({ expectedComplaints: [/401 \(|409 \(Conflict\)|net::ERR_FAILED/] });

const reason = "El archivo no corresponde a la nómina de noviembre; falta Peñaloza.\nLo hablé con Ana.";
/** A browser sends the ends of lines as forms always did. */
const rejected = { status: "REJECTED", end_reason: reason.replace("\n", "\r\n") };
/** A well-formed name that no build gives. */
const unknownAction = `7f${"0".repeat(40)}`;

/** A lot that waits for a signature, on the screen of whoever may reject it. */
async function lotToReject(page: Page): Promise<string> {
  const lot = await confirmedLot(page, beneficios, rechargeOf(3));
  await changePerson(page, "firma1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Autorización de Lotes");
  await rowOf(page, lot).getByRole("link", { name: "Ver detalle" }).click();
  await expect(page.getByRole("heading", { level: 1, name: lot })).toBeVisible();
  return lot;
}

const dialogOf = (page: Page) => page.getByRole("alertdialog");

async function fillRejection(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rechazar", exact: true }).click();
  await dialogOf(page).getByLabel("Motivo").fill(reason);
  await dialogOf(page).getByLabel("Clave", { exact: true }).fill(clave);
}

const pressReject = (page: Page) => dialogOf(page).getByRole("button", { name: "Rechazar" }).click();

async function expectRejected(page: Page, lot: string): Promise<void> {
  await expect(page.getByRole("main")).toContainText("El lote se rechazó.");
  expect(await rejectionsOf(lot)).toEqual([rejected]);
}

const rejectionsOf = (lot: string) =>
  asOwner(
    `SELECT b.status, b.end_reason FROM batch b JOIN audit_event e ON e.tenant_id = b.tenant_id AND e.event = 'batch.rejected' AND e.subject = b.number
      WHERE b.number = $1 AND b.tenant_id = (SELECT id FROM tenant WHERE code = 'E1')`,
    [lot],
  );

/** What the page's script sends from here on goes through `change`; undo it with `page.unrouteAll`. */
async function onActions(page: Page, change: (route: Route) => Promise<void>): Promise<void> {
  await page.route(
    () => true,
    (route) => (route.request().headers()["next-action"] ? change(route) : route.fallback()),
  );
}

/** As the tab of an earlier build does: it asks for an action that this build does not know. */
const asEarlierBuild = (route: Route) =>
  route.continue({ headers: { ...route.request().headers(), "next-action": unknownAction } });

test("an old form after a deploy is told so, and what was typed is there again after the reload", async ({ page }) => {
  const lot = await lotToReject(page);
  await fillRejection(page);
  await onActions(page, asEarlierBuild);
  await pressReject(page);
  const alert = dialogOf(page).getByRole("alert");
  await expect(alert).toContainText("El portal se actualizó mientras usted escribía");
  await expect(dialogOf(page).getByLabel("Motivo")).toHaveValue(reason);
  await expect(dialogOf(page).getByLabel("Clave", { exact: true })).toHaveValue("");
  expect(await rejectionsOf(lot)).toEqual([]);
  await page.unrouteAll();

  const kept = page.waitForRequest((request) => request.url().endsWith("/api/borradores"));
  await alert.getByRole("button", { name: "Volver a cargar" }).click();
  expect((await kept).postDataJSON()).toEqual({
    path: new URL(page.url()).pathname,
    form: `Rechazar · E1 · P1 · ${lot}`,
    typed: { motivo: [reason] },
  });
  await expect(dialogOf(page).getByRole("status")).toContainText("Recuperamos lo que había escrito");
  await expect(dialogOf(page).getByLabel("Motivo")).toHaveValue(reason);
  await expect.poll(() => asOwner("SELECT 1 FROM draft")).toEqual([]);
  await dialogOf(page).getByLabel("Clave", { exact: true }).fill(clave);
  await pressReject(page);
  await expectRejected(page, lot);
});

test("what was typed in a form that the page no longer has is shown until it is let go", async ({ page }) => {
  const lot = await lotToReject(page);
  await asOwner(
    `INSERT INTO draft (user_id, path, form, typed) SELECT id, $1, 'Retirar firma · ' || $2, '{"motivo": ["Ya no firmo esto"]}' FROM app_user WHERE username = 'firma1'`,
    [new URL(page.url()).pathname, lot],
  );
  await page.reload();
  const notice = page.getByRole("status").filter({ hasText: "ese formulario ya no está en esta página" });
  await expect(notice).toContainText("Ya no firmo esto");
  await notice.getByRole("button", { name: "Descartar" }).click();
  await expect(notice).toBeHidden();
  await expect.poll(() => asOwner("SELECT 1 FROM draft")).toEqual([]);
});

test("a form whose connection breaks stays, is sent again, and is done once", async ({ page }) => {
  const lot = await lotToReject(page);
  await fillRejection(page);
  await onActions(page, (route) => route.abort());
  await pressReject(page);
  const alert = dialogOf(page).getByRole("alert");
  await expect(alert).toContainText("El portal no respondió");
  await expect(dialogOf(page).getByLabel("Motivo")).toHaveValue(reason);
  await expect(dialogOf(page).getByLabel("Clave", { exact: true })).toHaveValue(clave);
  expect(await rejectionsOf(lot)).toEqual([]);

  // This time it arrives, and its answer is lost.
  await page.unrouteAll();
  await onActions(page, async (route) => {
    await route.fetch();
    await route.abort();
  });
  const lost = page.waitForEvent("requestfailed");
  await pressReject(page);
  await lost;
  expect(await rejectionsOf(lot)).toHaveLength(1);
  await expect(alert).toContainText("El portal no respondió");
  await page.unrouteAll();
  await pressReject(page);
  await expect(alert).toContainText(`El lote ${lot} ahora está «Rechazado»; esta acción ya no es posible.`);
  expect(await rejectionsOf(lot)).toEqual([rejected]);
});

test("a form whose session ended is sent again once another tab has signed in", async ({ page, context }) => {
  const lot = await lotToReject(page);
  await fillRejection(page);
  await asOwner(
    "UPDATE session SET ended_at = now() WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma1')",
  );
  await pressReject(page);
  const again = page.getByRole("dialog", { name: "Su sesión terminó" });
  await again.getByRole("button", { name: "Cerrar" }).click();
  await expect(dialogOf(page).getByRole("alert")).toContainText("Ingrese de nuevo y vuelva a enviar aquí");
  const tab = await context.newPage();
  await signIn(tab, "firma1");
  await tab.close();
  await expect(dialogOf(page).getByLabel("Motivo")).toHaveValue(reason);
  await dialogOf(page).getByLabel("Clave", { exact: true }).fill(clave);
  await pressReject(page);
  await expectRejected(page, lot);
});

test("chosen lots come back too, and no clave with them", async ({ page }) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(2));
  await changePerson(page, "firma1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Autorización de Lotes");
  await page.getByRole("checkbox", { name: lot }).check();
  await page.getByRole("radio", { name: "Por tipo de lote", exact: true }).check();
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await onActions(page, asEarlierBuild);
  await page.getByRole("button", { name: "Autorizar", exact: true }).click();
  await page.getByRole("main").getByRole("button", { name: "Volver a cargar" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Recuperamos lo que había escrito");
  await expect(page.getByRole("checkbox", { name: lot })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Por tipo de lote", exact: true })).toBeChecked();
  await expect(page.getByLabel("Clave", { exact: true })).toHaveValue("");
  await expect(page.getByRole("main")).toContainText("1 lote");
});

test("a link from a page of an earlier build loads the next one whole", async ({ page }) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  const mark = () => page.evaluate(() => document.documentElement.dataset.mark);
  const answer = await page.request.get("/empresas", { headers: { rsc: "1" } });
  expect(answer.headers()["x-nextjs-deployment-id"]).toBe(deploymentOf({}));
  const place = () => page.evaluate(() => document.documentElement.setAttribute("data-mark", "this document"));
  await place();
  await open(page, "Lotes", "Carga de Lotes");
  expect(await mark()).toBe("this document");
  await page.route(
    () => true,
    async (route) => {
      if (!route.request().headers().rsc) return route.fallback();
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "x-nextjs-deployment-id": "otra" } });
    },
  );
  await open(page, "Consultas", "Órdenes de Servicio");
  await expect.poll(mark).toBeUndefined();
});

test("a portal does not start on a build made with another key of actions", () => {
  const otherKey = Buffer.alloc(32, 7).toString("base64");
  expect(() => deploymentOf({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: otherKey })).toThrow(cliMessages.fault.otherKey);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("an old form is led to a page that says so", async ({ page }) => {
    await page.goto("/ingresar");
    await page.getByLabel("Usuario").fill("maker1");
    await page.getByLabel("Clave", { exact: true }).fill(clave);
    await page.route("**/ingresar", (route) => {
      const body = route.request().postData() ?? "";
      return route.continue({ postData: body.replace(/"id":"[0-9a-f]{42}"/, `"id":"${unknownAction}"`) });
    });
    await page.getByRole("button", { name: "Ingresar" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "El portal se actualizó" })).toBeVisible();
    await page.unrouteAll();
    await page.getByRole("link", { name: "Volver a cargar" }).click();
    await page.waitForURL("**/ingresar");
    await signIn(page, "maker1");
  });
});
