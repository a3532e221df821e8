import { recharge } from "@/tests/support/make";
import type { Actor } from "@/tests/walker/cast";
import type { Dice } from "@/tests/walker/dice";

// The files that people send: most of them good, some of them wrong in a way of their own.

export type Lot = { kind: string; type: string; bytes: Buffer };

const cards = { P1: [10_000_001, 200], P2: [10_000_001, 50], P9: [20_000_001, 50] } as const;
const header = "tipo_documento;numero_documento;monto;referencia\n";
const issueHeader =
  "tipo_documento;numero_documento;nombres;apellidos;fecha_nacimiento;correo;celular;sucursal;monto_inicial\n";

/** A person's file of one step. `mark` makes it different from every other file of the walk, and the same in a replay. */
export function drawnLot(draw: Dice, { product }: Actor, mark: string): Lot {
  const [base, count] = cards[product as keyof typeof cards];
  const kind = draw.weighted({
    recharge: 24,
    issue: 5,
    warned: 2,
    large: 1,
    faulty: 2,
    issueToHolder: 1,
    notAFile: 1,
    headless: 1,
    empty: 1,
    otherType: 1,
  });
  const lines = draw.int(1, 5);
  const first = base + draw.int(0, count - 1 - lines);
  const pesos = draw.int(100, 3_000);
  const row = (document: number, amount: string) => `CC;${document};${amount};${mark}\n`;
  const rechargeOf = (text: string): Lot => ({ kind, type: "RECARGA", bytes: Buffer.from(header + text) });
  switch (kind) {
    case "issue":
      return { kind, type: "EMISION", bytes: issues(draw, lines, numberOf(mark), pesos) };
    case "issueToHolder":
      return { kind, type: "EMISION", bytes: issues(draw, 1, first, pesos) };
    case "warned":
      return rechargeOf(row(first, `${pesos},00`) + row(first, `${pesos + 1},00`));
    case "large":
      return { kind, type: "RECARGA", bytes: recharge(50, { first: base, reference: mark, pesos }) };
    case "faulty":
      return rechargeOf(row(99_999_999, "10,00") + row(first, "1.5,0") + row(first, `${pesos},00`));
    case "notAFile":
      return {
        kind,
        type: "RECARGA",
        bytes: Buffer.concat([Buffer.from("89504e470d0a1a0a00", "hex"), Buffer.from(mark)]),
      };
    case "headless":
      return { kind, type: "RECARGA", bytes: Buffer.from(row(first, `${pesos},00`)) };
    case "empty":
      return { kind, type: "RECARGA", bytes: Buffer.alloc(0) };
    case "otherType":
      return { kind, type: "CARGO", bytes: recharge(lines, { first, reference: mark, pesos }) };
    default:
      return { kind, type: "RECARGA", bytes: recharge(lines, { first, reference: mark, pesos }) };
  }
}

function issues(draw: Dice, lines: number, first: number, pesos: number): Buffer {
  const amount = draw.chance(0.3) ? "" : `${pesos},00`;
  const rows = Array.from({ length: lines }, (_, index) => `CC;${first + index};Ana María;Peña Ríos;;;;001;${amount}`);
  return Buffer.from(`${issueHeader}${rows.join("\n")}\n`);
}

/** Document numbers that no other step draws: eight to ten digits out of the step's mark. */
function numberOf(mark: string): number {
  const digits = [...mark].reduce((hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  return 100_000_000 + (digits % 80_000_000) * 10;
}
