import { beforeAll, describe, expect, test } from "vitest";
import { chainOfCompany } from "@/lib/activity/chain";
import { activityNames, activityPaper, activityTable, beginActivityExport } from "@/lib/activity/export";
import { findActivity, listActivity } from "@/lib/activity/queries";
import { factsOf } from "@/lib/activity/rules";
import { activitySearch } from "@/lib/activity/schema";
import { tellerIn } from "@/lib/activity/sentences";
import { trailCountMax } from "@/lib/audit/queries";
import { catalog, serviceOf } from "@/lib/catalog";
import { readCompany, recordRefusal, runCompany } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { paperRowsMax } from "@/lib/files/rules";
import { spreadsheet } from "@/lib/files/spreadsheet";
import { asOwner, confirmedBatch, demonstration, outcomeOf, sign, signedIn } from "@/tests/support/make";

// A company's own trail: found by each filter and by all together, said in words, taken as a file, and nobody else's.

type Search = Parameters<typeof listActivity>[1];
const all: Search = { person: null, whom: null, service: null, result: null, from: null, to: null };
let auditor: Caller;
let lot: string;

const place = (at: string, actor: string, event: string, subject: string, more = "'done', '{}'") =>
  asOwner(
    `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result, data)
     VALUES ((SELECT id FROM tenant WHERE code = 'E1'), '${at}', '${actor}', '${event}', '${subject}', ${more})`,
  );

beforeAll(async () => {
  await demonstration();
  auditor = { ...(await signedIn("auditor1")), product: null };
  lot = await confirmedBatch(2);
  await sign(await signedIn("firma1"), [lot]);
  // Days of Bogotá begin at five in the morning of Greenwich.
  await place("2020-03-01T04:59:59Z", "zoila1", "batch.uploaded", "before");
  await place("2020-03-01T05:00:00Z", "zoila1", "batch.signed", "first");
  await place("2020-03-02T04:59:59Z", "zoila1", "order.paid", "last", `'refused', '{"code":"last","product":"P1"}'`);
  await place("2020-03-02T05:00:00Z", "zoila2", "batch.signed", "after");
  await asOwner(
    `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result)
     SELECT id, '2020-03-01T12:00:00Z', 'zoila1', 'batch.signed', 'of another company', 'done' FROM tenant WHERE code = 'E2'`,
  );
});

const list = (search: Partial<Search>, wanted = { page: 1, size: 25 }) =>
  readCompany(auditor, "activity.read", (ctx) => listActivity(chainOfCompany(ctx), { ...all, ...search }, wanted));
const subjects = async (search: Partial<Search>) => (await list(search)).rows.map(({ subject }) => subject);

describe("the company's own chain, the newest first", () => {
  test.each([
    [{ person: "zoila1" }, ["last", "first", "before"]],
    [{ person: "zoila1", service: "lotes.autorizacion" }, ["first"]],
    [{ person: "zoila1", result: "refused" }, ["last"]],
    [{ person: "zoila1", result: "done", service: "ordenes.pago" }, []],
    [{ from: "2020-03-01", to: "2020-03-01" }, ["last", "first"]],
    [{ from: "2020-03-02", to: "2020-03-02" }, ["after"]],
    [{ to: "2020-02-29" }, ["before"]],
    [{ from: "2020-03-02", to: "2020-03-01" }, []],
    [{ to: "2020-03-02", service: "lotes.autorizacion" }, ["after", "first"]],
    [{ to: "2020-03-02", result: "refused" }, ["last"]],
    [{ person: "zoila" }, []],
    [{ person: "%" }, []],
  ] satisfies [Partial<Search>, string[]][])("%o", async (search, found) => {
    expect(await subjects(search)).toEqual(found);
  });

  test("what somebody just did stands on top, with their name and its service", async () => {
    const [row] = (await list({ person: "firma1" })).rows;
    expect(row).toMatchObject({ event: "batch.signed", subject: lot, service: "lotes.autorizacion", result: "done" });
    expect(row?.name).toBe("Fernando Ibáñez Torres");
    expect(tellerIn("es").sentence(row ?? expect.fail())).toBe(`Firmó el lote ${lot}`);
    expect(tellerIn("en").sentence(row ?? expect.fail())).toBe(`Signed lot ${lot}`);
  });

  test("more than ten thousand are not counted, and no page is past them", async () => {
    await asOwner(
      `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result) SELECT id, '2019-01-01'::timestamptz + n * interval '1 second',
         'muchos', 'batch.uploaded', 'n' || n, 'done' FROM tenant, generate_series(1, 20001) n WHERE code = 'E1'`,
    );
    expect(await list({ person: "muchos" })).toMatchObject({ total: trailCountMax, more: true });
    const last = await list({ person: "muchos" }, { page: 999_999, size: 10 });
    expect(last).toMatchObject({ page: 1_000, rows: { length: 10 } });
    expect(last.rows.at(-1)?.subject).toBe("n10002");
  });
});

