import { holdsCardNumber } from "@/lib/mask";

/**
 * What an address asks. Whatever of it holds a card's whole number is asked by nobody: it would stand in histories and in the logs of
 * proxies, so it is neither looked for, nor answered with, nor written in a record or a file.
 */
export function askedOf(url: string | URL): URLSearchParams {
  const asked = [...new URL(url).searchParams];
  return new URLSearchParams(asked.filter((pair) => !pair.some(holdsCardNumber)));
}
