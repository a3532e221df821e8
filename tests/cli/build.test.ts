import { expect, test } from "vitest";
import { deploymentName } from "@/lib/cli/build";
import { buildConfig, ConfigError, webConfig } from "@/lib/config";

const key = Buffer.alloc(32, 1);

test("machines that build the same sources with the same key make one deployment; any other build is another", () => {
  const name = deploymentName("sources", key);
  expect(name).toMatch(/^[0-9a-f]{32}$/);
  expect(deploymentName("sources", Buffer.alloc(32, 1))).toBe(name);
  expect(deploymentName("other sources", key)).not.toBe(name);
  expect(deploymentName("sources", Buffer.alloc(32, 2))).not.toBe(name);
  expect(deploymentName("sources", null)).not.toBe(deploymentName("sources", null));
  expect(deploymentName("sources", null)).toMatch(/^[a-zA-Z0-9_-]+$/);
});

test("the key of actions is 32 bytes or none, for the build and for the portal", () => {
  const env = {
    DATABASE_URL: "postgres://contrafirma:clave@db.example/negocio",
    SECRETS_KEY: `1:${key.toString("base64")}`,
    CARD_KEY: key.toString("hex"),
  };
  expect(buildConfig({}).actionsKey).toBeNull();
  expect(buildConfig({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key.toString("base64") }).actionsKey).toEqual(key);
  const short = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(16, 1).toString("base64") };
  for (const read of [() => buildConfig(short), () => webConfig({ ...env, ...short })]) {
    expect(read).toThrow(ConfigError);
    expect(read).toThrow("NEXT_SERVER_ACTIONS_ENCRYPTION_KEY");
  }
});

test("how long an ending portal waits is stated in seconds", () => {
  const env = {
    DATABASE_URL: "postgres://contrafirma:clave@db.example/negocio",
    SECRETS_KEY: `1:${key.toString("base64")}`,
    CARD_KEY: key.toString("hex"),
  };
  expect(webConfig(env).stop).toEqual({ drainMs: 0, withinMs: 25_000 });
  const stop = { STOP_DRAIN_SECONDS: "10", STOP_WITHIN_SECONDS: "30" };
  expect(webConfig({ ...env, ...stop }).stop).toEqual({ drainMs: 10_000, withinMs: 30_000 });
  for (const wrong of ["-1", "1.5", "301", "1h"])
    expect(() => webConfig({ ...env, STOP_WITHIN_SECONDS: wrong })).toThrow("STOP_WITHIN_SECONDS");
});
