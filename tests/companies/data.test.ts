import { beforeAll, describe, expect, test } from "vitest";
import { readCompany, runCompany } from "@/lib/command";
import { companyEdit, editCompany } from "@/lib/companies/commands";
import { findCompanyData, houseOfCompany, listCompanyChanges } from "@/lib/companies/data";
import { companyPicture, noCompanyData } from "@/lib/companies/rules";
import { companyDataSchema } from "@/lib/companies/schema";
import type { Caller } from "@/lib/context";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// What a company says of itself: typed, kept as versions of the whole, and told as changes.

const typedWith = (more: Record<string, string>) => companyDataSchema.safeParse({ version: "0", ...more });
const faultsOf = (more: Record<string, string>) => {
  const result = typedWith(more);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
};

describe("what is typed", () => {
  test("spaces are one, empty places are left out, and a later place closes up", () => {
    expect(
      typedWith({
        direccion: "  Calle  1 ",
        ciudad: " ",
        telefono1: "",
        telefono3: "+57 601 555 0100 ext. 12",
        telefono3_nombre: "Oficina",
        contacto6: "Ana  Paz",
      }).data,
    ).toEqual({
      version: 0,
      address: "Calle 1",
      city: "",
      mail: "",
      website: "",
      phones: [{ label: "Oficina", number: "+57 601 555 0100 ext. 12" }],
      contacts: [{ name: "Ana Paz", role: "", mail: "", phone: "" }],
    });
  });

  test.each([
    ["a mail that is none", { correo: "nada" }, ["correo mail"]],
    ["a place on the web with spaces", { sitio: "mi sitio.co" }, ["sitio Invalid string"]],
    ["a script for a place on the web", { sitio: "javascript:alert(1)" }, ["sitio Invalid string"]],
    ["letters in a telephone", { telefono2: "cinco" }, ["telefono2 phone string"]],
    ["a named telephone without its number", { telefono1_nombre: "Oficina" }, ["telefono1 required"]],
    ["a contact without a name", { contacto2_correo: "a@b.co" }, ["contacto2 required"]],
    ["a name of one letter", { contacto1: "A" }, ["contacto1 tooShort"]],
    ["a long address", { direccion: "x".repeat(121) }, ["direccion tooLong"]],
    ["a sign that is not seen", { ciudad: "Bogotá\u200b" }, ["ciudad Invalid input"]],
    ["a sixth telephone", { telefono6: "601 555 0100" }, [" Unrecognized"]],
    ["a version that is no number", { version: "uno" }, ["version Invalid"]],
  ])("%s is told at its field", (_, typed, faults) => {
    const told = faultsOf(typed);
    expect(told).toHaveLength(faults.length);
    for (const [index, fault] of faults.entries())
      expect(told[index]?.replace("undefined", "")).toContain(fault.split(" ").slice(0, 2).join(" "));
  });

  test("nothing at all may be said", () => expect(typedWith({}).data).toMatchObject(noCompanyData));
});

