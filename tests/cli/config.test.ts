import { describe, expect, test } from "vitest";
import {
  ConfigError,
  cardConfig,
  ownerConfig,
  portsConfig,
  roleUrl,
  secretsConfig,
  verifyConfig,
  webConfig,
  workerConfig,
} from "@/lib/config";

const web = {
  DATABASE_URL: "postgres://contrafirma:clave-del-propietario@db.example:6432/negocio?sslmode=require",
  SECRETS_KEY: `1:${Buffer.alloc(32, 1).toString("base64")}`,
  CARD_KEY: Buffer.alloc(32, 3).toString("hex"),
};
const { CARD_KEY, ...shared } = web;
const worker = {
  ...shared,
  SMTP_URL: "smtp://127.0.0.1:1025",
  MAIL_FROM: "Contrafirma <avisos@demo.example>",
  BANK_URL: "http://127.0.0.1:4010",
  CORE_URL: "http://127.0.0.1:4010",
  GATEWAY_SECRET: "s".repeat(32),
  AUDIT_ANCHOR_DIR: "/var/anchors",
};

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("addresses of the roles", () => {
  test("each role has its own user and password on the owner's server and database", () => {
    const url = new URL(webConfig(web).databaseUrl);
    expect([url.username, url.host, url.pathname, url.search]).toEqual([
      "app_web",
      "db.example:6432",
      "/negocio",
      "?sslmode=require",
    ]);
    // printf app_web | openssl dgst -sha256 -hmac clave-del-propietario
    expect(url.password).toBe("ec8e784b6ad045cfe88b960f39d27eda28cbd3ad71d2cf57b66122dbd3a37883");
    expect(new URL(workerConfig(worker).databaseUrl).password).not.toBe(url.password);
    expect(new URL(verifyConfig(worker).databaseUrl).username).toBe("verify");
  });

  test("an address of one's own wins and needs no owner", () => {
    const own = "postgres://app_web:x@other.example/negocio";
    expect(webConfig({ ...web, DATABASE_URL: undefined, DATABASE_URL_WEB: own }).databaseUrl).toBe(own);
  });

  test("an owner without a password derives nothing", () => {
    expect(() => roleUrl("postgres://contrafirma@db.example/negocio", "verify")).toThrow(ConfigError);
  });
});

describe("the public origin", () => {
  test.each([
    [{}, "http://localhost:3000"],
    [{ PORT: "3100" }, "http://localhost:3100"],
    [{ PUBLIC_ORIGIN: "https://portal.example/" }, "https://portal.example"],
  ])("%o is %s", (env, origin) => {
    expect(webConfig({ ...web, ...env }).publicOrigin).toBe(origin);
  });

  test.each([
    "http://portal.example",
    "https://portal.example/ruta",
    "https://a@portal.example",
    "ftp://portal.example",
    "portal",
  ])("%s is refused", (PUBLIC_ORIGIN) => {
    expect(refusal(() => webConfig({ ...web, PUBLIC_ORIGIN }))).toMatch(/^La variable PUBLIC_ORIGIN no es válida/);
  });
});

describe("refusals", () => {
  test.each(Object.keys(worker).filter((name) => name !== "DATABASE_URL"))("the worker without %s", (name) => {
    expect(refusal(() => workerConfig({ ...worker, [name]: undefined }))).toMatch(
      new RegExp(`^Falta la variable ${name}: .+\\.$`),
    );
    expect(refusal(() => workerConfig({ ...worker, [name]: "" }))).toMatch(
      new RegExp(`^Falta la variable ${name}: .+\\.$`),
    );
  });

  test("neither the owner's address nor the role's", () => {
    expect(refusal(() => workerConfig({ ...worker, DATABASE_URL: undefined }))).toMatch(
      /^Falta la variable DATABASE_URL_WORKER/,
    );
    expect(refusal(() => ownerConfig({}))).toMatch(/^Falta la variable DATABASE_URL:/);
  });

  test.each([
    ["SECRETS_KEY", "Y29ydG8="],
    ["GATEWAY_SECRET", "secreto-corto"],
    ["SMTP_URL", "http://correo.example/secreto"],
    ["BANK_URL", "file:///secreto"],
    ["DATABASE_URL", "mysql://u:secreto@db/x"],
    ["MAIL_FROM", "nadie-secreto"],
  ])("%s that does not hold is named, its value is not", (name, value) => {
    const told = refusal(() => workerConfig({ ...worker, [name]: value }));
    expect(told).toMatch(new RegExp(`^La variable ${name} no es válida`));
    expect(told).not.toContain(value);
  });

  test.each(["0", "65536", "80a", "-1", "3000.5"])("port %s", (PORT) => {
    expect(refusal(() => portsConfig({ PORT }))).toMatch(/^La variable PORT no es válida/);
  });

  test("several at once are all named, a line each", () => {
    const told = refusal(() => workerConfig({ DATABASE_URL: web.DATABASE_URL }));
    expect(told.split("\n").map((line) => /variable (\w+)/.exec(line)?.[1])).toEqual([
      "SMTP_URL",
      "MAIL_FROM",
      "BANK_URL",
      "CORE_URL",
      "GATEWAY_SECRET",
      "SECRETS_KEY",
      "AUDIT_ANCHOR_DIR",
    ]);
  });
});

