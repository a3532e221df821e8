import { appendFileSync, closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEvent, type Event, type State } from "@/lib/simulator/state";

export type Journal = { append(event: Event): void; close(): void };

const NEWLINE = 10;

/**
 * Replays the journal of a directory into `state` and opens it for more. An event is in the file before its answer
 * leaves; the disk is only awaited at closing, so a killed process loses nothing and a power cut the last moments.
 * A last line that a kill cut short never was answered, and is dropped.
 */
export function openJournal(dataDir: string, state: State): Journal {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "simulator.jsonl");
  const fd = openSync(file, "a+", 0o600);
  let bytes = replay(readFileSync(file), state);
  ftruncateSync(fd, bytes);
  return {
    append(event) {
      const line = Buffer.from(`${JSON.stringify(event)}\n`);
      try {
        appendFileSync(fd, line);
      } catch (error) {
        // Half a line on a full disk would swallow the next one.
        ftruncateSync(fd, bytes);
        throw error;
      }
      bytes += line.length;
      applyEvent(state, event);
    },
    close() {
      fsyncSync(fd);
      closeSync(fd);
    },
  };
}

/** Returns how many bytes of whole lines there are. */
function replay(content: Buffer, state: State): number {
  let start = 0;
  for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
    const event: Event = JSON.parse(content.toString("utf8", start, end));
    applyEvent(state, event);
    start = end + 1;
  }
  return start;
}
