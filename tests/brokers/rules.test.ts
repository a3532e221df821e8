import { describe, expect, test } from "vitest";
import { beyond, downloadable, type Holding, holdingOf, sections } from "@/lib/brokers/rules";
import { brokerPermissions } from "@/lib/catalog";

const executive = (held: string[], downloads: string[] = []): Holding =>
  holdingOf({
    role: "EJECUTIVO",
    sections: sections.filter((one) => held.includes(one)),
    downloads: downloadable.filter((one) => downloads.includes(one)),
  });
const managerial = holdingOf({ role: "GERENCIAL", sections: [], downloads: [] });
const superUser = executive(["clientes", "polizas", "admin-usuarios"], ["clientes"]);

describe("what somebody holds", () => {
  test("a Gerencial has everything, whatever was chosen", () => {
    expect(managerial).toEqual({ role: "GERENCIAL", sections, downloads: downloadable });
  });
  test("downloads of a section that is not held are none, and the order is the catalogue's", () => {
    const { sections: held, downloads } = executive(["salud", "clientes"], ["polizas", "clientes"]);
    expect([held, downloads]).toEqual([["clientes", "salud"], ["clientes"]]);
  });
  test("administering comes of one section alone", () => {
    expect(brokerPermissions(executive(["clientes", "salud"]).sections).has("brokeruser.read")).toBe(false);
    expect(brokerPermissions(superUser.sections).has("brokeruser.leave")).toBe(true);
    expect(brokerPermissions([]).has("brokersettings.modify")).toBe(true);
  });
});

describe("what is beyond a giver", () => {
  test.each<[string, Holding, Holding, Holding | null, ReturnType<typeof beyond>]>([
    ["their own sections", superUser, executive(["clientes"], ["clientes"]), null, null],
    ["nothing at all", superUser, executive([]), null, null],
    ["a section they lack", superUser, executive(["salud"]), null, { kind: "sections", sections: ["salud"] }],
    [
      "a download they lack",
      superUser,
      executive(["polizas"], ["polizas"]),
      null,
      { kind: "sections", sections: ["polizas"] },
    ],
    ["what was held before", superUser, executive(["salud", "clientes"]), executive(["salud"]), null],
    [
      "more than before",
      superUser,
      executive(["salud", "comisiones"]),
      executive(["salud"]),
      { kind: "sections", sections: ["comisiones"] },
    ],
    ["making a Gerencial", superUser, managerial, null, { kind: "rank" }],
    ["making a super-user", superUser, executive(["admin-usuarios"]), null, { kind: "rank" }],
    ["a Gerencial made less", superUser, executive(["clientes"]), managerial, { kind: "rank" }],
    ["a super-user made less", superUser, executive(["clientes"]), superUser, { kind: "rank" }],
    ["anything, of a Gerencial", managerial, managerial, executive([]), null],
    ["a super-user, of a Gerencial", managerial, executive([...sections], [...downloadable]), managerial, null],
  ])("%s", (_, giver, after, before, expected) => {
    expect(beyond(giver, after, before)).toEqual(expected);
  });
});
