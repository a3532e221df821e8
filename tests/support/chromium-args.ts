/** What a Chromium of ours starts with: no sandbox, which root has none of, and nothing sent out by itself. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
