import type { OperatorContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type {
  BatchType,
  ChangeKind,
  CompanyStatus,
  Country,
  Currency,
  ProductKind,
  UserStatus,
} from "@/lib/generated/prisma/enums";
import { words } from "@/lib/words";

export type RegisteredProduct = {
  code: string;
  name: string;
  kind: ProductKind;
  currency: Currency;
  batchTypes: BatchType[];
};

/** A company's registration, as the desk keeps it. */
export type RegisteredCompany = {
  code: string;
  name: string;
  taxId: string;
  country: Country;
  timeZone: string;
  status: CompanyStatus;
  suspendedAt: string | null;
  suspendReason: string | null;
  signatures: number;
  makerMaySign: boolean;
  bankAccount: string;
  accounts: string[];
  services: string[];
  products: RegisteredProduct[];
};

/** The registration of the company being served. @throws NotFound where the tenant is no company */
export async function findRegistered({ tx, tenant }: OperatorContext): Promise<RegisteredCompany> {
  const [row] = await tx.$queryRaw<RegisteredCompany[]>`
    SELECT t.code, t.name, c.tax_id AS "taxId", c.country::text AS country, c.time_zone AS "timeZone", c.status::text AS status,
           to_json(c.suspended_at) #>> '{}' AS "suspendedAt", c.suspend_reason AS "suspendReason", c.signatures_required AS signatures,
           c.maker_may_sign AS "makerMaySign", c.bank_account AS "bankAccount",
           ARRAY(SELECT a.number FROM bank_account a WHERE a.tenant_id = t.id ORDER BY a.number) AS accounts,
           ARRAY(SELECT s.service FROM contracted_service s WHERE s.tenant_id = t.id ORDER BY s.service) AS services,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'name', p.name, 'kind', p.kind, 'currency', p.currency,
              'batchTypes', p.batch_types) ORDER BY p.code), '[]') FROM product p WHERE p.tenant_id = t.id) AS products
      FROM company c JOIN tenant t ON t.id = c.tenant_id WHERE t.id = ${tenant.id}`;
  if (!row) throw new NotFound();
  return row;
}

export type FirstPerson = { username: string; name: string; status: UserStatus };

const firstShown = 50;

/** Who was invited by the desk: a company's administrators, a broker's super-users. */
export async function listFirst({ tx, tenant }: OperatorContext): Promise<FirstPerson[]> {
  const first = words("es")("operator.firstProfile");
  return tx.$queryRaw<FirstPerson[]>`
    SELECT u.username, u.name, u.status::text AS status FROM membership m JOIN app_user u ON u.id = m.user_id
      LEFT JOIN profile p ON p.tenant_id = m.tenant_id AND p.id = m.profile_id
     WHERE m.tenant_id = ${tenant.id} AND m.status = 'ACTIVE' AND (p.name = ${first} OR m.role = 'GERENCIAL')
     ORDER BY m.person_name, m.id LIMIT ${firstShown}`;
}

export type ChangeWaiting = { id: string; kind: ChangeKind; subject: string; at: string };

/** What waits for a second operator. */
export async function listChangesWaiting({ tx, tenant }: OperatorContext): Promise<ChangeWaiting[]> {
  return tx.$queryRaw<ChangeWaiting[]>`
    SELECT id::text AS id, kind::text AS kind, subject, to_json(proposed_at) #>> '{}' AS at FROM pending_change
     WHERE tenant_id = ${tenant.id} AND status = 'PENDING' ORDER BY id`;
}

export type DeskEvent = {
  id: string;
  at: string;
  actor: string;
  event: string;
  subject: string;
  reason: string | null;
};
const eventsShown = 12;

/** The last acts of the desk in the trail of the tenant being served, the newest first; looks apart, which are many. */
export async function listDeskEvents({ tx, tenant }: OperatorContext): Promise<DeskEvent[]> {
  return tx.$queryRaw<DeskEvent[]>`
    SELECT id::text AS id, to_json(at) #>> '{}' AS at, actor, event, subject, data ->> 'reason' AS reason FROM audit_event
     WHERE tenant_id = ${tenant.id} AND result = 'done' AND (event LIKE 'registry.%' OR event LIKE 'change.%') AND event <> 'registry.looked'
     ORDER BY id DESC LIMIT ${eventsShown}`;
}

/** What stands still in a company while it is suspended, or would: lots not read yet, payments not sent, people who are in it. */
export type Held = { lots: number; payments: number; people: number };

export async function countHeld({ tx, tenant }: OperatorContext): Promise<Held> {
  const [row] = await tx.$queryRaw<Held[]>`
    SELECT (SELECT count(*)::int FROM batch WHERE tenant_id = ${tenant.id} AND status = 'RECEIVED') AS lots,
           (SELECT count(*)::int FROM service_order o WHERE o.tenant_id = ${tenant.id} AND o.status = 'PAYING' AND EXISTS (
              SELECT 1 FROM payment p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.status = 'REQUESTED')) AS payments,
           (SELECT count(*)::int FROM membership WHERE tenant_id = ${tenant.id} AND status = 'ACTIVE') AS people`;
  return row ?? { lots: 0, payments: 0, people: 0 };
}
