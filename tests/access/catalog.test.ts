import { expect, test } from "vitest";
import { type Operation, operations } from "@/lib/app/contract";
import { brokerCatalog, catalog, isOfBrokers, operatorCatalog, type Service, serviceOf, services } from "@/lib/catalog";
import type { Door } from "@/lib/web/declared";

// The catalogue of services against the declared doors, both ways: a flag without a door is decoration, a door without a service is
// open to nobody or to everybody.

type Modules = Record<string, Record<string, unknown>>;
const modules: Modules = {
  ...import.meta.glob<Record<string, unknown>>("../../app/**/*actions.ts", { eager: true }),
  ...import.meta.glob<Record<string, unknown>>("../../app/**/page.tsx", { eager: true }),
  ...import.meta.glob<Record<string, unknown>>("../../app/api/**/route.ts", { eager: true }),
};
const isDoor = (one: unknown): one is { door: Door } => typeof one === "function" && "door" in one;
const doors = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported).flatMap(([name, one]) =>
    isDoor(one) ? [{ at: `${file.slice(6)} ${name}`, door: one.door }] : [],
  ),
);
const asked = new Set(doors.map(({ door }) => door.asks));
const operators: readonly string[] = Object.values(operatorCatalog).flat();
/** Asked of whoever comes, whatever they may do; "any" and "house" open where some action of the products or of the house is held. */
const open: readonly string[] = ["self", "public", "entry", "any", "house"];
test("there is something to compare", () => {
  expect(doors.length).toBeGreaterThan(80);
});

test("an action belongs to one service, and to none of the operator's", () => {
  const granted = services.flatMap((service) => [...catalog[service].grants]);
  expect(granted).toHaveLength(new Set(granted).size);
  expect(granted.filter((permission) => operators.includes(permission))).toEqual([]);
});

test("every door asks for an action of a service, of the operator's desk, of a broker, or for nothing that is granted", () => {
  const stray = doors.filter(
    ({ door: { asks } }) =>
      !open.includes(asks) && !operators.includes(asks) && !isOfBrokers(asks) && serviceOf(asks) === undefined,
  );
  expect(stray).toEqual([]);
});

test("every service governs a door", () => {
  const governs = (service: Service) => catalog[service].grants.some((permission) => asked.has(permission));
  expect(services.filter((service) => !governs(service))).toEqual([]);
});

test("every action is asked by a door", () => {
  const idle = services.flatMap((service) => catalog[service].grants.filter((permission) => !asked.has(permission)));
  expect(idle).toEqual([]);
  expect(
    Object.values(brokerCatalog)
      .flat()
      .filter((permission) => !asked.has(permission)),
  ).toEqual([]);
});

test("a service works in the App exactly where a door of the App asks for one of its actions", () => {
  const inApp = new Set(Object.values<Operation>(operations).map(({ asks }) => serviceOf(asks)));
  expect(services.filter((service) => catalog[service].app)).toEqual(services.filter((service) => inApp.has(service)));
});
