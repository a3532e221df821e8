/** Fills the `{name}` placeholders of a message for the terminal. A placeholder without a value stays as it is. */
export function sentence(message: string, params: Record<string, string | number> = {}): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