describe("one event", () => {
  const found = async (caller: Caller, subject: string) => {
    const [row] = await asOwner<{ id: string }>("SELECT id::text FROM audit_event WHERE subject = $1", [subject]);
    return readCompany(caller, "activity.read", (ctx) => findActivity(chainOfCompany(ctx), BigInt(row?.id ?? 0)));
  };

  test("is the company's own or nobody's", async () => {
    expect(await found(auditor, "first")).toMatchObject({ actor: "zoila1", subject: "first" });
    expect(await found(auditor, "of another company")).toBeNull();
  });

  test("a refusal says what was asked and why not", async () => {
    const maker = { ...(await signedIn("maker1")), product: null };
    await recordRefusal(maker, "batch.sign", new DomainError("access.notAllowed"));
    const [row] = (await list({ person: "maker1", result: "refused" })).rows;
    const teller = tellerIn("es");
    expect(teller.sentence(row ?? expect.fail())).toBe("No pudo «Firmar» en Autorización de Lotes");
    expect(teller.reason(row?.code ?? "")).toBe("Su perfil no permite esta acción. No se cambió nada.");
    expect(row?.service).toBe("lotes.autorizacion");
  });

  test("what an operator did or was refused is the operator's", async () => {
    await place("2018-01-01T12:00:00Z", "oper1", "registry.suspended", "E1");
    const [row] = (await list({ to: "2018-01-01" })).rows;
    expect(row).toMatchObject({ actor: "oper1", service: "operador", name: null });
    expect(tellerIn("es").service(row?.service ?? null)).toBe("Operador de la plataforma");
  });
});

