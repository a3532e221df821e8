import { readFileSync } from "node:fs";
import { expect, test } from "@/tests/e2e/fixture";
import { signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";

test("a super-user exports the team, edits it, reads what each row would do, accepts once, and undoes it", async ({
  page,
}) => {
  await signIn(page, "sup1b");
  await page.goto("/corredores/usuarios?empresa=B1&buscar=miyashiro+valeria");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV" }).click(),
  ]);
  const exported = readFileSync(await download.path(), "utf8");
  const [header = "", ...people] = exported.split("\r\n\r\n")[1]?.trim().split("\r\n") ?? [];
  const row = people.find((line) => line.startsWith("vmiyashiro;")) ?? "";
  const cells = row.split(";");
  cells[header.split(";").indexOf("Cargo")] = "Directora de cuentas";
  const wrong = row.replace("vmiyashiro", "sup1b");
  const created = header.split(";").map((name) => fresh[name] ?? "");
  const buffer = Buffer.from([header, cells.join(";"), wrong, created.join(";")].join("\r\n"));

  await page.getByRole("link", { name: "Cambiar por archivo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cambio masivo por archivo" })).toBeVisible();
  await findsNothing(page, "where a file of the team is sent");
  await page.getByRole("button", { name: "Cargar y revisar" }).click();
  await expect(page.getByRole("main")).toContainText("Elija el archivo que editó");
  await page.getByLabel("Archivo de Excel o CSV").setInputFiles({ name: "equipo.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Cargar y revisar" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "equipo.csv" })).toBeVisible();
  const rows = page.getByRole("table", { name: "Filas del archivo" });
  await expect(rows.getByRole("row", { name: /Valeria Miyashiro/ })).toContainText("Directora de cuentas");
  await expect(rows.getByRole("row", { name: /Guillermo Arana/ })).toContainText(
    "El documento de una persona no se cambia",
  );
  await findsNothing(page, "what a file would do");
  await page.getByRole("link", { name: "Rechazadas" }).click();
  await expect(rows.getByRole("row", { name: /Valeria Miyashiro/ })).toBeHidden();
  await page.getByRole("button", { name: "Aplicar 2 cambios" }).click();
  await expect(page.getByRole("dialog")).toContainText("Una fila rechazada no se aplica");
  await page.getByRole("dialog").getByRole("button", { name: "Aceptar" }).click();
  await expect(page.getByRole("main")).toContainText("El archivo quedó aplicado");
  await findsNothing(page, "a file that is applied");

  await page.getByRole("button", { name: "Deshacer" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("1 persona vuelve a como estaba antes del archivo");
  await expect(page.getByRole("alertdialog")).toContainText("se retira 1 que nunca ingresó");
  await page.getByRole("alertdialog").getByRole("button", { name: "Aceptar" }).click();
  await expect(page.getByRole("main")).toContainText("El archivo quedó deshecho");
});

const fresh: Record<string, string> = {
  Nombre: "Inés",
  Apellido: "León Quispe",
  "Fecha de nacimiento": "20/05/1990",
  "RUC / DNI": "DNI 71000001",
  "Correo electrónico": "ines.leon@demo.example",
  Cargo: "Analista",
  Rol: "Ejecutivo",
  Clientes: "Sí + descarga",
};
