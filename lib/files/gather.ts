/** Characters that become bytes at once: of many more together, making them one text takes twice as long. */
const pieceLength = 4_096;
/** Pieces that leave at once: enough to be worth a turn of the process, few enough that others have theirs. */
const piecesMax = 16;

/** Gathers a file's text as bytes. `add` says when there is enough to let them go, `take` gives what there is. */
export function gathering() {
  let text = "";
  let pieces: Buffer[] = [];
  return {
    add(more: string): boolean {
      text += more;
      if (text.length < pieceLength) return false;
      pieces.push(Buffer.from(text));
      text = "";
      return pieces.length >= piecesMax;
    },
    take(): Buffer<ArrayBuffer> {
      const bytes = Buffer.concat([...pieces, Buffer.from(text)]);
      text = "";
      pieces = [];
      return bytes;
    },
  };
}
