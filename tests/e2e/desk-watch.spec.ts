import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, mailTo, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { tokenOf } from "@/tests/support/token";

// What the operator's desk watches: messages that come and are answered, health that renews itself, the platform's trail, parameters.
test.use({ expectedComplaints: [/401 \(/] });

const list = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const subject = `Cupo de tarjetas ${Date.now()}`;

test("somebody of a company writes, the desk answers, the writer reads it and is mailed", async ({ page, request }) => {
  await signIn(page, "consulta1");
  await page.getByRole("button", { name: /Cuenta de/ }).click();
  await page.getByRole("link", { name: "Mensajes al operador" }).click();
  const write = page.getByRole("form", { name: "Mensaje nuevo" });
  await write.getByRole("button", { name: "Enviar" }).click();
  await expect(write.getByText("Complete este campo.")).toHaveCount(2);
  await write.getByLabel("Asunto").fill(subject);
  await write.getByLabel("Mensaje").fill("¿Cuántas se pueden emitir en diciembre?");
  await write.getByRole("button", { name: "Enviar" }).click();
  await expect(page.getByRole("main")).toContainText("Su mensaje salió hacia el operador");
  await expect(write.getByLabel("Asunto")).toHaveValue("");
  const own = page.getByRole("article", { name: subject });
  await expect(own).toContainText("Sin respuesta");
  await findsNothing(page, "own messages");

  await changePerson(page, "oper1");
  await page.goto("/operador");
  await findsNothing(page, "desk");
  await page.getByRole("link", { name: "Mensajes", exact: true }).click();
  await findsNothing(page, "messages at the desk");
  await page.getByRole("link", { name: subject }).click();
  await expect(page.getByRole("main")).toContainText("Claudia Rojas Niño");
  await findsNothing(page, "message at the desk");
  await page.getByRole("textbox", { name: "Respuesta" }).fill("Hasta mil al mes.");
  await page.getByRole("button", { name: "Responder" }).click();
  await expect(page.getByRole("main")).toContainText("La respuesta quedó guardada");

  await changePerson(page, "consulta1");
  await page.getByRole("button", { name: /Avisos/ }).click();
  await page.getByRole("link", { name: new RegExp(`El operador respondió su mensaje «${subject}»`) }).click();
  await expect(own).toContainText("Hasta mil al mes.");
  const mail = await mailTo(request, "consulta1", "respondió");
  expect(mail.text).toContain(subject);
  expect(mail.text).not.toContain("Hasta mil");
});

test("health renews itself without keeping the session alive, and says when it ended", async ({ page }) => {
  await page.clock.install();
  await signIn(page, "oper2");
  await page.goto("/operador/salud");
  await expect(list(page, "Trabajadores")).toContainText("Bien");
  await findsNothing(page, "health");
  const used = () =>
    asOwner(
      "SELECT max(last_used_at) AS at FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.username = 'oper2' AND ended_at IS NULL",
    );
  await asOwner(
    "UPDATE session SET last_used_at = last_used_at - interval '1 minute' WHERE user_id = (SELECT id FROM app_user WHERE username = 'oper2')",
  );
  const before = await used();
  await asOwner(
    "SELECT graphile_worker.add_job('print-order', '{}', job_key => 'watched', run_at => now() + interval '1 hour')",
  );
  await page.clock.fastForward("00:11");
  await expect(list(page, "Colas").getByRole("row", { name: /PDF de órdenes/ })).toBeVisible();
  await asOwner("SELECT graphile_worker.remove_job('watched')");
  await page.clock.fastForward("00:11");
  await expect(list(page, "Colas").getByRole("row", { name: /PDF de órdenes/ })).toHaveCount(0);
  expect(await used()).toEqual(before);
  await asOwner(
    "UPDATE session SET ended_at = now() WHERE user_id = (SELECT id FROM app_user WHERE username = 'oper2')",
  );
  await page.clock.fastForward("00:11");
  await expect(page.getByRole("dialog", { name: "Su sesión terminó" })).toBeVisible();
});

test("parameters change by token, as they were shown, and the trail of the platform says what they were", async ({
  page,
}) => {
  await asOwner("DELETE FROM totp_step WHERE user_id = (SELECT id FROM app_user WHERE username = 'oper1')");
  await signIn(page, "oper1");
  await page.goto("/operador/parametros");
  await findsNothing(page, "parameters");
  const hours = page.getByLabel("Horas que vive una invitación");
  await hours.fill("12");
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByText("Este valor no es válido")).toBeVisible();
  await hours.fill("96");
  await page.getByLabel("Correo de soporte").fill("soporte@demo.example");
  await page.getByRole("button", { name: "Continuar" }).click();
  const dialog = page.getByRole("dialog", { name: "Esto es lo que cambia" });
  await expect(dialog.getByRole("row", { name: /Horas que vive una invitación 72 96/ })).toBeVisible();
  await findsNothing(page, "parameters confirmed");
  await dialog.getByLabel("Token", { exact: true }).fill(tokenOf("oper1"));
  await dialog.getByRole("button", { name: "Aceptar y Confirmar" }).click();
  await expect(page.getByRole("main")).toContainText("Los parámetros cambiaron");
  await expect(hours).toHaveValue("96");
  await changePerson(page, "consulta1");
  await page.goto("/ayuda/mensajes");
  await expect(page.getByRole("link", { name: "Correo: soporte@demo.example" })).toBeVisible();
  await changePerson(page, "oper1");
  await page.goto("/operador/bitacora?buscar=invitationHours");
  const row = page.getByRole("row").filter({ hasText: "Parámetro cambiado" }).first();
  await expect(row).toContainText("oper1");
  await row.getByText("Parámetro cambiado").click();
  await expect(row).toContainText('{"after": "96", "before": "72"}');
  await findsNothing(page, "trail");
});
