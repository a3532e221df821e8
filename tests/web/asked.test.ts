import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { criteriaSchema } from "@/lib/cards/schema";
import { typedSchema } from "@/lib/drafts/schema";
import { moveMasterSchema } from "@/lib/instructions/schema";
import { holdsCardNumber } from "@/lib/mask";
import { askedOf } from "@/lib/web/asked";
import { proxy } from "@/proxy";

// A card's whole number, wherever somebody types it: in no address, no draft, no description.

const number = "4507991234567899";

describe("what holds a card's whole number", () => {
  test.each([
    number,
    ` ${number} `,
    "4507 9912 3456 7899",
    "4507-9912-3456-7899",
    "4507.9912.3456.7899",
    "4507 - 9912 3456\u00a07899",
    `Tarjeta ${number}.`,
    `CC-${number}`,
    `n${number}x`,
    `2026 ${number} 2026`,
    `/empresas?buscar=${number}`,
    "４５０７９９１２３４５６７８９９",
    "378282246310005",
    "6304000000000000000",
  ])("%j does", (text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  test.each([
    "",
    "4507991234567893",
    "1000000033",
    "450799123456",
    "45079912345678994507991234567899",
    "OS-2026-000045 L-2026-000123",
    "CC 10000001, 10000002",
    "0012-3456-7890",
    "1763870400008",
    "2025-11-23T04:10:00.000Z",
    "23456789-1234-4123-8123-123456789012",
    "900.123.456-7",
  ])("%j does not", (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });
});

test("an address keeps what else it asks", () => {
  expect(`${askedOf(`https://x.example/a?buscar=${number}&pagina=2&tipo=x&tipo=y&${number}=1`)}`).toBe(
    "pagina=2&tipo=x&tipo=y",
  );
});

describe("the portal asked by an address", () => {
  const asked = (address: string, method = "GET") =>
    proxy(new NextRequest(`http://localhost:3000${address}`, { method }));

  test.each(["GET", "HEAD"])("%s with a number in it leads to the same without it, and says why", (method) => {
    const response = asked(`/empresas/E1/P1/reportes/cuenta-maestra?buscar=${number}&pagina=2`, method);
    expect([response.status, response.headers.get("location")]).toEqual([
      307,
      "http://localhost:3000/empresas/E1/P1/reportes/cuenta-maestra?pagina=2&aviso=numberUnasked",
    ]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect([...response.headers].join()).not.toContain(number);
  });

  test("the page to come back to after the login neither", () => {
    expect(asked(`/ingresar?volver=${encodeURIComponent(`/x?buscar=${number}`)}`).headers.get("location")).toBe(
      "http://localhost:3000/ingresar?aviso=numberUnasked",
    );
  });

  test.each([
    ["without a number", "/empresas/E1/P1/reportes?buscar=Nómina&pagina=2", "GET"],
    ["that a form posts to", `/empresas?buscar=${number}`, "POST"],
  ])("one %s stays", (_, address, method) => {
    const response = asked(address, method);
    expect([response.status, response.headers.get("location")]).toEqual([200, null]);
  });
});

test("a draft keeps the other fields", () => {
  expect(typedSchema.parse({ motivo: ["Falta una firma"], texto: ["otra", `Tarjeta ${number}`] })).toEqual({
    motivo: ["Falta una firma"],
  });
});

test("a recharge is not described by one", () => {
  const asked = { llave: crypto.randomUUID(), monto: "10,00" };
  expect(moveMasterSchema.safeParse({ ...asked, descripcion: `De ${number}` }).success).toBe(false);
  expect(moveMasterSchema.safeParse({ ...asked, descripcion: "Nómina 4507" }).success).toBe(true);
});

test.each([number, `CC-${number}`, `CC ${number}`])("the field of the document takes no %s", (documento) => {
  const none = { orden: "", lote: "", numeroTarjeta: "" };
  expect(criteriaSchema.safeParse({ ...none, documento }).success).toBe(false);
});
