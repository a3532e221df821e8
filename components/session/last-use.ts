"use client";
import { idleLimitSeconds, idleSlackSeconds } from "@/lib/auth/rules";

const key = "contrafirma-used";
const limitMs = (idleLimitSeconds - idleSlackSeconds) * 1_000;
let here = Date.now();

/** The server was asked just now, in this tab; every tab of the browser shares the session and learns of it. */
export function noteUse(at = Date.now()): void {
  here = at;
  try {
    localStorage.setItem(key, String(at));
  } catch {
    // A browser that keeps nothing: each tab counts for itself.
  }
}

/** The server says that the session lives though nobody here used it: ask again after so many seconds. */
export const noteAlive = (seconds: number): void => noteUse(Date.now() - limitMs + seconds * 1_000);

/** Milliseconds until the session ends if nobody uses it, as far as this browser knows. */
export function leftMs(): number {
  return Math.max(here, kept()) + limitMs - Date.now();
}

function kept(): number {
  try {
    const at = Number(localStorage.getItem(key));
    return Number.isFinite(at) && at <= Date.now() ? at : 0;
  } catch {
    return 0;
  }
}