describe("what an event tells besides", () => {
  const teller = tellerIn("es");
  const told = (data: object, event = "batch.signed") => {
    const { changes, more } = factsOf(JSON.parse(JSON.stringify(data)), "x");
    const say = (text: string | null) => teller.value(text, event);
    return [
      ...changes.map((fact) => `${teller.label(fact)}: ${say(fact.before)} → ${say(fact.after)}`),
      ...more.map((fact) => `${teller.label(fact)}: ${say(fact.after)}`),
    ];
  };

  test.each([
    [{ from: "CONFIRMED", to: "PARTLY_SIGNED" }, ["Estado: Por autorizar → 1 de 2 firmas"]],
    [{ before: { name: "A", status: "ACTIVE" }, after: { name: "B" } }, ["Nombre: A → B", "Estado: Activo → —"]],
    [
      { before: null, after: { grants: { "lotes.carga": ["WEB", "batch.upload"] } } },
      ["Permisos · Carga de Lotes: — → Acceso Funcionalidad, Cargar"],
    ],
    [{ before: "1", after: "2", reason: "Por la prueba" }, ["Valor: 1 → 2", "Motivo: Por la prueba"]],
    [{ raro: [{ otro: true }] }, ["raro · 1 · otro: Sí"]],
    [{}, []],
  ] as const)("%o", (data, lines) => {
    expect(told(data)).toEqual(lines);
  });

  test.each([
    ["brokeruser.disabled", { before: "INVITED", after: "INACTIVE" }, ["Estado: Invitado → Inactivo"]],
    [
      "brokeruser.modified",
      { before: { role: "EJECUTIVO" }, after: { role: "GERENCIAL" }, changed: ["role", "birthDate"], line: 3 },
      ["Perfil: Ejecutivo → Gerencial", "Qué cambió: Perfil, Fecha de nacimiento", "Fila: 3"],
    ],
    [
      "brokeruser.left",
      { lentKeys: 1, elsewhere: true },
      ["Claves temporales anuladas: 1", "Trabaja también en otro lugar: Sí"],
    ],
    ["brokerfile.received", { rows: { SAME: 2, REFUSE: 1 } }, ["Filas · sin cambios: 2", "Filas · rechazadas: 1"]],
    [
      "brokersettings.modified",
      { before: { alerts: [], downloadFormat: "xlsx" }, after: { alerts: ["reset", "file"], downloadFormat: "csv" } },
      [
        "Alertas: — → Se restableció una contraseña, Se aplicó un archivo de usuarios",
        "Formato de descarga: Excel → CSV",
      ],
    ],
  ] as const)("of a broker's team: %s", (event, data, lines) => {
    expect(told(data, event)).toEqual(lines);
  });

  test("is never a secret or a card number", () => {
    const lines = told({
      passwordHash: "x",
      clave: "x",
      secret: { a: 1 },
      note: "tarjeta 4111111111111111.",
      total: "4111111111111111",
    });
    expect(lines).toEqual(["note: tarjeta 411111••••••1111.", "Total: 4111111111111111"]);
  });
});

test("every permission's refusal belongs to the service that grants it", async () => {
  const permissions = Object.values(catalog).flatMap(({ grants }) => [...grants]);
  const rows = await asOwner<{ event: string; service: string }>(
    `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result)
     SELECT t.id, '2017-01-01', 'each', p, 'access.notAllowed', 'refused' FROM tenant t, unnest($1::text[]) p WHERE t.code = 'E1' RETURNING event, service`,
    [permissions],
  );
  expect(rows.map(({ event, service }) => [event, service])).toEqual(permissions.map((one) => [one, serviceOf(one)]));
});

