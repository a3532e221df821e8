import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { cardConfig } from "@/lib/config";
import { SIGNATURE, SIGNED_AT, signatureHolds, signRequest, signResponse } from "@/lib/gateways/signature";
import { administer } from "@/lib/simulator/admin-desk";
import { type Call, type Desk, understand } from "@/lib/simulator/calls";
import { type Delivery, delivery, plain, works } from "@/lib/simulator/delivery";
import { type Journal, openJournal } from "@/lib/simulator/journal";
import { makePauses, type Pauses } from "@/lib/simulator/pauses";
import { type Reply, reply } from "@/lib/simulator/reply";
import { makeScriptBook, type Operation, type ScriptBook } from "@/lib/simulator/scripts";
import { emptyState, type State } from "@/lib/simulator/state";

export type SimulatorOptions = {
  /** 0 = any free one. */ port: number;
  host?: string;
  dataDir: string;
  secret: string;
  /** Of the fingerprints of its cards, shared with the portal; CARD_KEY when absent. */
  cardKey?: Buffer;
};
export type Simulator = { url: string /** Ends at once, open connections and all. */; close(): Promise<void> };

const BODY_BYTES_MAX = 64 * 1024 * 1024;

type Room = Desk & { secret: string; scripts: ScriptBook; pauses: Pauses; earlier: Map<Operation, Reply> };
type Asked = { method: string; path: string; body: Buffer; signature: string };

/**
 * Bank and card core over the protocol of the real ones (ARCHITECTURE.md), in this process, with accounts and cards of
 * their own that outlive a restart. Throws the system's error when the port is taken.
 */
export async function startSimulator({
  port,
  host = "127.0.0.1",
  dataDir,
  secret,
  cardKey = cardConfig().cardKey,
}: SimulatorOptions): Promise<Simulator> {
  const server = createServer({ requestTimeout: 60_000, keepAliveTimeout: 30_000 });
  server.listen(port, host);
  await once(server, "listening");
  // The journal is read only once the port is ours: a second simulator must not touch the first one's file.
  const state = emptyState();
  const journal = journalOf(server, dataDir, state);
  const room: Room = {
    state,
    journal,
    secret,
    keys: { secret, cardKey },
    scripts: makeScriptBook(),
    pauses: makePauses(),
    earlier: new Map(),
  };
  server.on("request", (request, response) => {
    serve(room, request, response).catch((error: unknown) => {
      // Whoever hangs up half way through a request is no fault of ours.
      if (request.complete) console.error(error);
      response.destroy();
    });
  });
  const address = server.address();
  const boundPort = address !== null && typeof address === "object" ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${boundPort}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      room.pauses.clear();
      server.closeAllConnections();
      await closed;
      journal.close();
    },
  };
}

function journalOf(server: Server, dataDir: string, state: State): Journal {
  try {
    return openJournal(dataDir, state);
  } catch (error) {
    server.close();
    throw error;
  }
}

async function serve(room: Room, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === null) {
    response.destroy();
    return;
  }
  const signature = header(request, SIGNATURE);
  const asked: Asked = { method: request.method ?? "", path: request.url ?? "", body, signature };
  const signedAt = header(request, SIGNED_AT);
  const expected = signRequest(room.secret, { ...asked, signedAt });
  if (!signatureHolds(expected, signature, signedAt, Date.now())) {
    deliver(room, response, asked, plain(reply(401, { error: "signature" })));
    return;
  }
  deliver(room, response, asked, await attend(room, asked));
}

async function attend(room: Room, { method, path, body }: Asked): Promise<Delivery> {
  const parsed = parseJson(body);
  if (!parsed) return plain(reply(400, { error: "invalid" }));
  if (path.startsWith("/admin/")) {
    return plain(administer(room, room.scripts, method, path, parsed.value) ?? reply(404, { error: "noSuchPath" }));
  }
  const call = understand(room, method, path, parsed.value);
  if (call === "invalid") return plain(reply(400, { error: "invalid" }));
  return call === "noSuchPath" ? plain(reply(404, { error: "noSuchPath" })) : play(room, call, path);
}

/** Carries a request out under the behaviour that waits for it. */
async function play(room: Room, call: Call, path: string): Promise<Delivery> {
  const { operation } = call.facts;
  const behaviour = room.scripts.take(call.facts);
  if (behaviour.do === "slow") await room.pauses.pause(behaviour.ms);
  const earlier = behaviour.do === "repeat" ? room.earlier.get(operation) : undefined;
  const truth = works(behaviour) ? call.work(behaviour) : null;
  if (truth) room.earlier.set(operation, truth);
  if (behaviour.do === "late") await room.pauses.pause(behaviour.ms);
  if (behaviour.do === "repeat") return earlier ? plain(earlier) : delivery({ do: "empty" }, null, path);
  return delivery(behaviour, truth, path);
}

function deliver(room: Room, response: ServerResponse, asked: Asked, delivered: Delivery): void {
  if (delivered.kind === "hang") return;
  if (delivered.kind === "disconnect") {
    response.destroy();
    return;
  }
  const { status, contentType, body, honest, location } = delivered;
  const signedAt = String(Date.now());
  const secret = honest ? room.secret : `${room.secret}-`;
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    [SIGNED_AT]: signedAt,
    [SIGNATURE]: signResponse(secret, { requestSignature: asked.signature, status, signedAt, body }),
    ...(location === undefined ? {} : { location }),
  });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): { value: unknown } | null {
  if (body.length === 0) return { value: undefined };
  try {
    return { value: JSON.parse(body.toString("utf8")) };
  } catch {
    return null;
  }
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value.slice(0, 200) : "";
}
