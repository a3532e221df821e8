import { createInflateRaw } from "node:zlib";
import { UnreadableFile } from "@/lib/files/unreadable";

// Reads archives that somebody sent: what their directory says is believed of nothing but where to look.

type Packed = { method: number; packed: number; at: number };

const filesMax = 2_000;
const endLength = 22;
const commentMax = 0xffff;

/** The files of an archive by name, as its directory lists them. @throws UnreadableFile for what is broken, encrypted or of the large format */
export function archived(bytes: Buffer): Map<string, Packed> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + endLength > bytes.length || end < bytes.length - endLength - commentMax)
    throw new UnreadableFile();
  const files = new Map<string, Packed>();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > filesMax) throw new UnreadableFile();
  for (let left = count; left > 0; left -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new UnreadableFile();
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    const [packed, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    const lengths = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const nameEnd = at + 46 + (lengths[0] ?? 0);
    const name = bytes.toString("utf8", at + 46, nameEnd);
    // Encrypted, or one name twice: readers would not agree on what the file says.
    if ((flags & 1) === 1 || files.has(name)) throw new UnreadableFile();
    files.set(name, { method, packed, at: local });
    at = nameEnd + (lengths[1] ?? 0) + (lengths[2] ?? 0);
  }
  return files;
}

/** A file's bytes, part by part; more than `bytesMax` of them are refused, whatever was announced. @throws UnreadableFile */
export async function* unpacked(
  bytes: Buffer,
  { method, packed, at }: Packed,
  bytesMax: number,
): AsyncGenerator<Buffer> {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) throw new UnreadableFile();
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (start + packed > bytes.length) throw new UnreadableFile();
  const content = bytes.subarray(start, start + packed);
  if (method === 0) {
    yield content;
    return;
  }
  if (method !== 8) throw new UnreadableFile();
  const inflate = createInflateRaw({ chunkSize: 1 << 16 });
  inflate.end(content);
  let size = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bytesMax) throw new UnreadableFile("sheetTooBig");
      yield chunk;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile();
  } finally {
    inflate.destroy();
  }
}
