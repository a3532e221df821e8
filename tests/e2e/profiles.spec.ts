import type { Browser, Locator, Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { tokenOf } from "@/tests/support/token";

// Profiles of a company, as its administrators meet them: OcciRed's five steps by their labels, and what goes otherwise.

const name = "Prepara y Autoriza";
const mine = "tenant_id = (SELECT id FROM tenant WHERE code = 'E1') AND name LIKE 'Prepara y Autoriza%'";
const clear = async () => {
  await asOwner(`DELETE FROM profile_permission WHERE profile_id IN (SELECT id FROM profile WHERE ${mine})`);
  await asOwner(`DELETE FROM profile WHERE ${mine}`);
};

test.beforeEach(async () => {
  await clear();
  await asOwner(
    `INSERT INTO profile (tenant_id, name, description) SELECT id, '${name}', 'pruebas' FROM tenant WHERE code = 'E1'`,
  );
  await asOwner(`INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
    SELECT tenant_id, id, 'consultas.saldos', unnest(ARRAY['WEB', 'balance.read']) FROM profile WHERE ${mine}`);
});
test.afterAll(clear);

const flagsNow = async () =>
  (
    await asOwner<{ flag: string }>(
      `SELECT f.permission AS flag FROM profile_permission f JOIN profile p ON p.id = f.profile_id WHERE p.${mine} ORDER BY 1`,
    )
  ).map(({ flag }) => flag);

async function at(browser: Browser, usuario: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, usuario);
  return page;
}

const rowOf = (page: Page, profile: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name: profile, exact: true }) });

/** Types the token and confirms what is read. */
async function accept(page: Page | Locator, usuario: string): Promise<void> {
  await asOwner("DELETE FROM totp_step");
  await page.getByLabel("Token", { exact: true }).fill(tokenOf(usuario));
  await page.getByRole("button", { name: "Aceptar y Confirmar" }).click();
}

test("the manual's five steps give a profile a service of the App, and take nothing else", async ({ browser }) => {
  const page = await at(browser, "adm1");
  // 1. Administración > Usuarios > Perfiles
  await page.getByRole("link", { name: "Administración" }).first().click();
  await page.getByRole("main").getByRole("link", { name: "Perfiles" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Perfiles" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Consultar Perfil" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("link", { name: "+ Crear Perfil" })).toBeVisible();
  await expect(rowOf(page, "Administración").getByRole("button", { name: "Modificar" })).toBeDisabled();
  await findsNothing(page, "profiles");
  // 2. Modificar
  await rowOf(page, name).getByRole("link", { name: "Modificar" }).click();
  await expect(page.getByLabel("Nombre Perfil")).toHaveValue(name);
  // 3. Contraer Todos, the service, Acceso App
  await page.getByRole("button", { name: "Contraer Todos" }).click();
  await expect(page.getByRole("checkbox", { name: "Saldos: Acceso App" })).toBeHidden();
  await page.getByRole("searchbox", { name: /Asignación de acciones por servicios/ }).fill("saldos");
  await page.getByRole("checkbox", { name: "Saldos: Acceso App" }).check();
  await expect(page.getByText("1 cambio", { exact: true })).toBeVisible();
  await findsNothing(page, "profile-form");
  await page.getByRole("button", { name: "Continuar" }).click();
  // 4. What it may do from now on, the token
  const heading = page.getByRole("heading", { name: `Así quedará el perfil: ${name}` });
  await expect(heading).toBeFocused();
  await expect(page.getByRole("region", { name: "Este cambio" })).toContainText("Agrega (1)ConsultasSaldosAcceso App");
  await expect(page.getByText("Ingrese Token")).toBeVisible();
  await findsNothing(page, "profile-review");
  await page.getByRole("button", { name: "Volver" }).click();
  await expect(page.getByRole("checkbox", { name: "Saldos: Acceso App" })).toBeChecked();
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(heading).toBeFocused();
  // 5. Aceptar y Confirmar
  await accept(page, "adm1");
  await expect(page.getByText("El perfil quedó modificado")).toBeVisible();
  expect(await flagsNow()).toEqual(["APP", "WEB", "balance.read"]);
});

test("what is one's own or beyond one's ceiling is shown, locked, with the reason", async ({ browser }) => {
  const ceiling = (all: boolean) =>
    asOwner(
      `UPDATE membership m SET ceiling_all = ${all} FROM app_user u WHERE u.id = m.user_id AND u.username = 'adm1'`,
    );
  const page = await at(browser, "adm1");
  await asOwner(`INSERT INTO membership_ceiling (tenant_id, membership_id, service)
    SELECT m.tenant_id, m.id, 'consultas.saldos' FROM membership m JOIN app_user u ON u.id = m.user_id AND u.username = 'adm1'`);
  await ceiling(false);
  try {
    await page.goto("/administracion/perfiles?empresa=E1");
    const pencil = rowOf(page, "Preparación").getByRole("button", { name: "Modificar" });
    await expect(pencil).toBeDisabled();
    await expect(pencil).toHaveAccessibleDescription(/^Tiene más de lo que usted puede otorgar/);
    await rowOf(page, name).getByRole("link", { name: "Modificar" }).click();
    await expect(page.getByRole("checkbox", { name: "Saldos: Acceso App" })).toBeEnabled();
    const pays = page.getByRole("checkbox", { name: "Pago y Anulación de Órdenes: Pagar" });
    await expect(pays).toBeDisabled();
    await expect(pays).toHaveAccessibleName(/Más de lo que usted puede otorgar/);
    const [own] = await asOwner<{ id: number }>(
      "SELECT id FROM profile WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E1') AND name = 'Administración'",
    );
    await page.goto(`/administracion/perfiles/${own?.id}/modificar?empresa=E1`);
    await expect(page.getByText("Es el perfil que usted tiene")).toBeVisible();
    await expect(page.getByRole("treegrid")).toHaveCount(0);
  } finally {
    await ceiling(true);
    await asOwner("DELETE FROM membership_ceiling");
  }
});

test("a profile is duplicated, deactivated, not deleted while somebody holds it, and then deleted", async ({
  browser,
}) => {
  const page = await at(browser, "adm1");
  await page.goto("/administracion/perfiles?empresa=E1");
  await rowOf(page, name).getByRole("link", { name: "Duplicar" }).click();
  const copy = `${name} (copia)`;
  await expect(page.getByLabel("Nombre Perfil")).toHaveValue(copy);
  await page.getByLabel("Nombre Perfil").fill("cuenta MAESTRA");
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByText("Ya hay un perfil que se llama «cuenta MAESTRA»")).toBeVisible();
  await page.getByLabel("Nombre Perfil").fill(copy);
  await page.getByRole("checkbox", { name: "Carga de Lotes: Cargar" }).check();
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByText(/^Carga de Lotes tiene acciones y ningún acceso/)).toBeVisible();
  await page.getByRole("checkbox", { name: "Carga de Lotes: Acceso Front Responsive" }).check();
  for (const box of ["Acceso Funcionalidad", "Firmar"])
    await page.getByRole("checkbox", { name: `Autorización de Lotes: ${box}` }).check();
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByText("La misma persona podría preparar lotes y firmarlos.")).toBeVisible();
  await accept(page, "adm1");
  await expect(page.getByText("El perfil quedó creado")).toBeVisible();

  await rowOf(page, copy).getByRole("link", { name: "Modificar" }).click();
  await page.getByLabel("Estado").selectOption("INACTIVE");
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByText("no puede hacer nada hasta que se active")).toBeVisible();
  await accept(page, "adm1");
  await expect(rowOf(page, copy).getByText("Inactivo")).toBeVisible();

  const bin = rowOf(page, "Cuenta maestra").getByRole("button", { name: "Eliminar" });
  await expect(bin).toBeDisabled();
  await expect(bin).toHaveAccessibleDescription(/Una persona lo tiene/);
  await rowOf(page, copy).getByRole("button", { name: "Eliminar" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Eliminar el perfil" });
  await expect(dialog.getByText(copy)).toBeVisible();
  await accept(dialog, "adm1");
  await expect(page.getByText("El perfil se eliminó")).toBeVisible();
  await expect(rowOf(page, copy)).toHaveCount(0);
});

