import type { Heard } from "@/tests/walker/told";
import { statementIn, type Walk } from "@/tests/walker/walk";

// What people were told, against what is there afterwards. "Done" stays done; what nobody was told, or was told in a refusal, did not happen.

type Signed = { by: string; statement: string; void: string | null };
type Lot = {
  key: string;
  status: string;
  upload: string;
  confirmed: string | null;
  reason: string | null;
  order: string | null;
  signatures: Signed[];
};
type Order = { key: string; status: string; annulReason: string | null; lots: string[]; statements: string[] };

const lotsSql = `
  SELECT t.code || ' ' || b.number AS key, b.status, b.upload_id AS upload, cu.username AS confirmed, b.end_reason AS reason,
         t.code || ' ' || o.number AS "order",
         coalesce((SELECT jsonb_agg(jsonb_build_object('by', su.username, 'statement', s.confirmation_id, 'void', s.void_reason)) FROM signature s
             JOIN membership sm ON sm.id = s.membership_id JOIN app_user su ON su.id = sm.user_id WHERE s.batch_id = b.id), '[]') AS signatures
    FROM batch b JOIN tenant t ON t.id = b.tenant_id LEFT JOIN service_order o ON o.id = b.order_id
    LEFT JOIN membership cm ON cm.id = b.confirmed_by LEFT JOIN app_user cu ON cu.id = cm.user_id`;
const ordersSql = `
  SELECT t.code || ' ' || o.number AS key, o.status, o.annul_reason AS "annulReason",
         ARRAY(SELECT t.code || ' ' || b.number FROM batch b WHERE b.order_id = o.id) AS lots,
         ARRAY(SELECT p.confirmation_id::text FROM payment p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id) AS statements
    FROM service_order o JOIN tenant t ON t.id = o.tenant_id`;

const statementsSql = `
  SELECT c.id::text AS id, u.username AS by FROM confirmation c JOIN membership m ON m.tenant_id = c.tenant_id AND m.id = c.membership_id
    JOIN app_user u ON u.id = m.user_id`;

type Facts = {
  heard: readonly Heard[];
  lots: Map<string, Lot>;
  orders: Map<string, Order>;
  /** Whose each statement is. */
  statements: Map<string, string>;
};

/** What is not as people were told, each a sentence; none is what a walk must end with. */
export async function broken({ eyes, told }: Walk): Promise<string[]> {
  const facts: Facts = {
    heard: told.heard,
    lots: new Map((await eyes.ask<Lot>(lotsSql)).map((lot) => [lot.key, lot])),
    orders: new Map((await eyes.ask<Order>(ordersSql)).map((order) => [order.key, order])),
    statements: new Map((await eyes.ask<{ id: string; by: string }>(statementsSql)).map(({ id, by }) => [id, by])),
  };
  return [uploads, confirmations, statements, signatures, withdrawals, ends, annulments, payments].flatMap((check) =>
    check(facts),
  );
}

const of = ({ heard }: Facts, verb: Heard["verb"], with_: (one: Heard) => boolean = () => true) =>
  heard.filter((one) => one.verb === verb && with_(one));
const isDone = ({ outcome }: Heard): boolean => outcome.kind === "done";
/** Whether it may have happened: told so, or never told. */
const maybe = ({ outcome }: Heard): boolean => outcome.kind !== "refused";
const keysOf = ({ actor, lots = [] }: Heard): string[] => lots.map((lot) => `${actor.company} ${lot}`);
const orderOf = ({ actor, order }: Heard): string => `${actor.company} ${order}`;

/** An acknowledged file is one lot under the number told; a refused one is none; no lot came from a file nobody sent. */
function uploads(facts: Facts): string[] {
  const sent = Map.groupBy(of(facts, "batch.upload"), ({ upload }) => upload ?? "");
  const made = Map.groupBy(facts.lots.values(), ({ upload }) => upload);
  const perSend = [...sent].flatMap(([id, said]) => {
    const lots = made.get(id) ?? [];
    const told = [
      ...new Set(
        said.filter(isDone).map((one) => `${one.actor.company} ${one.outcome.kind === "done" ? one.outcome.to : ""}`),
      ),
    ];
    if (told.length > 1) return [`Upload ${id} was told ${told.join(" and ")}`];
    if (told.length === 1)
      return lots.length === 1 && lots[0]?.key === told[0]
        ? []
        : [`Upload ${id}: told ${told[0]}, there is ${lots.map(({ key }) => key).join(", ") || "none"}`];
    return lots.length > 0 && !said.some(maybe) ? [`Upload ${id} was refused, and there is ${lots[0]?.key}`] : [];
  });
  const strange = [...made.keys()].filter((id) => !sent.has(id)).map((id) => `Upload ${id} was sent by nobody`);
  return [...perSend, ...strange];
}

function confirmations(facts: Facts): string[] {
  const said = of(facts, "batch.confirm");
  const lost = said
    .filter(isDone)
    .filter((one) => keysOf(one).some((key) => facts.lots.get(key)?.confirmed !== one.actor.username));
  const open = new Set(said.filter(maybe).flatMap(keysOf));
  const strange = [...facts.lots.values()].filter(({ key, confirmed }) => confirmed !== null && !open.has(key));
  return [
    ...lost.map((one) => `${one.actor.username} confirmed ${keysOf(one)}, and that is not so`),
    ...strange.map(({ key, confirmed }) => `${key} was confirmed by ${confirmed}, whom nobody told so`),
  ];
}

