/** An answer on its way out: the body is JSON text already, so that what was answered once can be answered again. */
export type Reply = { status: number; json: string };

export function reply(status: number, body: object): Reply {
  return { status, json: JSON.stringify(body) };
}
