/** A card's number as far as anybody may see it: the first six and the last four digits. */
export function cardNumber({ bin, last4 }: { bin: string; last4: string }): string {
  return `${bin.slice(0, 4)} ${bin.slice(4, 6)}•• •••• ${last4}`;
}
