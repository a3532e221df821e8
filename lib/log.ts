import pino from "pino";

const asked = process.env.LOG_LEVEL || "info";

/** Structured log of this process. Requests and jobs are named by id; claves, codes, documents and card data never go in. */
export const log = pino({
  // A level that does not exist is refused by the configuration, which needs a log to say so.
  level: asked in pino.levels.values || asked === "silent" ? asked : "info",
  base: { process: process.env.PROCESS_NAME ?? "contrafirma" },
  redact: {
    paths: ["*.clave", "*.codigo", "*.password", "*.token", "*.document", "err.meta.driverAdapterError"],
    remove: true,
  },
});
