import { describe, expect, test } from "vitest";
import { ownPath } from "@/lib/web/own-path";

describe("a page to go back to after the login", () => {
  test.each(["/empresas", "/empresas/E1/P1/lotes/carga?pagina=2&ver=10", "/empresas/E1/P1/lotes/L-2026-000123", "/"])(
    "%s is one of ours",
    (path) => {
      expect(ownPath(path)).toBe(path);
    },
  );

  test.each([
    ["another host", "https://ladron.example/"],
    ["another host without its scheme", "//ladron.example/"],
    ["a backslash that browsers read as a slash", "/\\ladron.example/"],
    ["a backslash later on", "/empresas\\..\\ladron"],
    ["a tab that browsers drop", "/\t/ladron.example/"],
    ["a line end that browsers drop", "/\n/ladron.example/"],
    ["a script", "javascript:alert(1)"],
    ["a relative path", "empresas"],
    ["nothing", ""],
    ["more than an address needs", `/${"a".repeat(500)}`],
  ])("%s is not", (_, path) => {
    expect(ownPath(path)).toBeNull();
  });

  test("none given is none", () => {
    expect(ownPath(undefined)).toBeNull();
  });
});