describe("keys of the secrets", () => {
  const bytes = (fill: number) => Buffer.alloc(32, fill);
  const written = (id: string, fill: number) => `${id}:${bytes(fill).toString("base64")}`;

  test("one, or several in the order in which they stand", () => {
    expect(secretsConfig({ SECRETS_KEY: written("1", 1) }).secretsKeys).toEqual([{ id: "1", bytes: bytes(1) }]);
    expect(webConfig({ ...web, SECRETS_KEY: `${written("2026-12", 2)}, ${written("1", 1)}` }).secretsKeys).toEqual([
      { id: "2026-12", bytes: bytes(2) },
      { id: "1", bytes: bytes(1) },
    ]);
  });

  test.each([
    bytes(1).toString("base64"),
    `:${bytes(1).toString("base64")}`,
    `a b:${bytes(1).toString("base64")}`,
    `1:${Buffer.alloc(31, 1).toString("base64")}`,
    `1:${Buffer.alloc(33, 1).toString("base64")}`,
    `1:${bytes(1).toString("hex")}`,
    `${written("1", 1)},`,
    `${written("1", 1)},${written("1", 2)}`,
    "1:",
  ])("%s is none", (SECRETS_KEY) => {
    expect(refusal(() => secretsConfig({ SECRETS_KEY }))).toMatch(/^La variable SECRETS_KEY no es válida/);
  });
});

describe("key of card numbers", () => {
  const bytes = Buffer.alloc(32, 3);

  test.each([bytes.toString("hex"), bytes.toString("hex").toUpperCase(), bytes.toString("base64")])("%s", (text) => {
    expect(cardConfig({ CARD_KEY: text }).cardKey).toEqual(bytes);
  });

  test.each(["clave", bytes.toString("hex").slice(2), `${bytes.toString("hex")}00`, bytes.toString("base64url")])(
    "%s is none, and is not quoted",
    (text) => {
      for (const read of [() => cardConfig({ CARD_KEY: text }), () => webConfig({ ...web, CARD_KEY: text })]) {
        expect(refusal(read)).toMatch(/^La variable CARD_KEY no es válida/);
        expect(refusal(read)).not.toContain(text);
      }
    },
  );

  test("the portal does not start without it", () => {
    expect(refusal(() => webConfig({ ...web, CARD_KEY: undefined }))).toMatch(/^Falta la variable CARD_KEY: .+\.$/);
  });
});

describe("the demonstration", () => {
  test("DEMO and CLOCK_OFFSET exist only inside npm start and the tests", () => {
    expect(refusal(() => webConfig({ ...web, DEMO: "1" }))).toMatch(/^La variable DEMO/);
    expect(refusal(() => workerConfig({ ...worker, CLOCK_OFFSET: "60" }))).toMatch(/^La variable CLOCK_OFFSET/);
    const config = webConfig({ ...web, DEMO: "1", CLOCK_OFFSET: "-60", LAUNCHED_BY: "start" });
    expect([config.demo, config.clockOffsetMs]).toEqual([true, -60_000]);
  });
});

test("proxies are a list of addresses, none by default", () => {
  expect(webConfig(web).trustedProxies).toEqual([]);
  expect(webConfig({ ...web, TRUSTED_PROXY: "10.0.0.5, ::1" }).trustedProxies).toEqual(["10.0.0.5", "::1"]);
  expect(refusal(() => webConfig({ ...web, TRUSTED_PROXY: "10.0.0.5,proxy" }))).toMatch(/TRUSTED_PROXY/);
});

describe("seeing inside", () => {
  test("nothing is told or traced unless it is configured, and a query is slow beyond 250 ms", () => {
    expect(webConfig(web)).toMatchObject({ metricsToken: undefined, slowQueryMs: 250, traced: false });
    expect(workerConfig(worker)).toMatchObject({ slowQueryMs: 250, traced: false });
    const asked = { METRICS_TOKEN: "m".repeat(32), SLOW_QUERY_MS: "0", OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318" };
    expect(webConfig({ ...web, ...asked })).toMatchObject({
      metricsToken: "m".repeat(32),
      slowQueryMs: 0,
      traced: true,
    });
    expect(workerConfig({ ...worker, ...asked })).toMatchObject({ slowQueryMs: 0, traced: true });
  });

  test.each([
    ["METRICS_TOKEN", "m".repeat(31)],
    ["SLOW_QUERY_MS", "-1"],
    ["SLOW_QUERY_MS", "1.5"],
    ["SLOW_QUERY_MS", "1000000"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "grpc://colector:4317"],
  ])("%s that is %s is refused, and not quoted", (name, value) => {
    const told = refusal(() => webConfig({ ...web, [name]: value }));
    expect(told).toMatch(new RegExp(`^La variable ${name} no es válida`));
    expect(told).not.toContain(value);
  });
});