/** A calculated order shown, or a code asked for, is a statement of the one who was shown it. */
function statements(facts: Facts): string[] {
  return facts.heard.flatMap(({ actor, step, outcome }) => {
    if (!step || outcome.kind !== "done") return [];
    const id = statementIn(outcome.to);
    const owner = facts.statements.get(id ?? "");
    return owner === actor.username
      ? []
      : [`${actor.username} was shown the statement ${id}, which is ${owner ?? "no"}'s`];
  });
}

/** Each signature acknowledged stands on each lot of its statement, live or void with a reason; each that stands was pressed. */
function signatures(facts: Facts): string[] {
  const said = of(facts, "batch.sign", ({ statement }) => statement !== undefined);
  const standing = [...facts.lots.values()].flatMap((lot) =>
    lot.signatures.map((signature) => ({ lot: lot.key, ...signature })),
  );
  const byStatement = Map.groupBy(standing, ({ statement }) => statement);
  const lost = said.filter(isDone).flatMap((one) => {
    const found = (byStatement.get(one.statement ?? "") ?? [])
      .filter(({ by }) => by === one.actor.username)
      .map(({ lot }) => lot);
    const missing = keysOf(one).filter((key) => !found.includes(key));
    return missing.map((key) => `${one.actor.username} signed ${key} by ${one.statement}, and no signature is there`);
  });
  const pressed = new Set(said.filter(maybe).map(({ statement }) => statement));
  const strange = standing.filter(({ statement }) => !pressed.has(statement));
  return [
    ...lost,
    ...strange.map(
      ({ lot, by, statement }) =>
        `${lot} carries a signature of ${by} (${statement}) that was refused or never pressed`,
    ),
  ];
}

function withdrawals(facts: Facts): string[] {
  const keyed = Map.groupBy(of(facts, "batch.withdraw", maybe), (one) => `${keysOf(one)} ${one.actor.username}`);
  const voided = Map.groupBy(
    [...facts.lots.values()].flatMap(({ key, signatures }) =>
      signatures.filter((one) => one.void === "withdrawn").map(({ by }) => `${key} ${by}`),
    ),
    (name) => name,
  );
  return [...new Set([...keyed.keys(), ...voided.keys()])].flatMap((name) => {
    const said = keyed.get(name) ?? [];
    const found = voided.get(name)?.length ?? 0;
    const least = said.filter(isDone).length;
    return found >= least && found <= said.length
      ? []
      : [`${name}: ${found} signatures withdrawn, ${least} acknowledged, ${said.length - least} unknown`];
  });
}

/** Rejected, annulled and deleted lots stay so, and only they are. */
function ends(facts: Facts): string[] {
  const wrong: string[] = [];
  const hows = [
    ["batch.reject", "REJECTED"],
    ["batch.annul", "ANNULLED"],
    ["batch.delete", "ANNULLED"],
  ] as const;
  for (const [verb, status] of hows)
    for (const key of of(facts, verb, isDone).flatMap(keysOf))
      if (facts.lots.get(key)?.status !== status) wrong.push(`${key} after ${verb} is ${facts.lots.get(key)?.status}`);
  const pressed = new Set(hows.flatMap(([verb]) => of(facts, verb, maybe).flatMap(keysOf)));
  for (const lot of facts.lots.values()) {
    const ended = ["REJECTED", "ANNULLED"].includes(lot.status);
    const byOrder = lot.order !== null && facts.orders.get(lot.order)?.status === "ANNULLED";
    if (ended && !pressed.has(lot.key) && !byOrder) wrong.push(`${lot.key} is ${lot.status}, and nobody was told so`);
  }
  return wrong;
}

function annulments(facts: Facts): string[] {
  const said = of(facts, "order.annul");
  const lost = said.filter(isDone).flatMap((one) => {
    const order = facts.orders.get(orderOf(one));
    const lots = (order?.lots ?? []).filter((key) => facts.lots.get(key)?.status !== "ANNULLED");
    return order?.status === "ANNULLED" && order.annulReason === null && lots.length === 0
      ? []
      : [
          `${orderOf(one)} was annulled, and is ${order?.status} (${order?.annulReason}) with ${lots.join(", ") || "its lots annulled"}`,
        ];
  });
  const pressed = new Set(said.filter(maybe).map(orderOf));
  const strange = [...facts.orders.values()].filter(
    ({ key, status, annulReason }) => status === "ANNULLED" && annulReason === null && !pressed.has(key),
  );
  return [...lost, ...strange.map(({ key }) => `${key} is annulled, and nobody was told so`)];
}

/** A payment acknowledged is there, or its order was annulled because a signer was lost; no payment is there that nobody pressed. */
function payments(facts: Facts): string[] {
  const said = of(facts, "order.pay", ({ statement }) => statement !== undefined);
  const lost = said.filter(isDone).filter((one) => {
    const order = facts.orders.get(orderOf(one));
    return (
      !order?.statements.includes(one.statement ?? "") && !(order?.status === "ANNULLED" && order.annulReason !== null)
    );
  });
  const pressed = new Set(said.filter(maybe).map(({ statement }) => statement));
  const strange = [...facts.orders.values()].flatMap(({ key, statements }) =>
    statements.filter((id) => !pressed.has(id)).map((id) => `${key} by ${id}`),
  );
  return [
    ...lost.map((one) => `${one.actor.username} paid ${orderOf(one)} by ${one.statement}, and there is no payment`),
    ...strange.map((what) => `A payment that was refused or never pressed: ${what}`),
  ];
}
