import type { z } from "zod";
import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import { readOperator } from "@/lib/command";
import type { OperatorContext } from "@/lib/context";
import { brokerDataSchema, brokerSchema, roleSchema } from "@/lib/operator/broker-schema";
import { brokerDataShown, brokerLiftShown, brokerShown, brokerSuspensionShown } from "@/lib/operator/brokers";
import { dataShown, invitationShown, liftShown, suspensionShown } from "@/lib/operator/company";
import { companyDataSchema, inviteSchema, standingSchema } from "@/lib/operator/company-schema";
import { productChangeSchema, productSchema } from "@/lib/operator/product-schema";
import { productChangeShown, productShown } from "@/lib/operator/products";
import { roleShown } from "@/lib/operator/superusers";
import type { ConfirmationCase, Made } from "@/tests/access/confirmation-cases";
import { asOwner, signedIn } from "@/tests/support/make";
import { tokenOf } from "@/tests/support/token";

// What the doors of a company's and a broker's registration are tried with: the token of whoever read it, for what they read.

type Fields = Record<string, string>;

/** A form of the desk as oper1 read it; `other` are fields that make it another one. */
function read<Schema extends z.ZodType>(
  asks: "registry.write" | "registry.suspend",
  schema: Schema,
  shows: (ctx: OperatorContext, input: z.infer<Schema>) => Promise<Omit<Statement, "purpose">>,
  fields: Fields,
  { empresa = "E1", other, place }: { empresa?: string; other: Fields; place?: () => Promise<unknown> },
): () => Promise<Made> {
  return async () => {
    await asOwner("DELETE FROM totp_step");
    await placeBroker();
    await place?.();
    const seen = async (more: Fields = {}) => {
      const caller = { ...(await signedIn("oper1")), company: empresa || null, product: null };
      return digestOf(
        (await readOperator(caller, asks, (ctx) => shows(ctx, schema.parse({ ...fields, ...more })))).shown,
      );
    };
    const [visto, another] = [await seen(), await seen(other)];
    const token = tokenOf("oper1");
    const without: Fields[] = [{ visto }, { visto, token: "" }, { token }, { visto, llave: "{}" }];
    return {
      fields: { ...fields, empresa },
      proof: { visto, token },
      without,
      anothers: [{ visto, token: tokenOf("oper2") }],
      elsewhere: [
        { visto: another, token },
        { visto, token, ...other },
      ],
    };
  };
}

/** A broker, with a super-user of its own and another who were invited. */
async function placeBroker(): Promise<void> {
  await asOwner(
    `WITH made AS (INSERT INTO tenant (kind, code, name) VALUES ('BROKER', 'B6', 'Corredores del Norte') ON CONFLICT DO NOTHING RETURNING id)
     INSERT INTO broker (tenant_id, tax_id, country, time_zone) SELECT id, '20444101017', 'PE', 'America/Lima' FROM made`,
  );
  await asOwner(`
    WITH person AS (INSERT INTO app_user (username, name, document, email) SELECT u, u, 'CC-7000000' || n, u || '@demo.example'
                      FROM (VALUES ('super1', 1), ('super2', 2)) AS v (u, n) ON CONFLICT DO NOTHING RETURNING id)
    INSERT INTO membership (tenant_id, user_id, role) SELECT t.id, person.id, 'GERENCIAL' FROM tenant t, person WHERE t.code = 'B6'`);
}

/** The broker's super-users as if they had come in, or as they were when they had been invited. */
const superusers = (status: "ACTIVE" | "INVITED") =>
  asOwner(
    `UPDATE app_user SET status = '${status}', password_hash = ${status === "ACTIVE" ? "'none'" : "NULL"} WHERE username IN ('super1', 'super2')`,
  );

/** E1's administrators as they were when they had been invited only. */
const invited = () => asOwner("UPDATE app_user SET status = 'INVITED' WHERE username IN ('multi1', 'adm1b')");
const standing = (table: "company" | "broker", suspended: boolean) => () =>
  asOwner(
    suspended
      ? `UPDATE ${table} SET status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'De la prueba'`
      : `UPDATE ${table} SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL`,
  );

