import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { SIGNATURE, SIGNED_AT, signResponse } from "@/lib/gateways/signature";
import { SECRET } from "@/tests/simulator/make";

/** The address of a bank or core that signs rightly and answers everything with this; gone after the test. */
export async function answering(answer: object, status = 200): Promise<string> {
  const body = JSON.stringify(answer);
  const server = createServer((request, response) => {
    const signedAt = String(Date.now());
    const requestSignature = String(request.headers[SIGNATURE]);
    response.writeHead(status, {
      "content-type": "application/json",
      [SIGNED_AT]: signedAt,
      [SIGNATURE]: signResponse(SECRET, { requestSignature, status, signedAt, body }),
    });
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