test("of two who modify at once the second is told, keeps what they ticked, and goes on from what there is", async ({
  browser,
}) => {
  const [first, second] = [await at(browser, "adm1"), await at(browser, "adm1b")];
  for (const page of [first, second]) {
    await page.goto("/administracion/perfiles?empresa=E1");
    await rowOf(page, name).getByRole("link", { name: "Modificar" }).click();
    await page.getByRole("checkbox", { name: "Saldos: Acceso App" }).waitFor();
  }
  await first.getByRole("checkbox", { name: "Saldos: Acceso App" }).check();
  await first.getByRole("button", { name: "Continuar" }).click();
  await accept(first, "adm1");
  await expect(first.getByText("El perfil quedó modificado")).toBeVisible();

  await second.getByRole("checkbox", { name: "Saldos: Acceso Front Responsive" }).check();
  await second.getByRole("button", { name: "Continuar" }).click();
  await expect(second.getByText(/fue modificado por otra persona/)).toBeVisible();
  await expect(second.getByRole("checkbox", { name: "Saldos: Acceso App" })).toBeChecked();
  await expect(second.getByRole("checkbox", { name: "Saldos: Acceso Front Responsive" })).toBeChecked();
  await expect(second.getByText("1 cambio", { exact: true })).toBeVisible();
  await second.getByRole("button", { name: "Continuar" }).click();
  await expect(second.getByRole("region", { name: "Este cambio" })).toContainText("Agrega (1)");
  await accept(second, "adm1b");
  await expect(second.getByText("El perfil quedó modificado")).toBeVisible();
  expect(await flagsNow()).toEqual(["APP", "PHONE", "WEB", "balance.read"]);
});

/** What a page may work for a press: a frame; drawing every row anew costs 20 ms. */
const atOnceMs = 16;

test("a press on a box of 100 services of 7 flags each is painted at once", async ({ page }) => {
  await page.goto("/estilo?pantalla=arbol");
  const tree = page.getByRole("treegrid");
  await tree.getByRole("checkbox").last().click();
  await expect(page.getByText("1 cambio", { exact: true })).toBeVisible();
  // What the page's thread works for a press, and not what else the machine is doing meanwhile.
  const figures = await page.context().newCDPSession(page);
  await figures.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () =>
    (await figures.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration")?.value ?? 0;
  const before = await worked();
  const { boxes, presses, painted } = await tree.evaluate(async (table) => {
    const all = [...table.querySelectorAll<HTMLInputElement>("input[data-leaf]")];
    const taken: number[] = [];
    for (const box of all.filter((_, index) => index % 33 === 5)) {
      const pressed = performance.now();
      box.click();
      await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      taken.push(performance.now() - pressed);
    }
    const painted = taken.toSorted((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0;
    return { boxes: all.length, presses: taken.length, painted };
  });
  const workedMs = (1000 * ((await worked()) - before)) / presses;
  console.info(
    `a press on one of ${boxes} boxes: ${workedMs.toFixed(1)} ms of work, painted after ${painted.toFixed(1)} ms`,
  );
  expect(boxes).toBe(700);
  expect(workedMs).toBeGreaterThan(0);
  expect(workedMs).toBeLessThan(atOnceMs);
});
