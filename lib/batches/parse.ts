import { type LotOptions, LotReader, type ParsedFile, type ParsedPage } from "@/lib/batches/lot-reader";
import { RecordSplitter } from "@/lib/files/delimited";
import { type Encoding, TextDecoding } from "@/lib/files/encoding";
import { fileFault } from "@/lib/files/fault";

export type { LotOptions, ParsedFile, ParsedPage } from "@/lib/batches/lot-reader";

/** Bytes decoded at once, and the lines that make a page full: what the memory of a parse hangs on. */
const stepBytes = 65_536;
const pageLines = 2_000;

/**
 * Reads a delimited lot file (lots.md) in one pass and flat memory. Yields pages of lines and line faults in file
 * order; returns the sums and hashes of the whole, with the fault of the file if it has one. Faults are never
 * thrown; only the source can throw. Cross-checks against the database are not made here.
 */
export async function* parseBatchFile(
  source: AsyncIterable<Uint8Array>,
  options: LotOptions & { encoding: Encoding },
): AsyncGenerator<ParsedPage, ParsedFile> {
  const decoding = new TextDecoding(options.encoding);
  const lot = new LotReader(options);
  const splitter = new RecordSplitter(lot.add);
  for await (const chunk of source) {
    for (let start = 0; start < chunk.length; start += stepBytes) {
      splitter.push(decoding.push(chunk.subarray(start, start + stepBytes)));
      if (lot.pending >= pageLines) yield lot.takePage();
    }
    if (splitter.stopped) break;
  }
  splitter.push(decoding.end());
  splitter.end();
  if (splitter.fault) {
    const { code, line, column, params } = splitter.fault;
    lot.refuse({ ...fileFault(code, line, params), column });
  }
  if (lot.pending > 0) yield lot.takePage();
  return lot.finish();
}
