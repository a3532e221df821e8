import { assert } from "@/lib/assert";

/** What a translation must keep of an ICU sentence: arguments, their kinds, the branches of each plural or select, and tags. */
export function skeletonOf(sentence: string): string[] {
  const found = new Set<string>();
  read(sentence, 0, found, false);
  return [...found].sort();
}

/** Reads text up to the brace that closes it (or the end); returns the position after it. */
function read(text: string, from: number, found: Set<string>, inBranch: boolean): number {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === "}") {
      assert(inBranch, `an unopened brace in: ${text}`);
      return at + 1;
    }
    if (character === "<") {
      const tag = /^<(\w+)>/.exec(text.slice(at))?.[1];
      if (tag) found.add(`<${tag}>`);
    }
    at = character === "{" ? readArgument(text, at + 1, found) : at + 1;
  }
  assert(!inBranch, `a brace is not closed in: ${text}`);
  return at;
}

function readArgument(text: string, from: number, found: Set<string>): number {
  const head = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(text.slice(from));
  assert(head, `an argument without a name in: ${text}`);
  const [whole, name = "", kind] = head;
  let at = from + whole.length;
  if (kind !== "plural" && kind !== "select") {
    const end = text.indexOf("}", at);
    assert(end >= 0, `a brace is not closed in: ${text}`);
    found.add(`${name} ${kind ?? ""}${text.slice(at, end)}`.trim());
    return end + 1;
  }
  for (;;) {
    const branch = /^[\s,]*([=\w]+)\s*\{/.exec(text.slice(at));
    if (!branch) break;
    found.add(`${name} ${kind} ${branch[1]}`);
    at = read(text, at + branch[0].length, found, true);
  }
  const close = /^\s*\}/.exec(text.slice(at));
  assert(close, `a brace is not closed in: ${text}`);
  return at + close[0].length;
}
