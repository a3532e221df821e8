import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw, type ZlibOptions } from "node:zlib";
import { assert } from "@/lib/assert";

/** A file of the archive, written part by part. */
export type ZipEntry = { name: string; parts: AsyncIterable<string | Buffer> | Iterable<string> };

type Written = { name: Buffer; crc: number; packed: number; size: number; offset: number };

// Sizes and sums follow each file (bit 3), names are UTF-8 (bit 11).
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** Larger archives need another format (zip64), which nothing of ours comes near. */
const bytesMax = 0xffffffff;
// A sheet's markup repeats itself: more effort makes it a little smaller and much slower. While some of it is packed, by a thread of its
// own, the next is made.
const flow: ZlibOptions & { highWaterMark: number } = { level: 2, chunkSize: 1 << 17, highWaterMark: 1 << 18 };

/** A .zip written while its files are made, in the memory of a few chunks. `at` is the time that its files have. */
export async function* zipped(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, parts } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset };
    const head = fileHead(entry, at);
    yield head;
    for await (const chunk of packed(entry, parts)) yield chunk;
    const sums = block([0x08074b50, 4], [entry.crc, 4], [entry.packed, 4], [entry.size, 4]);
    yield sums;
    offset += head.length + entry.packed + sums.length;
    assert(offset < bytesMax && entry.size < bytesMax, "an archive of ours fits the plain format");
    written.push(entry);
  }
  const directory = Buffer.concat(written.map((entry) => directoryEntry(entry, at)));
  yield directory;
  const count = written.length;
  yield block([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
}

async function* packed(entry: Written, parts: ZipEntry["parts"]): AsyncGenerator<Buffer<ArrayBuffer>> {
  const deflate = createDeflateRaw(flow);
  async function* counted() {
    for await (const part of parts) {
      const bytes = typeof part === "string" ? Buffer.from(part) : part;
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      yield bytes;
    }
  }
  // Whoever stops reading ends the stream, and so the writing; what breaks while writing breaks the reading below.
  const feeding = pipeline(counted, deflate).catch(() => undefined);
  for await (const chunk of deflate as AsyncIterable<Buffer<ArrayBuffer>>) {
    entry.packed += chunk.length;
    yield chunk;
  }
  await feeding;
}

const fileHead = (entry: Written, at: Date): Buffer<ArrayBuffer> =>
  Buffer.concat([
    block(
      [0x04034b50, 4],
      [version, 2],
      [flags, 2],
      [deflated, 2],
      ...stamp(at),
      [0, 4],
      [0, 4],
      [0, 4],
      [entry.name.length, 2],
      [0, 2],
    ),
    entry.name,
  ]);

const directoryEntry = (entry: Written, at: Date): Buffer<ArrayBuffer> =>
  Buffer.concat([
    block(
      [0x02014b50, 4],
      [version, 2],
      [version, 2],
      [flags, 2],
      [deflated, 2],
      ...stamp(at),
      [entry.crc, 4],
      [entry.packed, 4],
      [entry.size, 4],
      [entry.name.length, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [entry.offset, 4],
    ),
    entry.name,
  ]);

type Field = [value: number, bytes: 2 | 4];

/** Numbers one after the other, the least byte first. */
function block(...fields: Field[]): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) at = bytes.writeUIntLE(value, at, size);
  return bytes;
}

/** Time and day as the format of 1989 writes them. */
function stamp(at: Date): [Field, Field] {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return [
    [time, 2],
    [day, 2],
  ];
}
