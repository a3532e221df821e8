import { expect, test } from "vitest";
import { formatBytes } from "@/lib/bytes";

test.each([
  [0n, "0 bytes", "0 bytes"],
  [1023n, "1.023 bytes", "1,023 bytes"],
  [1024n, "1 kB", "1 kB"],
  [10_035n, "9,8 kB", "9.8 kB"],
  [64n * 1024n * 1024n, "64 MB", "64 MB"],
])("%s bytes as Colombia and Peru write them", (bytes, colombia, peru) => {
  expect(formatBytes(bytes)).toBe(colombia);
  expect(formatBytes(bytes, "es-PE")).toBe(peru);
});
