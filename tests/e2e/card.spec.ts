import type { Page } from "@playwright/test";
import { numberOfCard } from "@/lib/simulator/card-issue";
import { expect, test } from "@/tests/e2e/fixture";
import { clave, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";

const reference = "1100000030";

async function verb(page: Page, name: string, reason?: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  if (reason) await dialog.getByLabel(reason).check();
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name, exact: true }).click();
  await expect(dialog).toContainText("Realizada");
  await dialog.getByRole("button", { name: "Aceptar" }).click();
  await expect(dialog).toBeHidden();
}

test("a card is found by its whole number, which stands nowhere; blocked, unblocked and replaced, each with who and why", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const number = numberOfCard("450799", reference);
  const seen: string[] = [];
  page.on("request", (request) => seen.push(request.url()));
  page.on("response", async (response) => {
    if (/json|html|x-component/.test(response.headers()["content-type"] ?? ""))
      seen.push(await response.text().catch(() => ""));
  });
  await signIn(page, "cm1");
  await page.goto("/empresas/E1/P2/servicios/cuenta-maestra");
  const criteria = page.getByRole("region", { name: "Criterios de Búsqueda" });
  await criteria.getByLabel("Número de tarjeta").fill(numberOfCard("450799", "9999999999"));
  await criteria.getByRole("button", { name: "Buscar" }).click();
  await expect(criteria).toContainText("no tiene una tarjeta con ese número");
  await expect(criteria.getByLabel("Número de tarjeta")).toHaveValue("");
  // Long enough for a draft to be kept, if any were.
  await criteria.getByLabel("Número de tarjeta").pressSequentially(number.replace(/(\d{4})/g, "$1 "), { delay: 100 });
  await criteria.getByRole("button", { name: "Buscar" }).click();
  await expect(page).toHaveURL(new RegExp(`tarjeta=${reference}$`));
  await expect(page.getByRole("row", { name: /CC 10000030/ })).toBeVisible();
  await expect(page.getByText("Mostrando 1 a 1 de 1")).toBeVisible();

  // Elsewhere it would stand in an address: it is not sent, and is told where such a search is at home.
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Búsqueda en el portal" });
  await palette.getByRole("combobox").fill(number);
  await expect(palette).toContainText("no se busca aquí");
  await page.keyboard.press("Escape");
  await page.goto("/empresas/E1/P2/reportes/cuenta-maestra");
  const text = page.getByLabel("Descripción, referencia u orden");
  await text.fill(`Pago ${number}`);
  await text.press("Enter");
  await expect
    .poll(() => text.evaluate((field: HTMLInputElement) => field.validationMessage))
    .toContain("no se busca aquí");
  await text.fill("");
  await page.goto(`/empresas/E1/P2/servicios/cuenta-maestra?tarjeta=${reference}`);

  await page
    .getByRole("row", { name: /CC 10000030/ })
    .getByRole("link", { name: /^4507 99/ })
    .click();
  await expect(page.getByText(reference, { exact: true })).toBeVisible();
  await findsNothing(page, "a card");
  await verb(page, "Bloquear", "Pérdida");
  await expect(page.getByRole("main")).toContainText("Bloqueada");
  await expect(page.getByRole("button", { name: "Abonar" })).toHaveCount(0);
  const history = page.getByRole("region", { name: "Historia" });
  await expect(history.getByRole("row").nth(1)).toContainText("Pérdida");
  await expect(history.getByRole("row").nth(1)).toContainText("Camila Ortiz Arango");
  await verb(page, "Desbloquear");
  await expect(page.getByRole("main")).toContainText("Activa");
  await page.getByRole("button", { name: "Reponer" }).click();
  await expect(page.getByRole("dialog")).toContainText("no vuelve");
  await findsNothing(page, "reposición");
  await page.getByRole("dialog").getByRole("button", { name: "Cancelar" }).click();
  await verb(page, "Reponer", "Deterioro");
  await expect(page.getByRole("main")).toContainText("Reemplazada");
  await expect(page.getByText("Reemplazada por")).toBeVisible();
  await findsNothing(page, "a replaced card");
  const [row] = await asOwner<{ reference: string }>(
    "SELECT n.reference FROM instruction i JOIN card n ON n.id = i.replaced_by JOIN card o ON o.id = i.card_id WHERE o.reference = $1",
    [reference],
  );
  await page.getByRole("link", { name: row?.reference ?? "" }).click();
  await expect(page.getByText("Reemplaza a", { exact: true })).toBeVisible();

  const whole = new RegExp(number.replace(/(\d)/g, "$1[ -]?"));
  expect(seen.filter((text) => whole.test(text))).toEqual([]);
  const drafts = await asOwner<{ n: string }>("SELECT count(*) AS n FROM draft WHERE typed::text ~ $1", [whole.source]);
  const trail = await asOwner<{ n: string }>(
    "SELECT count(*) AS n FROM audit_event WHERE (subject || data::text) ~ $1",
    [whole.source],
  );
  expect([drafts[0]?.n, trail[0]?.n]).toEqual(["0", "0"]);
});
