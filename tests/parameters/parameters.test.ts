import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { changeParameters, parametersShown } from "@/lib/parameters/commands";
import { readFeeProposal, readInvitationHours, readParameters, readSupport } from "@/lib/parameters/queries";
import { asTyped, basisPointsOf, percentOf } from "@/lib/parameters/rules";
import { parametersSchema } from "@/lib/parameters/schema";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// What holds for the whole installation: what each may be, that only the desk changes it, and that the trail knows what it was.

beforeAll(demonstration);
beforeEach(() => asOwner("DELETE FROM parameter"));

const desk = async (): Promise<Caller> => ({ ...(await signedIn("oper1")), company: null, product: null });
const right = {
  correo: "soporte@demo.example",
  telefono: "+57 (601) 555-0100",
  horas: "96",
  fijoColombia: "1500,50",
  comisionColombia: "0,35",
  impuestoColombia: "19",
  fijoPeru: "2",
  comisionPeru: "1",
  impuestoPeru: "18",
};
const wanted = (more: Partial<Record<keyof typeof right, string>> = {}) =>
  parametersSchema.parse({ ...right, ...more });
const changing = async (more?: Parameters<typeof wanted>[0]) =>
  runOperator(await desk(), "parameter.write", (ctx) => changeParameters(ctx, wanted(more)));

test("until they are set they hold as from the beginning, and nobody is told where support is", async () => {
  expect(await readInvitationHours()).toBe(72);
  expect(await readSupport()).toEqual({ mail: null, phone: null });
  const proposal = await readOperator(await desk(), "parameter.read", (ctx) => readFeeProposal(ctx, "CO"));
  expect(proposal).toEqual({ fixedCents: 0n, basisPoints: 0, taxBasisPoints: 1900 });
});

test("what was set holds at once, for each country its own, and the trail says what it was", async () => {
  const [last] = await asOwner<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit_event");
  await changing();
  expect(await readInvitationHours()).toBe(96);
  expect(await readSupport()).toEqual({ mail: "soporte@demo.example", phone: "+57 (601) 555-0100" });
  const proposals = await readOperator(await desk(), "parameter.read", async (ctx) => [
    await readFeeProposal(ctx, "CO"),
    await readFeeProposal(ctx, "PE"),
  ]);
  expect(proposals).toEqual([
    { fixedCents: 150_050n, basisPoints: 35, taxBasisPoints: 1900 },
    { fixedCents: 200n, basisPoints: 100, taxBasisPoints: 1800 },
  ]);
  const trail = await asOwner<{ subject: string; data: object }>(
    "SELECT subject, data FROM audit_event WHERE event = 'parameter.changed' AND id > $1 AND tenant_id = (SELECT id FROM tenant WHERE kind = 'PLATFORM') ORDER BY id",
    [last?.id],
  );
  expect(trail.map(({ subject }) => subject)).toEqual([
    "supportMail",
    "supportPhone",
    "invitationHours",
    "fixedColombia",
    "basisColombia",
    "fixedPeru",
    "basisPeru",
  ]);
  expect(trail[2]?.data).toEqual({ before: "72", after: "96" });
});

test("only what differs is shown, as people write it; what is the same already is refused", async () => {
  await changing();
  const shown = async (more?: Parameters<typeof wanted>[0]) =>
    readOperator(await desk(), "parameter.write", (ctx) => parametersShown(ctx, wanted(more)));
  expect((await shown({ comisionColombia: "1,25", fijoColombia: "0" })).lines).toEqual([
    { key: "fixedColombia", before: "1500,50", after: "0,00" },
    { key: "basisColombia", before: "0,35", after: "1,25" },
  ]);
  expect(await outcomeOf(shown())).toBe("parameters.same");
});

test("nobody but the desk changes them", async () => {
  const maker = { ...(await signedIn("maker1")), company: null, product: null };
  const work = runOperator(maker, "parameter.write", (ctx) => changeParameters(ctx, wanted()));
  expect(await outcomeOf(work)).toBe("access.notAllowed");
  expect(await readOperator(await desk(), "parameter.read", readParameters)).toMatchObject({ invitationHours: "72" });
});

describe("what none can be does not pass the form", () => {
  test.each([
    ["horas", "23"],
    ["horas", "169"],
    ["horas", "72,5"],
    ["horas", ""],
    ["correo", "sin-arroba"],
    ["correo", "a@b"],
    ["telefono", "llame ya"],
    ["fijoColombia", "1.500"],
    ["fijoColombia", "-1"],
    ["fijoColombia", "10000000000"],
    ["comisionColombia", "100,01"],
    ["comisionColombia", "1,255"],
    ["impuestoPeru", "dieciocho"],
    ["impuestoPeru", ""],
  ])("%s as %s", (name, value) => {
    expect(parametersSchema.safeParse({ ...right, [name]: value }).success).toBe(false);
  });

  test.each([
    ["horas", "24"],
    ["horas", "168"],
    ["correo", ""],
    ["telefono", ""],
    ["comisionColombia", "100"],
    ["comisionColombia", "0.5"],
  ])("%s as %s does", (name, value) => {
    expect(parametersSchema.safeParse({ ...right, [name]: value }).success).toBe(true);
  });
});

test.each([
  ["0", 0, "0"],
  ["19", 1900, "19"],
  ["1,2", 120, "1,20"],
  ["0.05", 5, "0,05"],
  ["100", 10_000, "100"],
])("%s %% is %d basis points, written %s", (text, points, written) => {
  expect(basisPointsOf(text)).toBe(points);
  expect(percentOf(points)).toBe(written);
  expect(asTyped("taxPeru", String(points))).toBe(written);
});
