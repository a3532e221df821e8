import type { MarkupSink } from "@/lib/files/markup";

/** Excel's own formats of days, by number. */
const ownDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
/** Days from the end of 1899 to 1904, from where some books count. */
const days1904 = 1_462;
const dayMs = 86_400_000;

/** Which cells of a book hold days: by the format of their style, since days are numbers. */
export class CellStyles {
  readonly #days = new Set(ownDays);
  readonly #formats: number[] = [];
  #inCells = false;

  readonly sink: MarkupSink = {
    open: (name, attribute) => {
      if (name === "numFmt" && isDay(attribute("formatCode") ?? ""))
        this.#days.add(Number(attribute("numFmtId") ?? -1));
      if (name === "cellXfs") this.#inCells = true;
      if (name === "xf" && this.#inCells) this.#formats.push(Number(attribute("numFmtId") ?? 0));
    },
    close: (name) => {
      if (name === "cellXfs") this.#inCells = false;
    },
    text: () => undefined,
  };

  /** A number of this style as AAAA-MM-DD where it is a day; else null. */
  dayOf(style: number, number: number, since1904: boolean): string | null {
    if (!this.#days.has(this.#formats[style] ?? 0)) return null;
    const day = Math.floor(number) + (since1904 ? days1904 : 0);
    // Excel takes 1900 for a leap year: before March of it no two programs agree.
    if (day < 61 || day > 2_958_465) return null;
    return new Date((day - 25_569) * dayMs).toISOString().slice(0, 10);
  }
}

/** Whether a format shows a day: years or days stand in it outside quotes and brackets. Many brackets that nothing closes take no longer than others. */
const isDay = (code: string): boolean => /[yd]/i.test(code.replace(/"[^"]*"|\[[^\][]*\]|\\.|_./g, ""));
