/**
 * Tells whether a person or card may stand twice in a lot. Sure when it says no: equal names have equal hashes. When it says yes,
 * the database looks. Keeps eight bytes a line.
 */
export class Identities {
  #hashes = new Float64Array(4_096);
  #count = 0;

  add(name: string): void {
    if (this.#count === this.#hashes.length) {
      const wider = new Float64Array(this.#hashes.length * 2);
      wider.set(this.#hashes);
      this.#hashes = wider;
    }
    this.#hashes[this.#count] = hashOf(name);
    this.#count += 1;
  }

  mayRepeat(): boolean {
    const sorted = this.#hashes.subarray(0, this.#count).sort();
    for (let index = 1; index < this.#count; index += 1) if (sorted[index] === sorted[index - 1]) return true;
    return false;
  }
}

/** 53 bits, as many as a double holds: two FNV-1a hashes that begin and multiply differently. */
function hashOf(name: string): number {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995);
  }
  low ^= low >>> 15;
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
