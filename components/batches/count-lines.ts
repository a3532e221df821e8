/** How many lines of data a text file holds, its header apart; null for what is no text. Read in pieces, beside whatever goes on. */
export async function countLines(file: File): Promise<number | null> {
  const reader = file.stream().getReader();
  let lines = 0;
  let open = false;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    if (value.includes(0)) {
      await reader.cancel();
      return null;
    }
    for (let at = value.indexOf(10); at >= 0; at = value.indexOf(10, at + 1)) lines += 1;
    open = value.at(-1) !== 10;
  }
  return Math.max(0, lines + (open ? 1 : 0) - 1);
}
