export type Pauses = { pause(ms: number): Promise<void>; clear(): void };

/** Pauses that a closing server drops: what waits behind a dropped one never happens. */
export function makePauses(): Pauses {
  const running = new Set<NodeJS.Timeout>();
  return {
    pause(ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(() => {
        running.delete(timer);
        resolve();
      }, ms);
      running.add(timer);
      return promise;
    },
    clear() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
