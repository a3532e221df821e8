import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** How a mail server treats what comes: takes it, refuses the recipient, wants it later, or accepts the call and says nothing. */
export type Manners = "takes" | "refuses" | "later" | "silent";

const answersToRecipient = { takes: "250 ok", refuses: "550 no such person", later: "451 try again later" } as const;

/** A mail server over TCP whose manners can be changed; a call keeps those that it met. */
export async function startMailServer() {
  const mails: string[] = [];
  const calls = new Set<Socket>();
  let manners: Manners = "takes";
  const server = createServer((socket) => {
    calls.add(socket);
    socket.on("close", () => calls.delete(socket));
    socket.on("error", () => undefined);
    const met = manners;
    if (met === "silent") return;
    const say = (text: string) => socket.write(`${text}\r\n`);
    let content: string[] | null = null;
    let rest = "";
    say("220 hi");
    socket.on("data", (data) => {
      const lines = (rest + String(data)).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (content && line === ".") {
          mails.push(content.join("\n"));
          content = null;
          say("250 ok");
        } else if (content) content.push(line.replace(/^\.\./, "."));
        else if (line === "DATA") {
          content = [];
          say("354 go");
        } else if (line.startsWith("RCPT")) say(answersToRecipient[met]);
        else if (line !== "") say("250 ok");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    /** Everything it took, headers and all. */
    mails,
    /** How many are on the line now. */
    calls: () => calls.size,
    behave(as: Manners): void {
      manners = as;
    },
    stop(): void {
      for (const socket of calls) socket.destroy();
      server.close();
    },
  };
}
