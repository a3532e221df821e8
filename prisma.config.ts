import { defineConfig } from "prisma/config";

// `prisma generate` needs no engine, only the name of an executable: nothing is downloaded.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema.prisma" });
