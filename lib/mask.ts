/** A mail address as one recognises one's own: first and last letter before the @, the domain whole. `m•••s@andina.example` */
export function maskedMail(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 1) return "•••";
  const letters = [...address.slice(0, at)];
  const last = letters.length > 2 ? letters.at(-1) : "";
  return `${letters[0]}•••${last}${address.slice(at)}`;
}
