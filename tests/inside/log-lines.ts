import pino from "pino";
import { log } from "@/lib/log";

export type Line = Record<string, unknown> & { msg?: string };

/** From here on, what this process logs, down to the smallest level, as text and line by line. */
export function capturedLog() {
  const texts: string[] = [];
  log.level = "trace";
  Object.assign(log, { [pino.symbols.streamSym]: { write: (text: string) => texts.push(text) } });
  return {
    text: () => texts.join(""),
    lines: () => texts.map((text) => JSON.parse(text) as Line),
    clear: () => texts.splice(0),
  };
}
