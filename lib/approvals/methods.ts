import type { OperatorPermission, Permission } from "@/lib/catalog";

/**
 * How a person shows that they mean it: their clave, the code that was mailed, their token (or a passkey, which stands for it), or
 * the clave and, as soon as one is held, the token beside it: what changes the token itself.
 */
export type Method = "password" | "code" | "token" | "passwordAndToken";

/** What a person does to their own second factor, and to what else is theirs alone. */
export type FactorVerb = "token.enrol" | "token.remove" | "token.codes" | "passkey.add" | "passkey.remove";
export type OwnVerb = FactorVerb | "mark.keep" | "session.closeOthers" | "password.change";

/** What the operator's desk confirms by token: what it asks for, decides and writes into the registry. */
export type OperatorVerb =
  | "registry.register"
  | "registry.modify"
  | "registry.suspend"
  | "change.propose"
  | "change.decide"
  | "invoice.give"
  | "parameter.change";

/** Verbs whose statement is the person's own, in no company's. */
export type StatedVerb = OwnVerb | OperatorVerb;

/**
 * Which verb asks for which: the one table, from which doors take what they ask. A verb that is not in
 * it is a plain press. A company may demand more, never less.
 */
export const methods = {
  "batch.confirm": "password",
  "batch.sign": "password",
  "batch.reject": "password",
  "batch.withdraw": "password",
  "batch.annul": "password",
  "order.pay": "code",
  "order.annul": "password",
  "master.fund": "password",
  "master.withdraw": "password",
  "card.balance": "password",
  "card.credit": "password",
  "card.debit": "password",
  "card.block": "password",
  "card.unblock": "password",
  "card.replace": "password",
  "mark.keep": "password",
  "password.change": "password",
  "session.closeOthers": "password",
  "token.enrol": "passwordAndToken",
  "token.remove": "passwordAndToken",
  "token.codes": "passwordAndToken",
  "passkey.add": "passwordAndToken",
  "passkey.remove": "passwordAndToken",
  "registry.register": "token",
  "registry.modify": "token",
  "registry.suspend": "token",
  "change.propose": "token",
  "change.decide": "token",
  "invoice.give": "token",
  "parameter.change": "token",
  "profile.create": "token",
  "profile.modify": "token",
  "profile.delete": "token",
  "user.create": "token",
  "user.modify": "token",
  "user.activate": "token",
  "user.reset": "token",
  "user.unlock": "token",
  "token.assign": "token",
  "token.block": "token",
  "token.replace": "token",
  "name.modify": "password",
  "affiliate.create": "password",
  "affiliate.modify": "password",
  "company.edit": "password",
} as const satisfies Partial<Record<Permission | StatedVerb, Method>>;

/** A verb that asks for something. */
export type ConfirmedVerb = keyof typeof methods;

/** What a door of a verb asks for; null for a plain press. */
export const methodOf = (verb: Permission | OperatorPermission | StatedVerb): Method | null =>
  Object.hasOwn(methods, verb) ? methods[verb as keyof typeof methods] : null;
