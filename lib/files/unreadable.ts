/** A file that cannot be read as what it says it is; told as the fault of this code. Never leaves `lib/files`. */
export class UnreadableFile extends Error {
  constructor(readonly code: "sheetBroken" | "sheetTooBig" | "sheetRows" = "sheetBroken") {
    super(code);
  }
}
