import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { clave, signIn } from "@/tests/support/login";
import { beneficios, choose, open } from "@/tests/support/steps";

// The browser itself writes down every refused request.
test.use({ expectedComplaints: [/409 \(Conflict\).*\/api\/cargas\/|404 \(Not Found\).*\/empresas\/E1\/nada/] });

const root = (page: Page) => page.locator("html");

/** The page as it leaves the server, before any script. */
const sent = async (page: Page, address: string): Promise<string> => (await (await page.goto(address))?.text()) ?? "";
const englishAndDark = /<html[^>]* lang="en"[^>]* data-theme="dark"/;

async function enter(page: Page, words: { username: string; password: string; button: string }, usuario: string) {
  await page.getByLabel(words.username, { exact: true }).fill(usuario);
  await page.getByLabel(words.password, { exact: true }).fill(clave);
  await page.getByRole("button", { name: words.button }).click();
  await page.waitForURL((url) => url.pathname === "/");
}
const english = { username: "Username", password: "Password", button: "Sign in" };
const spanish = { username: "Usuario", password: "Clave", button: "Ingresar" };

test("a person reads in their language and on their paper; the device keeps both for the login, the next person brings theirs", async ({
  page,
}) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  await page.getByRole("button", { name: /^Cuenta de/ }).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lots upload" })).toBeVisible();
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await expect(root(page)).toHaveAttribute("data-theme", "dark");
  await expect(root(page)).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: "English" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");

  await test.step("the screen, its refusals and a page that is not there", async () => {
    await expect(page).toHaveTitle("Lots upload · Contrafirma");
    await page.getByLabel("Type of lot").selectOption({ label: "Card top-up" });
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByText("Choose the lot file.")).toBeVisible();
    const empty = { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) };
    await page.locator("main input[type=file]").setInputFiles(empty);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByText("The file is empty. Choose another.")).toBeVisible();
    const order = await sent(page, "/empresas/E1/P1/consultas/ordenes/OS-2026-000014");
    expect(order).toMatch(englishAndDark);
    expect(order, "the words of one language only").not.toMatch(/Órdenes de Servicio|Anular orden|Cerrar/);
    await expect(page.getByRole("article").getByText(/^[a-z -]+ thousand (?:[a-z -]+ )?pesos$/)).toBeVisible();
    await expect(page.getByText(/^\$ [\d.]+,\d\d$/).first()).toBeVisible();
    await page.goto("/empresas/E1/nada");
    await expect(page.getByRole("heading", { name: "We did not find this page" })).toBeVisible();
  });

  await test.step("the login after leaving", async () => {
    await page.goto("/empresas");
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("button", { name: "Leave my account" }).click();
    await page.waitForURL("**/ingresar");
    expect(await sent(page, "/ingresar")).toMatch(englishAndDark);
    await page.getByLabel("Username").fill("maker1");
    await page.getByLabel("Password", { exact: true }).fill("another-password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(
      "We could not sign you in with those details. Check them: after several tries in a row you have to wait a few minutes.",
    );
  });

  await test.step("another person on the same device, and the first one again", async () => {
    await enter(page, english, "firma1");
    await expect(page.getByRole("heading", { level: 1, name: "Bandeja" })).toBeVisible();
    await expect(root(page)).toHaveAttribute("lang", "es");
    await expect(root(page)).not.toHaveAttribute("data-theme");
    await page.getByRole("button", { name: /^Cuenta de/ }).click();
    await page.getByRole("button", { name: "Salir de mi cuenta" }).click();
    await page.waitForURL("**/ingresar");
    await enter(page, spanish, "maker1");
    await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
    await expect(root(page)).toHaveAttribute("data-theme", "dark");
  });

  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("button", { name: "Español" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bandeja" })).toBeVisible();
  await page.getByRole("button", { name: "Según el equipo" }).click();
  await expect(root(page)).not.toHaveAttribute("data-theme");
  await expect(root(page)).toHaveAttribute("lang", "es");
});

test.describe("a browser that reads English, before anybody is known", () => {
  test.use({ locale: "en-GB" });
  test("is spoken to in English", async ({ page }) => {
    expect(await sent(page, "/ingresar")).toMatch(/<html[^>]* lang="en"/);
    await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  });
});

test.describe("without our script", () => {
  test.use({ javaScriptEnabled: false });
  test("language and theme are plain forms", async ({ page }) => {
    await signIn(page, "firma2");
    await page.getByRole("button", { name: /^Cuenta de/ }).click();
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("button", { name: "Español" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Bandeja" })).toBeVisible();
  });
});