describe("exports", () => {
  const fileOf = async (search: Partial<Search>, format: "CSV" | "XLSX", caller = auditor) => {
    const begun = await runCompany(caller, "activity.export", (ctx) =>
      beginActivityExport(chainOfCompany(ctx), { ...all, ...search }, format),
    );
    const parts: Uint8Array[] = [];
    const table = activityTable(begun, (work) =>
      readCompany(caller, "activity.export", (ctx) => work(chainOfCompany(ctx))),
    );
    for await (const part of spreadsheet(format, { rows: "a", about: "b" }, new Date()).write(table)) parts.push(part);
    return Buffer.concat(parts).toString("utf8");
  };

  test("all that is found, in order, with its filters, and a record of it that is not in it", async () => {
    const text = await fileOf({ person: "zoila1" }, "CSV");
    const lines = text.split("\r\n");
    expect(lines[2]).toBe("Filtros;Usuario: zoila1");
    expect(lines[3]).toMatch(/^Exportado por;Beatriz .*\(auditor1\)$|^Exportado por;.*\(auditor1\)$/);
    expect(lines.slice(7, 10).map((line) => line.split(";")[4])).toEqual(["P1", "first", "before"]);
    expect(lines[8]).toMatch(/^2020-03-01 00:00:00;zoila1;Autorización de Lotes;Firmó el lote first;first;Hecho;/);
    const [record] = (await list({ person: "auditor1", service: "administracion.actividad" })).rows;
    expect(record?.event).toBe("activity.exported");
    const own = await fileOf({ person: "auditor1" }, "CSV");
    expect(own.match(/Exportó la Consulta de Actividad/g)?.length).toBe(1);
  });

  test("over many parts nothing is lost or twice", async () => {
    const text = await fileOf({ person: "muchos" }, "CSV");
    const seen = text
      .split("\r\n")
      .slice(7, -1)
      .map((line) => line.split(";")[4]);
    expect(seen).toEqual(Array.from({ length: 20_001 }, (_, index) => `n${20_001 - index}`));
  });

  test("a formula that somebody left in the trail is none in the file", async () => {
    await place("2016-01-01T12:00:00Z", "=cmd|x", "batch.signed", "=1+1");
    const text = await fileOf({ to: "2016-12-31" }, "CSV");
    expect(text).toContain(";'=cmd|x;");
    expect(text).toContain(";'=1+1;");
  });

  test("a right that is lost meanwhile ends it", async () => {
    const caller = { ...(await signedIn("auditor1")), product: null };
    const begun = await runCompany(caller, "activity.export", (ctx) =>
      beginActivityExport(chainOfCompany(ctx), { ...all, person: "muchos" }, "CSV"),
    );
    const { parts } = activityTable(begun, (work) =>
      readCompany(caller, "activity.export", (ctx) => work(chainOfCompany(ctx))),
    );
    const each = parts[Symbol.asyncIterator]();
    let read = [...(await each.next()).value].length;
    const flag =
      "permission = 'activity.export' AND profile_id = (SELECT id FROM profile WHERE name = 'Auditoría' AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1'))";
    const taken = await asOwner<{ tenant_id: number; profile_id: number; service: string }>(
      `DELETE FROM profile_permission WHERE ${flag} RETURNING tenant_id, profile_id, service`,
    );
    try {
      // The second part may have been on its way; the third is not.
      const rest = (async () => {
        for (let next = await each.next(); !next.done; next = await each.next()) read += [...next.value].length;
      })();
      expect(await outcomeOf(rest)).toBe("access.notAllowed");
      expect([10_000, 20_000]).toContain(read);
    } finally {
      for (const row of taken)
        await asOwner(
          "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) VALUES ($1, $2, $3, 'activity.export')",
          [row.tenant_id, row.profile_id, row.service],
        );
    }
  });

  test("a paper is the whole or nothing, and leaves its record", async () => {
    const paper = (search: Partial<Search>) =>
      runCompany(auditor, "activity.print", (ctx) =>
        activityPaper(chainOfCompany(ctx), { ...all, ...search }, "printed"),
      );
    const printed = await paper({ person: "zoila1" });
    expect(printed?.rows).toHaveLength(3);
    expect(printed?.head.facts[1]).toEqual(["Filtros", "Usuario: zoila1"]);
    expect((await list({ person: "auditor1" })).rows[0]?.event).toBe("activity.printed");
    expect(
      await readCompany(auditor, "activity.print", (ctx) =>
        activityPaper(chainOfCompany(ctx), { ...all, person: "muchos" }, "printed"),
      ),
    ).toBeNull();
    expect(paperRowsMax).toBe(1_000);
  });

  test("files are named by company and day", async () => {
    const { file } = await readCompany(auditor, "activity.read", async (ctx) => activityNames(chainOfCompany(ctx)));
    expect(file).toMatch(/^actividad-E1-\d{4}-\d{2}-\d{2}$/);
  });
});

test("what an address asks", () => {
  expect(
    activitySearch({ persona: " Maker1 ", servicio: "lotes.carga", resultado: "done", desde: "2026-02-30" }),
  ).toEqual({
    person: "maker1",
    whom: null,
    service: "lotes.carga",
    result: "done",
    from: null,
    to: null,
  });
  expect(activitySearch({ persona: ["a"], servicio: "nada" })).toEqual(all);
});
