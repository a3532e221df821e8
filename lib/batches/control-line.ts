import type { Layout } from "@/lib/batches/layouts";
import type { Header } from "@/lib/batches/read-header";
import { trimmed } from "@/lib/files/cells";
import { type Fault, fileFault } from "@/lib/files/fault";
import { type Currency, formatMoney, parseSumCents } from "@/lib/money";

export type Control = { line: number; lineCount: bigint; totalCents: bigint | null };

/** What the lines of a file add up to; `totalCents` null when some amount could not be read. */
export type Found = { lineCount: number; totalCents: bigint | null };

/**
 * Whether a record is a control line: its first cell says TOTAL. Where that could also be data (a branch named
 * Total), only when nothing stands after the third cell.
 */
export function isControlLine(cells: string[], header: Header, layout: Layout): boolean {
  const said = trimmed(cells[0] ?? "");
  if (said.length !== "TOTAL".length || said.toUpperCase() !== "TOTAL") return false;
  const first = layout.columns.find((column) => column.name === header.names[0]);
  const free = first?.kind === "text" || first?.kind === "name" || first?.kind === "code";
  return !free || cells.slice(3).every((cell) => trimmed(cell) === "");
}

/** Reads `TOTAL;<lines>;<sum>`, or `TOTAL;<lines>` where the file has no amounts; empty cells after it do not matter. */
export function readControlLine(cells: string[], line: number, header: Header, layout: Layout): Control | Fault {
  const [, count = "", sum = "", ...rest] = cells.map(trimmed);
  const amounts = layout.amount !== null;
  const sumNeeded = layout.amount !== null && header.names.includes(layout.amount.field);
  const totalCents = sum === "" ? null : parseSumCents(sum);
  const sumReads = sum === "" ? !sumNeeded : amounts && sum.length <= 40 && totalCents !== null;
  if (!/^\d{1,15}$/.test(count) || !sumReads || rest.some((cell) => cell !== "")) {
    return fileFault("controlMalformed", line, { amounts: amounts ? "yes" : "no" });
  }
  return { line, lineCount: BigInt(count), totalCents };
}

/** The fault of a control line that differs from the lines, with both numbers; a sum that cannot be known is not compared. */
export function controlFault(control: Control, found: Found, currency: Currency): Fault | null {
  if (control.lineCount !== BigInt(found.lineCount)) {
    const params = { stated: String(control.lineCount), found: String(found.lineCount) };
    return fileFault("controlLines", control.line, params);
  }
  if (control.totalCents === null || found.totalCents === null || control.totalCents === found.totalCents) return null;
  return fileFault("controlTotal", control.line, {
    stated: formatMoney(control.totalCents, currency),
    found: formatMoney(found.totalCents, currency),
  });
}
