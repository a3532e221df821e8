import { beforeAll, expect, test } from "vitest";
import { readOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { keepPage } from "@/lib/home/commands";
import type { KeepPage } from "@/lib/home/schema";
import { readShell } from "@/lib/home/shell";
import { asOwner, demonstration, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

const keep = (caller: Caller, act: KeepPage["act"], path: string, title = path) =>
  readOwn(caller, (ctx) => keepPage(ctx, { path, title, act }));
const kept = async (caller: Caller) => (await readOwn(caller, readShell)).kept;
const lot = (number: number) => `/empresas/E1/P1/lotes/L-2026-${String(number).padStart(6, "0")}`;

test("a star is kept on the server, for that person only, until it is taken off", async () => {
  const [maker, other] = [await signedIn("maker1"), await signedIn("firma1")];
  await keep(maker, "star", "/empresas/E1/P1/lotes/carga", "Carga de Lotes");
  expect(await kept(await signedIn("maker1"))).toMatchObject([
    { title: "Carga de Lotes", starred: true, visitedAt: null },
  ]);
  expect(await kept(other)).toEqual([]);
  await keep(maker, "unstar", "/empresas/E1/P1/lotes/carga");
  expect(await kept(maker)).toEqual([]);
});

test("the last twenty visits stay, newest first; a starred page stays beyond them without its visit", async () => {
  const maker = await signedIn("maker1");
  await keep(maker, "star", lot(1));
  for (let number = 1; number <= 23; number += 1) await keep(maker, "visit", lot(number));
  const pages = await kept(maker);
  expect(pages.filter((page) => page.visitedAt !== null).map((page) => page.path)).toEqual(
    Array.from({ length: 20 }, (_, index) => lot(23 - index)),
  );
  expect(pages.filter((page) => page.starred)).toMatchObject([{ path: lot(1), visitedAt: null }]);
  expect(pages).toHaveLength(21);
});

test("fifty stars at most: the oldest makes room", async () => {
  const payer = await signedIn("pagador1");
  for (let number = 1; number <= 51; number += 1) await keep(payer, "star", lot(number));
  const pages = await kept(payer);
  expect(pages).toHaveLength(50);
  expect(pages.map((page) => page.path)).not.toContain(lot(1));
});

test("a page that the person may not open any more is not shown", async () => {
  const reader = await signedIn("consulta1");
  await keep(reader, "star", "/empresas/E1/P1/lotes/carga");
  await keep(reader, "visit", "/empresas/E1/P1/consultas/ordenes");
  await keep(reader, "visit", "/empresas/E1/P2/lotes/carga");
  await keep(reader, "visit", "/empresas/E2/P9/lotes/carga");
  await keep(reader, "visit", "/empresas/E1/P1/tarjetas/1000000001");
  expect((await kept(reader)).map((page) => page.path)).toEqual(["/empresas/E1/P1/lotes/carga"]);
  await asOwner(
    "UPDATE membership SET status = 'INACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'consulta1')",
  );
  expect(await kept(reader)).toEqual([]);
});
