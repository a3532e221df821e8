/** Full numbers (`npm run soak`) or those of every `npm test`. */
export const soaking = Boolean(process.env.SOAK);

/** How often each race is run. */
export const rounds = soaking ? 1_000 : 20;

/** How often two workers share two hundred orders. */
export const sharedLoads = soaking ? 5 : 1;

/** How long the random walk lasts. */
export const walkSeconds = Number(process.env.WALK_SECONDS ?? (soaking ? 3_600 : 90));
