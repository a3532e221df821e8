import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import { refusals } from "@/lib/messages/es/refusals";
import { expect, test } from "@/tests/e2e/fixture";
import { builtActions, builtPlaces } from "@/tests/support/doors";
import { clave, forgetSession, mailTo, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";

// Coming in: the first time, by a mailed clave, after too many tries, and on a device that knows its person.
test.use({ expectedComplaints: [/40[19] \(|429 \(/] });

const invitation = "cambiar-al-entrar-1";
const fresh = "tres tristes tigres tragan";
const origin = () => process.env.PORTAL_URL ?? "";

async function tryIn(page: Page, usuario: string, typed: string): Promise<void> {
  await page.goto("/ingresar");
  await page.getByLabel("Usuario").fill(usuario);
  await page.getByLabel("Clave", { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Ingresar" }).click();
}
const refused = (page: Page) =>
  expect(page.getByRole("main").getByRole("alert")).toContainText(refusals.access.credentials);
const at = (page: Page, pathname: string) => page.waitForURL((url) => url.pathname === pathname);
const browserOf = async (context: BrowserContext) => {
  const other = await context.browser()?.newContext({ baseURL: origin(), locale: "es-CO" });
  if (!other) throw new Error("There is no browser");
  return other;
};

async function typeNew(page: Page, current: string, typed: string, again = typed): Promise<void> {
  await page.getByLabel("Clave actual").fill(current);
  await page.getByLabel("Clave nueva", { exact: true }).fill(typed);
  await page.getByLabel("Repita la clave nueva").fill(again);
  await page.getByRole("button", { name: "Aceptar" }).click();
}

/** What a person had before the journey stands again after it: other journeys come in by the common clave. */
async function keepingClave(usuario: string, work: () => Promise<void>): Promise<void> {
  const [was] = await asOwner<{ password_hash: string }>("SELECT password_hash FROM app_user WHERE username = $1", [
    usuario,
  ]);
  try {
    await work();
  } finally {
    await asOwner("UPDATE app_user SET password_hash = $2 WHERE username = $1", [usuario, was?.password_hash]);
    await asOwner("DELETE FROM password_history WHERE user_id = (SELECT id FROM app_user WHERE username = $1)", [
      usuario,
    ]);
    await asOwner("DELETE FROM attempt");
  }
}

/** Every door there is, asked by a session on its way in. */
async function nothingAnswers(request: APIRequestContext, stagePage: string): Promise<void> {
  const filled = (address: string) =>
    address
      .replace("[company]", "E1")
      .replace("[product]", "P1")
      .replace(/\[\w+\]/, "00000000-0000-4000-8000-000000000000");
  for (const place of builtPlaces()) {
    if (place.asks === "public" || place.address === stagePage) continue;
    for (const method of place.methods) {
      const options = { method, headers: { Origin: origin() }, maxRedirects: 0 };
      const answer = await request.fetch(filled(place.address), options);
      expect(answer.status(), `${method} ${place.address}`).toBe(place.kind === "page" ? 307 : 401);
      if (place.kind === "page") expect(answer.headers().location, place.address).toMatch(new RegExp(`^${stagePage}`));
    }
  }
  for (const action of builtActions().filter(({ asks, name }) => asks !== "public" && name !== "acceptTermsAction")) {
    const multipart = new FormData();
    for (const [name, value] of Object.entries({ empresa: "E1", producto: "P1" }))
      multipart.append(`_1_${name}`, value);
    multipart.append("0", '[null,"$K1"]');
    const headers = { "Next-Action": action.id, Accept: "text/x-component", Origin: origin() };
    const answer = await request.post("/ingresar", { headers, multipart, maxRedirects: 0 });
    expect(answer.status(), action.name).toBeLessThan(500);
    expect(await answer.text(), action.name).not.toContain('"ok":true');
  }
}

test("nuevo1 comes in for the first time: terms, a clave of their own, the page they wanted; nothing else answers before", async ({
  page,
}) => {
  await page.goto("/empresas");
  await tryIn(page, "nuevo1", invitation);
  await at(page, "/ingresar/terminos");
  await expect(page.getByRole("heading", { level: 1, name: "Términos y condiciones" })).toBeVisible();
  await findsNothing(page, "terms");
  await nothingAnswers(page.request, "/ingresar/terminos");
  for (const path of ["/", "/empresas", "/ingresar", "/ingresar/clave", "/configuracion/usuario"]) {
    await page.goto(path);
    await at(page, "/ingresar/terminos");
  }
  const pdf = await page.request.get("/api/terminos");
  expect([pdf.status(), pdf.headers()["content-type"], (await pdf.body()).subarray(0, 5).toString()]).toEqual([
    200,
    "application/pdf",
    "%PDF-",
  ]);
  await page.getByRole("button", { name: "Aceptar" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(refusals.entry.termsNotAccepted);
  await findsNothing(page, "terms not accepted");
  await page.getByLabel("Acepto los términos y condiciones").check();
  const before = await page.context().cookies();
  await page.getByRole("button", { name: "Aceptar" }).click();
  await at(page, "/ingresar/clave");
  const session = (cookies: { name: string; value: string }[]) =>
    cookies.find(({ name }) => name === "__Host-contrafirma")?.value;
  expect(session(await page.context().cookies())).not.toBe(session(before));
  await findsNothing(page, "change of clave");

  await page.getByLabel("Clave nueva", { exact: true }).fill("uribe corta");
  const rules = page.getByRole("list");
  await expect(rules.getByRole("listitem").filter({ hasText: "(no se cumple)" })).toHaveText(/Sin su usuario/);
  await findsNothing(page, "change of clave with a rule broken");
  for (const [typed, sentence] of [
    ["passwordpassword", refusals.password.common],
    ["natalia va al monte", refusals.password.names],
    [invitation, "o la temporal. Elija otra."],
  ] as const) {
    await typeNew(page, invitation, typed);
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await typeNew(page, "no-es-la-temporal", fresh);
  await expect(page.getByText(refusals.confirm.wrongPassword)).toBeVisible();
  await typeNew(page, invitation, fresh);
  // The page that they last asked for on their way in.
  await at(page, "/configuracion/usuario");
  await expect(page.getByRole("heading", { level: 1, name: "Usuario" })).toBeVisible();
  // What was accepted is theirs to keep, word for word.
  await expect(page.getByText("Versión 1, aceptada el")).toBeVisible();
  const [kept] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Descargar como PDF" }).click(),
  ]);
  expect(kept.suggestedFilename()).toMatch(/\.pdf$/);
  await forgetSession(page);
  await tryIn(page, "nuevo1", invitation);
  await refused(page);
  await tryIn(page, "nuevo1", fresh);
  await at(page, "/");
});

test("an entry that nobody goes on with says so a minute before its end; staying keeps it, and then it is over", async ({
  page,
}) => {
  await asOwner("UPDATE tenant SET token_at_login = true WHERE code = 'E2'");
  try {
    await page.clock.install();
    await tryIn(page, "adm2", clave);
    await at(page, "/ingresar/token");
    await page.waitForFunction(() => localStorage.getItem("contrafirma-used") !== null);
    await page.clock.fastForward("09:05");
    const warning = page.getByRole("alertdialog");
    await expect(warning).toBeVisible();
    await findsNothing(page, "an entry about to end");
    await warning.getByRole("button", { name: "Seguir aquí" }).click();
    await expect(warning).toBeHidden();
    await page.clock.fastForward("09:05");
    await expect(warning).toBeVisible();
    await asOwner(
      "UPDATE session SET last_used_at = now() - interval '11 minutes' WHERE ended_at IS NULL AND stage = 'TOKEN'",
    );
    await page.clock.fastForward("01:00");
    await at(page, "/ingresar");
  } finally {
    await asOwner("UPDATE tenant SET token_at_login = false WHERE code = 'E2'");
  }
});

test("while mails wait that could not be sent, whoever asks for a way back in is told so", async ({ page }) => {
  await page.goto("/ingresar/recuperar?enviado=1");
  await expect(page.getByText("con demora")).toHaveCount(0);
  await asOwner(
    "SELECT graphile_worker.add_job('mail-person', '{}', job_key => 'late', run_at => now() + interval '1 hour', max_attempts => 5)",
  );
  await asOwner("UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = 'x' WHERE key = 'late'");
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "con demora" })).toBeVisible();
  await findsNothing(page, "a way back in while mail is late");
  await asOwner("SELECT graphile_worker.remove_job('late')");
});

test("a forgotten clave: the same answer for anybody, a mail to the person, one use, and their other sessions end", async ({
  page,
  context,
  request,
}) => {
  await keepingClave("firma3", async () => {
    await signIn(page, "firma3");
    const other = await browserOf(context);
    const lost = await other.newPage();
    await lost.goto("/ingresar");
    await lost.getByRole("link", { name: "¿Olvidaste tu contraseña?" }).click();
    await findsNothing(lost, "recovery");
    await lost.getByRole("button", { name: "Continuar" }).click();
    await expect(lost.getByText("Complete este campo.")).toHaveCount(3);
    const answer: string[] = [];
    for (const correo of ["otra@demo.example", "firma3@demo.example"]) {
      await lost.goto("/ingresar/recuperar");
      await lost.getByLabel("Usuario").fill("firma3");
      await lost.getByLabel("NIT de la empresa").fill("900.512.347-2");
      await lost.getByLabel("Correo electrónico").fill(correo);
      await lost.getByRole("button", { name: "Continuar" }).click();
      await expect(lost.getByRole("heading", { name: "Revise su correo" })).toBeVisible();
      answer.push((await lost.getByRole("main").textContent()) ?? "");
    }
    expect(answer[0]).toBe(answer[1]);
    await findsNothing(lost, "recovery asked");
    const mail = await mailTo(request, "firma3", "Su clave temporal");
    const lent = /^[a-z]+(?:-[a-z]+){3}-\d{6}$/m.exec(mail.text)?.[0] ?? "";
    await lost.getByRole("link", { name: "Continuar" }).click();
    await tryIn(lost, "firma3", lent);
    await at(lost, "/ingresar/clave");
    const third = await (await browserOf(context)).newPage();
    await tryIn(third, "firma3", lent);
    await refused(third);
    await page.goto("/empresas");
    await expect(page).toHaveURL(/\/empresas$/);
    await typeNew(lost, lent, clave);
    await expect(lost.getByText("o la temporal. Elija otra.")).toBeVisible();
    await typeNew(lost, lent, fresh);
    await at(lost, "/");
    await page.goto("/empresas");
    await expect(page).toHaveURL(/\/ingresar/);
    await mailTo(request, "firma3", "Su clave se cambió");
    await tryIn(third, "firma3", clave);
    await refused(third);
    await other.close();
  });
});

test("five wrong claves and the right one waits; a device that knows its person does not, and time opens again", async ({
  page,
  context,
}) => {
  await keepingClave("cm2", async () => {
    await signIn(page, "cm2");
    const strange = await (await browserOf(context)).newPage();
    for (let index = 0; index < 5; index += 1) {
      await tryIn(strange, "cm2", "no-es-la-clave-12");
      await refused(strange);
    }
    await tryIn(strange, "CM2", clave);
    await refused(strange);
    await page.request.post("/api/salir", { headers: { Origin: origin() } });
    await tryIn(page, "cm2", clave);
    await at(page, "/");
    await asOwner("UPDATE attempt SET locked_until = locked_until - interval '61 seconds'");
    await tryIn(strange, "cm2", clave);
    await at(strange, "/");
  });
});

test("a device shows the image and phrase of who came in last, and nothing of anybody else", async ({
  page,
  context,
}) => {
  const mark = page.getByRole("region", { name: "Su imagen y su frase" });
  await page.goto("/ingresar");
  await expect(mark).toHaveCount(0);
  await findsNothing(page, "login");
  await signIn(page, "auditor1");
  await page.request.post("/api/salir", { headers: { Origin: origin() } });
  await page.goto("/ingresar");
  const [own] = await asOwner<{ phrase: string }>(
    "SELECT phrase FROM personal_mark p JOIN app_user u ON u.id = p.user_id WHERE u.username = 'auditor1'",
  );
  await expect(mark).toContainText(own?.phrase ?? "");
  await expect(mark.getByRole("img")).toBeVisible();
  await expect(page.getByLabel("Usuario")).toHaveValue("auditor1");
  await findsNothing(page, "login with image");
  await page.getByLabel("Usuario").fill("maker1");
  await expect(mark).toHaveCount(0);
  const strange = await (await browserOf(context)).newPage();
  await strange.goto("/ingresar");
  await strange.getByLabel("Usuario").fill("auditor1");
  await expect(strange.getByRole("region", { name: "Su imagen y su frase" })).toHaveCount(0);
});

test("what no usuario or clave can be is refused with a sentence", async ({ page }) => {
  for (const [usuario, typed] of [
    ["mаker1", clave], // a Cyrillic letter
    ["' OR 1=1 --", clave],
    ["maker1", "x".repeat(128)],
  ] as const) {
    await tryIn(page, usuario, typed);
    await refused(page);
  }
  await tryIn(page, "maker1", "x".repeat(129));
  await expect(page.getByText("Es demasiado largo.")).toBeVisible();
  await asOwner("DELETE FROM attempt");
});