const why = { motivo: "Por la prueba de confirmaciones" };
const otherWhy = { motivo: "Por otra prueba de confirmaciones" };
const limits = { nombre: "De la prueba", tipos: "RECARGA", lineas: "10", minimo: "1,00", maximo: "2,00" };
const fee = { "RECARGA.fijo": "0", "RECARGA.porcentaje": "0", "RECARGA.impuesto": "19" };
const broker = {
  codigo: "B7",
  nombre: "De la prueba S.A.",
  pais: "CO",
  nit: "890900608-9",
  usuario: "corredor7",
  persona: "De La Prueba",
  documento: "CC 52123499",
  correo: "corredor7@demo.example",
};
const ofBroker = { empresa: "B6" };

export const registryCases: Readonly<Record<string, ConfirmationCase>> = {
  modifyCompanyAction: {
    by: "oper1",
    event: "registry.modified",
    make: read(
      "registry.write",
      companyDataSchema,
      dataShown,
      // Of E2: what is no more contracted there is missed by no other case.
      { nombre: "Otra del Sur S.A.S.", nit: "901204586-9", servicios: "lotes.carga" },
      { empresa: "E2", other: { nombre: "Una del Sur S.A.S." } },
    ),
  },
  suspendCompanyAction: {
    by: "oper1",
    event: "registry.suspended",
    make: read("registry.suspend", standingSchema, suspensionShown, why, {
      other: otherWhy,
      place: standing("company", false),
    }),
  },
  liftSuspensionAction: {
    by: "oper1",
    event: "registry.lifted",
    make: read("registry.suspend", standingSchema, liftShown, why, {
      other: otherWhy,
      place: standing("company", true),
    }),
  },
  inviteAgainAction: {
    by: "oper1",
    event: "registry.invitedAgain",
    make: read(
      "registry.write",
      inviteSchema,
      invitationShown,
      { persona: "multi1" },
      {
        other: { persona: "adm1b" },
        place: invited,
      },
    ),
  },
  registerProductAction: {
    by: "oper1",
    event: "registry.productRegistered",
    make: read(
      "registry.write",
      productSchema,
      productShown,
      { ...limits, ...fee, codigo: "P77", clase: "NOMINATED" },
      {
        other: { "RECARGA.fijo": "1" },
      },
    ),
  },
  modifyProductAction: {
    by: "oper1",
    event: "registry.productModified",
    make: read(
      "registry.write",
      productChangeSchema,
      productChangeShown,
      { ...limits, codigo: "P2" },
      {
        other: { maximo: "3,00" },
      },
    ),
  },
  registerBrokerAction: {
    by: "oper1",
    event: "registry.registered",
    make: read("registry.write", brokerSchema, brokerShown, broker, { empresa: "", other: { nombre: "Otra S.A." } }),
  },
  modifyBrokerAction: {
    by: "oper1",
    event: "registry.modified",
    make: read(
      "registry.write",
      brokerDataSchema,
      brokerDataShown,
      { nombre: "Corredores", nit: "20444101017" },
      {
        ...ofBroker,
        other: { nombre: "Corredores S.A." },
      },
    ),
  },
  suspendBrokerAction: {
    by: "oper1",
    event: "registry.suspended",
    make: read("registry.suspend", standingSchema, brokerSuspensionShown, why, {
      ...ofBroker,
      other: otherWhy,
      place: standing("broker", false),
    }),
  },
  liftBrokerAction: {
    by: "oper1",
    event: "registry.lifted",
    make: read("registry.suspend", standingSchema, brokerLiftShown, why, {
      ...ofBroker,
      other: otherWhy,
      place: standing("broker", true),
    }),
  },
  changeRoleAction: {
    by: "oper1",
    event: "registry.roleChanged",
    make: read(
      "registry.write",
      roleSchema,
      roleShown,
      { persona: "super1", rol: "EJECUTIVO" },
      {
        ...ofBroker,
        other: { persona: "super2" },
        place: () => superusers("ACTIVE"),
      },
    ),
  },
  inviteBrokerAgainAction: {
    by: "oper1",
    event: "registry.invitedAgain",
    make: read(
      "registry.write",
      inviteSchema,
      invitationShown,
      { persona: "super1" },
      {
        ...ofBroker,
        other: { persona: "super2" },
        place: () => superusers("INVITED"),
      },
    ),
  },
};

/** Doors that show what would be done, whose permission is a verb's name as well. */
export const registryReviews = [
  "reviewSuspensionAction",
  "reviewLiftAction",
  "reviewBrokerSuspensionAction",
  "reviewBrokerLiftAction",
];