describe("what is kept", () => {
  let adm1: Caller;
  let adm2: Caller;

  beforeAll(async () => {
    await demonstration();
    adm1 = { ...(await signedIn("adm1")), product: null };
    adm2 = { ...(await signedIn("adm2", "E2")), product: null };
  });

  const edits = (typed: Record<string, string>, caller = adm1) =>
    runCompany(caller, "company.edit", (ctx) => editCompany(houseOfCompany(ctx), companyDataSchema.parse(typed)));
  const now = (caller = adm1) => readCompany(caller, "company.read", (ctx) => findCompanyData(houseOfCompany(ctx)));
  const changes = (caller = adm1) =>
    readCompany(caller, "company.read", (ctx) => listCompanyChanges(houseOfCompany(ctx), { page: 1, size: 10 }));

  test("a change is a version after the one that was seen; the earlier stays, and the history tells both", async () => {
    const before = await now();
    if (!before) throw new Error("the demonstration says something of its companies");
    const version = String(before.version);
    expect(await outcomeOf(edits({ version: "999", direccion: "Otra" }))).toBe("company.changed");
    await edits({
      version,
      direccion: "Calle 100 # 1-1",
      ciudad: before.city,
      correo: before.mail,
      telefono1: "601 555 0199",
      contacto1: "Ana Paz",
      contacto1_cargo: "Tesorera",
    });
    expect(await now()).toMatchObject({ version: before.version + 1, address: "Calle 100 # 1-1", website: "" });
    const [latest, first] = await changes();
    expect(latest).toMatchObject({ who: "Adriana Castro Mejía", version: before.version + 1 });
    expect(latest?.lines).toEqual([
      { key: "address", before: before.address, after: "Calle 100 # 1-1" },
      { key: "website", before: before.website, after: "" },
      { key: "phones", before: companyPicture(before).phones, after: "601 555 0199" },
      { key: "contacts", before: companyPicture(before).contacts, after: "Ana Paz · Tesorera" },
    ]);
    expect(first?.version).toBe(before.version);
    const [event] = await asOwner<{ actor: string; data: { before: object; after: object }; service: string }>(
      "SELECT actor, data, service FROM audit_event WHERE event = 'company.modified' ORDER BY id DESC LIMIT 1",
    );
    expect(event?.actor).toBe("adm1");
    expect(event?.service).toBe("configuracion.empresas");
    expect(event?.data).toEqual({
      before: companyPicture(before),
      after: {
        ...companyPicture(before),
        address: "Calle 100 # 1-1",
        website: "",
        phones: "601 555 0199",
        contacts: "Ana Paz · Tesorera",
      },
    });
  });

  test("what is already so is no change, and nothing is written", async () => {
    const said = await now();
    const same = {
      version: String(said?.version),
      direccion: said?.address ?? "",
      ciudad: said?.city ?? "",
      correo: said?.mail ?? "",
      telefono1: "601 555 0199",
      contacto1: "Ana Paz",
      contacto1_cargo: "Tesorera",
    };
    expect(await outcomeOf(edits(same))).toBe("company.same");
    expect((await now())?.version).toBe(said?.version);
  });

  test("two at once: one does, the other reads that it was modified", async () => {
    const version = String((await now())?.version);
    const outcomes = await Promise.all(
      ["Cali", "Pasto", "Neiva"].map((ciudad) => outcomeOf(edits({ version, ciudad }))),
    );
    expect(outcomes.sort()).toEqual(["company.changed", "company.changed", "ok"]);
  });

  test("each company says its own, and a reader changes nothing", async () => {
    expect(await now(adm2)).toBeNull();
    expect(await outcomeOf(edits({ version: "0", ciudad: " " }, adm2))).toBe("company.same");
    await edits({ version: "0", ciudad: "Palmira" }, adm2);
    expect(await changes(adm2)).toMatchObject([
      { version: 1, who: "Daniela Ávila Cuesta", lines: [{ key: "city", before: "", after: "Palmira" }] },
    ]);
    expect((await now())?.city).not.toBe("Palmira");
    const auditor = { ...(await signedIn("auditor1")), product: null };
    expect((await now(auditor))?.version).toBeGreaterThan(1);
    expect(await outcomeOf(edits({ version: "1", ciudad: "Palmira" }, auditor))).toBe("access.notAllowed");
    const cm1 = { ...(await signedIn("cm1")), product: null };
    expect(await outcomeOf(now(cm1))).toBe("access.notAllowed");
  });

  test("what is reviewed is what is confirmed and kept in the trail", async () => {
    const input = companyDataSchema.parse({ version: String((await now())?.version), ciudad: "Leticia" });
    const reviewed = await readCompany(adm1, "company.edit", (ctx) => companyEdit(houseOfCompany(ctx), input));
    await runCompany(adm1, "company.edit", (ctx) => editCompany(houseOfCompany(ctx), input));
    const [event] = await asOwner<{ data: object }>(
      "SELECT data FROM audit_event WHERE event = 'company.modified' ORDER BY id DESC LIMIT 1",
    );
    expect(event?.data).toEqual(reviewed.shown);
  });

  test("a version is for ever, of any of its three tables", async () => {
    for (const table of ["company_version", "company_phone", "company_contact"]) {
      await expect(asOwner(`DELETE FROM ${table}`)).rejects.toThrow();
      await expect(asOwner(`UPDATE ${table} SET version = version + 1`)).rejects.toThrow();
    }
  });
});
