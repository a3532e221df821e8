import pino from "pino";
import { traceUnderWay } from "@/lib/spans";
import { underWay } from "@/lib/under-way";

const asked = process.env.LOG_LEVEL || "info";

/** Names of what is never written, in a line or in objects up to three levels down. */
const secretNames = [
  "clave",
  "codigo",
  "password",
  "token",
  "secret",
  "sealedCode",
  "cookie",
  "authorization",
  "document",
  "documentNumber",
  "documento",
];
const depths = ["", "*.", "*.*.", "*.*.*."];

/** An error as pino tells it, but for what Prisma quotes of a query in a message of its own: the values in it. */
function told(error: Error): object {
  const line = pino.stdSerializers.err(error);
  if (!line.type?.startsWith("PrismaClient")) return line;
  const frames = line.stack?.indexOf("\n    at ") ?? -1;
  return {
    ...line,
    message: line.message.replace(/\{.*\}/s, "{…}"),
    stack: frames < 0 ? undefined : line.stack?.slice(frames + 1),
  };
}

/**
 * Structured log of this process: a JSON object a line. Lines written in a request or a job name it by themselves (lib/under-way);
 * claves, codes, documents and card data never go in.
 */
export const log = pino({
  // A level that does not exist is refused by the configuration, which needs a log to say so.
  level: asked in pino.levels.values || asked === "silent" ? asked : "info",
  base: { process: process.env.PROCESS_NAME ?? "contrafirma" },
  mixin: () => ({ ...underWay.getStore()?.names, ...traceUnderWay() }),
  serializers: { err: told },
  redact: {
    paths: [
      ...depths.flatMap((depth) => secretNames.map((name) => depth + name)),
      "err.meta.driverAdapterError",
      "err.cause",
    ],
    remove: true,
  },
});
