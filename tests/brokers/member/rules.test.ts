import { describe, expect, test } from "vitest";
import {
  canBeBorn,
  type MemberAct,
  type MemberStands,
  memberActs,
  memberObstacle,
  teamDocumentOf,
  untouchable,
} from "@/lib/brokers/member-rules";
import type { Holding } from "@/lib/brokers/rules";
import { departureNumber, departureReference, effectsOf, whoMayGive } from "@/lib/brokers/shown";

const stands = (more: Partial<MemberStands>): MemberStands => ({
  standing: "ACTIVE",
  several: false,
  departure: null,
  ...more,
});
const executive: Holding = { role: "EJECUTIVO", sections: ["clientes", "polizas"], downloads: ["clientes"] };
const superUser: Holding = { ...executive, sections: ["clientes", "polizas", "admin-usuarios"] };
const managerial: Holding = { role: "GERENCIAL", sections: [], downloads: [] };

describe("what is possible with somebody as they stand", () => {
  test.each<[string, Partial<MemberStands>, Partial<Record<MemberAct, string>>]>([
    ["in", {}, { enable: "member.alreadyIn", invite: "member.cameIn" }],
    ["asked to come in", { standing: "INVITED" }, { enable: "member.alreadyIn", reset: "member.notInYet" }],
    ["out", { standing: "INACTIVE" }, { disable: "member.alreadyOut", invite: "member.out", reset: "member.out" }],
    [
      "gone, with a receipt",
      { standing: "INACTIVE", departure: 7 },
      { disable: "member.alreadyOut", invite: "member.out", reset: "member.out", leave: "member.left" },
    ],
    [
      "of several places",
      { several: true },
      { enable: "member.alreadyIn", invite: "member.cameIn", reset: "member.several" },
    ],
    [
      "asked to come in, and of several places",
      { standing: "INVITED", several: true },
      { enable: "member.alreadyIn", reset: "member.notInYet" },
    ],
  ])("%s", (_, more, expected) => {
    const found = memberActs.flatMap((act) => {
      const why = memberObstacle(act, stands(more));
      return why ? [[act, why.code]] : [];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

test("who is Gerencial or administers is a Gerencial's to touch", () => {
  const found = [executive, superUser, managerial].map((held) => [
    untouchable(superUser, held)?.code ?? null,
    untouchable(managerial, held)?.code ?? null,
  ]);
  expect(found).toEqual([
    [null, null],
    ["member.rankTouched", null],
    ["member.rankTouched", null],
  ]);
});

test.each([
  ["20485173928", "RUC-20485173928"],
  ["RUC 20485173928", "RUC-20485173928"],
  ["20485173929", null],
  ["40001244", "DNI-40001244"],
  ["dni 40001244", "DNI-40001244"],
  ["4000124", null],
  ["CE 001234567", "CE-001234567"],
  ["CC 10000001", null],
  ["", null],
])("the document %j of Peru", (text, expected) => {
  expect(teamDocumentOf(text, "PE")).toBe(expected);
});

test.each([
  ["1900-01-01", true],
  ["1899-12-31", false],
  ["2026-11-22", true],
  ["2026-11-23", false],
])("born on %s, today being 2026-11-23", (day, expected) => {
  expect(canBeBorn(day, "2026-11-23")).toBe(expected);
});

test("where a section may be given, of one broker and of several", () => {
  const [here, there] = [
    { name: "Uno", own: superUser },
    { name: "Dos", own: { ...superUser, sections: ["salud", "admin-usuarios"], downloads: [] } as Holding },
  ];
  expect([
    whoMayGive([here], "clientes", "sections"),
    whoMayGive([here], "polizas", "downloads"),
    whoMayGive([here], "salud", "sections"),
    whoMayGive([here], "admin-usuarios", "sections"),
    whoMayGive([here, there], "salud", "sections"),
    whoMayGive([here, there], "comisiones", "sections"),
  ]).toEqual([
    { nowhere: null, lacking: [] },
    { nowhere: "sections", lacking: ["Uno"] },
    { nowhere: "sections", lacking: ["Uno"] },
    { nowhere: "rank", lacking: ["Uno"] },
    { nowhere: null, lacking: ["Uno"] },
    { nowhere: "sections", lacking: ["Uno", "Dos"] },
  ]);
});

test("a receipt is called by its number, and one number by one name", () => {
  expect([1, 12, 1_234_567].map(departureReference)).toEqual(["S-000001", "S-000012", "S-1234567"]);
  expect(["S-000012", "S-12", "S-0000012", "S-000000", "s-000012", "12", ""].map(departureNumber)).toEqual([
    12,
    ...Array(6).fill(null),
  ]);
});

test("what is theirs elsewhere is no effect of leaving", () => {
  const facts = {
    elsewhere: false,
    sessions: 1,
    lentKeys: 2,
    tokens: 3,
    passkeys: 4,
    recoveryCodes: 5,
    drafts: 6,
    withdrawn: 7,
    handedOver: 8,
  };
  expect(effectsOf(facts).map(([, count]) => count)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(effectsOf({ ...facts, elsewhere: true })).toEqual([
    ["drafts", 6],
    ["withdrawn", 7],
    ["handedOver", 8],
  ]);
});
