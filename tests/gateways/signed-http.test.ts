import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { SIGNATURE, SIGNED_AT, signRequest, signResponse } from "@/lib/gateways/signature";
import { makeSignedHttp } from "@/lib/gateways/signed-http";

const SECRET = "a-shared-secret-of-the-tests-0001";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

async function makeServer(answer: Answer) {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    let body = "";
    for await (const chunk of request) body += chunk;
    answer(request, response, body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, seen };
}

type Signed = { status?: number; body?: string; type?: string; secret?: string; signedAt?: number; headers?: object };

function signed({ status = 200, body = '{"a":1}', type = "application/json", ...rest }: Signed = {}): Answer {
  return (request, response) => {
    const { secret = SECRET, signedAt = Date.now(), headers } = rest;
    const requestSignature = String(request.headers[SIGNATURE]);
    response.writeHead(status, {
      "content-type": type,
      [SIGNED_AT]: String(signedAt),
      [SIGNATURE]: signResponse(secret, { requestSignature, status, signedAt: String(signedAt), body }),
      ...headers,
    });
    response.end(body);
  };
}

async function ask(answer: Answer, options: { timeoutMs?: number; bytesMax?: number } = {}) {
  const { url } = await makeServer(answer);
  return makeSignedHttp({ url, secret: SECRET, timeoutMs: 5_000, ...options })({ method: "GET", path: "/x" });
}

test("what is asked arrives signed: method, path with query and base, time and body", async () => {
  const { url, seen } = await makeServer((request, response, body) => {
    const expected = signRequest(SECRET, {
      method: "POST",
      path: "/api/bank/debits?x=1",
      signedAt: String(request.headers[SIGNED_AT]),
      body: '{"cents":"1"}',
    });
    expect(body).toBe('{"cents":"1"}');
    signed({ status: request.headers[SIGNATURE] === expected ? 200 : 500 })(request, response, body);
  });
  const outcome = await makeSignedHttp({ url: `${url}/api/`, secret: SECRET })({
    method: "POST",
    path: "/bank/debits?x=1",
    body: { cents: "1" },
  });
  expect(outcome).toEqual({ kind: "answer", status: 200, body: { a: 1 } });
  expect(seen).toEqual(["POST /api/bank/debits?x=1"]);
});

test.each([200, 404, 409])("status %i is an answer", async (status) => {
  expect(await ask(signed({ status }))).toEqual({ kind: "answer", status, body: { a: 1 } });
});

test.each<[string, Answer, string]>([
  ["status 500", signed({ status: 500 }), "status"],
  ["status 201", signed({ status: 201 }), "status"],
  ["status 204 without body", (_, response) => response.writeHead(204).end(), "status"],
  ["HTML", signed({ type: "text/html", body: "<p>" }), "notJson"],
  ["JSON called text", signed({ type: "text/plain" }), "notJson"],
  ["no content type", (_, response) => response.end("{}"), "notJson"],
  ["empty body", signed({ body: "" }), "notJson"],
  ["half a JSON", signed({ body: '{"a":' }), "notJson"],
  ["no signature", (_, response) => response.setHeader("content-type", "application/json").end("{}"), "signature"],
  ["another secret", signed({ secret: "another" }), "signature"],
  ["signed six minutes ago", signed({ signedAt: Date.now() - 360_000 }), "signature"],
  ["signed six minutes ahead", signed({ signedAt: Date.now() + 360_000 }), "signature"],
  ["a hung up connection", (_, response) => response.destroy(), "network"],
])("%s is unknown", async (_name, answer, why) => {
  expect(await ask(answer)).toEqual({ kind: "unknown", why });
});

test("a signature of minutes ago, within five, holds", async () => {
  expect(await ask(signed({ signedAt: Date.now() - 240_000 }))).toMatchObject({ kind: "answer" });
});

test.each([
  ["the body was changed", (body: string) => `${body} `, 200],
  ["the status was changed", (body: string) => body, 404],
])("an answer is refused when %s on the way", async (_name, change, status) => {
  const outcome = await ask((request, response) => {
    const [body, signedAt] = ['{"a":1}', String(Date.now())];
    const requestSignature = String(request.headers[SIGNATURE]);
    response.writeHead(status, {
      "content-type": "application/json",
      [SIGNED_AT]: signedAt,
      [SIGNATURE]: signResponse(SECRET, { requestSignature, status: 200, signedAt, body }),
    });
    response.end(change(body));
  });
  expect(outcome).toEqual({ kind: "unknown", why: "signature" });
});

test("an answer to one request is refused when played again to another", async () => {
  let recorded: { signedAt: string; signature: string } | null = null;
  const { url } = await makeServer((request, response) => {
    const [body, signedAt] = ['{"a":1}', String(Date.now())];
    const requestSignature = String(request.headers[SIGNATURE]);
    recorded ??= {
      signedAt,
      signature: signResponse(SECRET, { requestSignature, status: 200, signedAt, body }),
    };
    response.writeHead(200, {
      "content-type": "application/json",
      [SIGNED_AT]: recorded.signedAt,
      [SIGNATURE]: recorded.signature,
    });
    response.end(body);
  });
  const send = makeSignedHttp({ url, secret: SECRET });
  expect(await send({ method: "GET", path: "/bank/debits/A" })).toMatchObject({ kind: "answer" });
  expect(await send({ method: "GET", path: "/bank/debits/B" })).toEqual({ kind: "unknown", why: "signature" });
});

test.each([301, 302, 303, 307, 308])("a redirect %i is not followed", async (status) => {
  const { url, seen } = await makeServer(signed({ status, headers: { location: "/elsewhere" } }));
  const outcome = await makeSignedHttp({ url, secret: SECRET })({ method: "POST", path: "/x", body: {} });
  expect(outcome).toEqual({ kind: "unknown", why: "redirect" });
  expect(seen).toEqual(["POST /x"]);
});

test("silence, before the head or in the middle of the body, ends at the time limit", async () => {
  const hang: Answer = () => undefined;
  const halfway: Answer = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"a":');
  };
  for (const answer of [hang, halfway]) {
    const began = performance.now();
    expect(await ask(answer, { timeoutMs: 150 })).toEqual({ kind: "unknown", why: "timeout" });
    expect(performance.now() - began).toBeLessThan(2_000);
  }
});

test("a body over the limit is given up, with a declared length and without", async () => {
  const big = JSON.stringify({ a: "x".repeat(2_000) });
  const endless: Answer = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  };
  expect(await ask(signed({ body: big }), { bytesMax: 1_000 })).toEqual({ kind: "unknown", why: "tooLarge" });
  expect(await ask(endless, { bytesMax: 1_000_000 })).toEqual({ kind: "unknown", why: "tooLarge" });
});

test("nobody listening is unknown, and so is an address that is none", async () => {
  for (const url of ["http://127.0.0.1:1", "no address"]) {
    const outcome = await makeSignedHttp({ url, secret: SECRET, timeoutMs: 2_000 })({ method: "GET", path: "/x" });
    expect(outcome).toEqual({ kind: "unknown", why: "network" });
  }
});
