import pino from "pino";

/** Structured log of this process. Requests and jobs are named by id; claves, codes, documents and card data never go in. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.PROCESS_NAME ?? "contrafirma" },
  redact: {
    paths: ["*.clave", "*.codigo", "*.password", "*.token", "*.document", "err.meta.driverAdapterError"],
    remove: true,
  },
});
