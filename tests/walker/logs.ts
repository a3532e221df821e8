import type { Walk } from "@/tests/walker/walk";

type Line = { level: number; time: number; msg?: string; err?: { message?: string } };

const errorLevel = 50;

/** What the portals wrote as an error while the database was there: nobody provokes one. */
export function unexplainedErrors({ two, trouble }: Walk): string[] {
  return ["portal-1", "portal-2"].flatMap((name) =>
    two
      .logOf(name)
      .split("\n")
      .flatMap(lineIn)
      .filter(({ level, time }) => level >= errorLevel && !trouble.touched(["database"], time, time))
      .map(({ msg, err }) => `${name} logged ${msg ?? ""}: ${err?.message ?? ""}`),
  );
}

/** A line of our own log; Next's own words are not JSON. A process that was killed may leave half a line. */
function lineIn(text: string): Line[] {
  try {
    return text.startsWith("{") ? [JSON.parse(text) as Line] : [];
  } catch {
    return [];
  }
}
