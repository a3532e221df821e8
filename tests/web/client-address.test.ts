import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { believeOnly } from "@/lib/web/client-address";

/** What a server of this process reads as X-Forwarded-For when it is sent this one, over this address of the machine. */
async function readBy(host: string, sent?: string): Promise<unknown> {
  const server = createServer((incoming, answer) => answer.end(JSON.stringify(incoming.headers["x-forwarded-for"])));
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((read, fail) => {
      const headers = sent === undefined ? {} : { "X-Forwarded-For": sent };
      const going = request({ host: "127.0.0.1", port, headers, localAddress: "127.0.0.1" }, (answer) => {
        answer.setEncoding("utf8").once("data", (text) => read(JSON.parse(text)));
      });
      going.once("error", fail).end();
    });
  } finally {
    server.close();
  }
}

test("a stranger's X-Forwarded-For is not believed; a trusted proxy's is", async () => {
  expect(await readBy("127.0.0.1", "203.0.113.9")).toBe("203.0.113.9");
  believeOnly(["127.0.0.1"]);
  expect(await readBy("127.0.0.1", "203.0.113.9, 198.51.100.4")).toBe("203.0.113.9, 198.51.100.4");
  believeOnly(["10.0.0.5"]);
  expect(await readBy("127.0.0.1", "203.0.113.9")).toBe("127.0.0.1");
  expect(await readBy("127.0.0.1")).toBe("127.0.0.1");
  // An IPv4 caller of a server that listens on IPv6 too.
  expect(await readBy("::", "203.0.113.9")).toBe("127.0.0.1");
});
