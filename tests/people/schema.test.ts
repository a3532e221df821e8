import { expect, test } from "vitest";
import { activitySearch } from "@/lib/activity/schema";
import { invitePersonSchema } from "@/lib/people/schema";
import { createAffiliateSchema, nameSchema } from "@/lib/registers/schema";

// What the database cannot hold is refused where it is typed, and no fault of the house.

const person = {
  usuario: "otra1",
  nombre: "Otra Persona",
  documento: "CC 30000001",
  correo: "otra1@demo.example",
  perfil: "1",
  alcance: "algunos",
  techo: "nada",
};
const affiliate = { tipo: "CC", numero: "10000001", nombre: "Un Tercero" };
const name = { clase: "PRODUCT", codigo: "P1", antes: "", nombre: "Nómina" };

test.each([
  [invitePersonSchema, { ...person, productos: "P1" }, { productos: "P\0" }],
  [createAffiliateSchema, affiliate, { numero: "1\0" }],
  [nameSchema, name, { codigo: "P\0" }],
  [nameSchema, name, { antes: "a\0" }],
])("a sign that is no text %#", (schema, whole, broken) => {
  expect(schema.safeParse(whole).success).toBe(true);
  expect(schema.safeParse({ ...whole, ...broken }).success).toBe(false);
});

test("a usuario that is looked for in the activity is cut between signs", () => {
  expect(activitySearch({ persona: `${"a".repeat(59)}😀` }).person?.isWellFormed()).toBe(true);
});
