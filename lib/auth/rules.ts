/** A session that nobody uses ends after so long; enter() in the database has the same limit (tests/access/sessions.test.ts). */
export const idleLimitSeconds = 600;

/** Its use is written down once in so many seconds, so it may end that much earlier than whoever uses it counts. */
export const idleSlackSeconds = 10;

/** So long before the end the person is asked whether they are still there. */
export const idleWarningSeconds = 60;
