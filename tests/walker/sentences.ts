import { batches, batchStatusLabels } from "@/lib/messages/es/batches";
import { orderStatusLabels } from "@/lib/messages/es/orders";
import { portal } from "@/lib/messages/es/portal";
import { refusals } from "@/lib/messages/es/refusals";
import { words } from "@/lib/words";

// Every sentence with which the portal may refuse, as a pattern in which each figure has the shape it must have.

const statuses = [...Object.values(batchStatusLabels), ...Object.values(orderStatusLabels)];

/** What stands for a figure while its sentence is put together, and the shape that takes its place. */
const figures = {
  number: ["⟦number⟧", String.raw`(?:L|OS)-\d{4}-\d{6}`],
  status: ["⟦status⟧", `(?:${[...new Set(statuses)].map(plain).join("|")})`],
  size: ["⟦size⟧", String.raw`[\d.,]+ (?:bytes|[kMG]B)`],
  max: ["⟦max⟧", String.raw`[\d.,]+(?: (?:bytes|[kMG]B))?`],
  announced: ["⟦announced⟧", String.raw`\d+`],
  received: ["⟦received⟧", String.raw`\d+`],
  name: ["⟦name⟧", String.raw`[\p{L} ]+`],
  ...Object.fromEntries(
    ["company", "service", "field", "code", "document", "expected", "account", "expiresAt"].map((other) => [
      other,
      [`⟦${other}⟧`, ".+"] as const,
    ]),
  ),
} as const;

type Pattern = { code: string; pattern: RegExp };

const known: readonly Pattern[] = [
  ...Object.entries(refusals).flatMap(([domain, reasons]) =>
    Object.keys(reasons).flatMap((reason) => patternsOf(`${domain}.${reason}`)),
  ),
  ...Object.entries(portal.field).map(([reason, text]) => ({ code: `field.${reason}`, pattern: exactly(plain(text)) })),
  { code: "upload.lengthNeeded", pattern: exactly(plain(batches.upload.lengthNeeded)) },
];

/** The sentence of what failed on the portal's own side: only where somebody pulled the ground away. */
export const failure = portal.failed;

/** The refusal that a sentence is, all of it; null when the catalogue has none like it. Several fields may speak at once. */
export function refusalIn(message: string): string | null {
  const whole = known.find(({ pattern }) => pattern.test(message))?.code;
  if (whole) return whole;
  const parts = message.split(/(?<=\.) (?=[A-Z])/);
  const codes = parts.map((part) => known.find(({ pattern }) => pattern.test(part))?.code);
  return parts.length > 1 && codes.every((code) => code !== undefined) ? codes.join("+") : null;
}

function patternsOf(code: string): Pattern[] {
  const stands = Object.fromEntries(Object.entries(figures).map(([name, [sentinel]]) => [name, sentinel]));
  // A count changes the words around it, so each that can stand there is a sentence of its own.
  return [0, 1, 2, 3, 4, 5, 15, 60].map((count) => {
    let text = plain(words("es")(`refusals.${code}`, { ...stands, left: count, minutes: count, most: count, count }));
    for (const [sentinel, shape] of Object.values(figures)) text = text.replaceAll(sentinel, shape);
    return { code, pattern: exactly(text) };
  });
}

function plain(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function exactly(source: string): RegExp {
  return new RegExp(`^${source}$`, "u");
}
