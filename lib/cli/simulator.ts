import { simulatorMessages as messages } from "@/lib/messages/es/simulator";
import { sentence } from "@/lib/sentence";
import { type Simulator, startSimulator } from "@/lib/simulator/server";

const SECRET_CHARACTERS_MIN = 32;
/** Below the two seconds in which whoever stops the process expects it gone. */
const CLOSE_MAX_MS = 1_500;

const {
  SIMULATOR_PORT = "4010",
  SIMULATOR_HOST = "127.0.0.1",
  SIMULATOR_DATA_DIR = ".data/simulator",
  SIMULATOR_SECRET = "",
} = process.env;

function quit(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function start(): Promise<Simulator> {
  const port = Number(SIMULATOR_PORT);
  if (!/^[0-9]{1,5}$/.test(SIMULATOR_PORT) || port > 65_535) quit(messages.portInvalid);
  if (SIMULATOR_SECRET.length < SECRET_CHARACTERS_MIN) quit(messages.secretMissing);
  return startSimulator({ port, host: SIMULATOR_HOST, dataDir: SIMULATOR_DATA_DIR, secret: SIMULATOR_SECRET });
}

function sentenceFor(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  return taken ? sentence(messages.portTaken, { port: SIMULATOR_PORT }) : sentence(messages.failed, { reason });
}

const running = await start().catch((error: unknown) => quit(sentenceFor(error)));
process.stdout.write(`${sentence(messages.ready, { url: running.url })}\n`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(0), CLOSE_MAX_MS).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => quit(sentenceFor(error)),
    );
  });
}
