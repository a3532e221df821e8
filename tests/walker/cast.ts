import type { Permission } from "@/lib/catalog";
import { people, profiles } from "@/prisma/seed/demonstration";
import type { Dice } from "@/tests/walker/dice";

// Who walks, where, and what each of them may do there by the demonstration's own roll.

/** What a person sets out to do in a step. */
export type Intent =
  | "upload"
  | "uploadAgain"
  | "cutUpload"
  | "confirm"
  | "delete"
  | "sign"
  | "signAnothers"
  | "signLate"
  | "reject"
  | "annul"
  | "withdraw"
  | "requestCode"
  | "pay"
  | "payBlindly"
  | "annulOrder"
  | "read";

export type Actor = {
  /** The same from run to run: it seeds the person's draws. */
  name: string;
  username: string;
  company: "E1" | "E2";
  product: string;
  wants: Partial<Record<Intent, number>>;
};

const maker = { upload: 8, uploadAgain: 1, cutUpload: 0.6, confirm: 9, delete: 1, read: 3, reject: 0.2 };
const signer = {
  sign: 12,
  signAnothers: 0.6,
  signLate: 0.6,
  reject: 0.8,
  annul: 1,
  withdraw: 2.4,
  annulOrder: 0.5,
  read: 3,
  confirm: 0.2,
};
const payer = { pay: 10, payBlindly: 0.8, requestCode: 1, annulOrder: 0.9, read: 3, sign: 0.2 };
const reader = { read: 1 };

const at = (wants: Actor["wants"], username: string, company: Actor["company"], product: string, nth = 1): Actor => ({
  name: `${username}@${product}${nth > 1 ? `#${nth}` : ""}`,
  username,
  company,
  product,
  wants,
});

/** Everybody who belongs there, some of them in two browsers or on two products at once. */
export const actors: readonly Actor[] = [
  at(maker, "maker1", "E1", "P1"),
  at(maker, "maker1", "E1", "P1", 2),
  at(maker, "maker1", "E1", "P2"),
  at(maker, "maker2", "E2", "P9"),
  at(signer, "firma1", "E1", "P1"),
  at(signer, "firma2", "E1", "P1"),
  at(signer, "firma3", "E1", "P1"),
  at(signer, "firma1", "E1", "P2"),
  at(signer, "firma2", "E1", "P2"),
  at(signer, "firma9", "E2", "P9"),
  at(payer, "pagador1", "E1", "P1"),
  at(payer, "pagador2", "E1", "P1"),
  at(payer, "pagador2", "E1", "P2"),
  at(payer, "pagador9", "E2", "P9"),
  at(reader, "auditor1", "E1", "P1"),
];

const everything: Actor["wants"] = {
  upload: 1,
  confirm: 2,
  delete: 1,
  sign: 2,
  signAnothers: 1,
  reject: 1,
  annul: 1,
  withdraw: 1,
  requestCode: 1,
  payBlindly: 1,
  annulOrder: 1,
  read: 2,
};

const strangers: readonly Actor[] = [
  at(everything, "consulta1", "E1", "P1"),
  at(everything, "auditor1", "E1", "P1"),
  at(everything, "consulta1", "E1", "P2"),
  at(everything, "inactivo1", "E1", "P1"),
  at(everything, "nuevo1", "E1", "P1"),
  at(everything, "cm1", "E1", "P1"),
  at(everything, "adm1", "E1", "P1"),
  at(everything, "multi1", "E2", "P9"),
  at(everything, "maker2", "E1", "P1"),
  at(everything, "firma9", "E1", "P1"),
  at(everything, "pagador9", "E1", "P1"),
  at(everything, "maker1", "E2", "P9"),
  at(everything, "firma1", "E2", "P9"),
  at(everything, "pagador1", "E2", "P9"),
];

/** Somebody who has no business doing most of it: no permission, no product, another company, not active. */
export const stranger = (draw: Dice): Actor => draw.pick(strangers) ?? failed();

/** Whether the roll lets a person do something on a product, as long as nobody makes them inactive. */
export function may(
  { username, company, product }: Pick<Actor, "username" | "company" | "product">,
  asks: Permission | "any",
): boolean {
  const found = people.find((person) => person.username === username);
  if (!found || found.status || !found.companies.includes(company)) return false;
  if (found.products && !found.products.includes(product)) return false;
  const held: readonly Permission[] = profiles[found.profile];
  return asks === "any" ? held.length > 0 : held.includes(asks);
}

function failed(): never {
  throw new Error("There is nobody");
}
