/** What a browser says of itself, in the names people know; null where it says nothing we know. */
export type Device = { browser: string | null; system: string | null };

// Each names itself and what it wants to be taken for: the first that fits is what it is.
const browsers: readonly (readonly [string, RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\/|\bOpera\b/],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Headless)?Chrome\/|\bCriOS\//],
  ["Safari", /\bVersion\/[\d.]+.*\bSafari\//],
];
const systems: readonly (readonly [string, RegExp])[] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMac OS X\b|\bMacintosh\b/],
  ["Linux", /\bLinux\b/],
];

/** Reads a User-Agent header for a person who wants to know which of their devices it was; proves nothing. */
export function deviceOf(userAgent: string): Device {
  const first = (known: typeof browsers) => known.find(([, sign]) => sign.test(userAgent))?.[0] ?? null;
  return { browser: first(browsers), system: first(systems) };
}
