import { type Page, pagesBeside } from "@/tests/bench/lists";
import type { Line } from "@/tests/bench/report";
import { firstDocument, type Stage } from "@/tests/bench/stage";

const list = "servicios/cuenta-maestra";
const pages: Page[] = [
  { work: "cards, first page", path: list, goal: 1.3 },
  { work: "cards, page 400", path: `${list}?pagina=400`, beside: list, goal: 1.3 },
  { work: "cards, a document", path: `${list}?documento=${firstDocument + 777}`, goal: 1.3 },
  { work: "cards, a document nobody has", path: `${list}?documento=99999999`, goal: 1.3 },
  { work: "cards, the last four digits", path: `${list}?tarjeta=0777`, goal: 1.3 },
  { work: "cards, a reference", path: `${list}?tarjeta=1000000003`, goal: 1.3 },
];

/** Cuenta maestra over a million cards, each page beside the same one of a product of a thousand. */
export async function benchCardList(stage: Stage): Promise<Line[]> {
  await stage.owner.query(
    `WITH made AS (
       INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, holder, status)
       SELECT p.tenant_id, p.id, (8000000000 + n)::text, '450799', lpad(n::text, 4, '0'), 'tok_few' || n,
              encode(sha256(convert_to('few:' || n, 'UTF8')), 'hex'), 'CC-' || ($1::int + n), 'Persona ' || n, 'ACTIVE'
         FROM product p, generate_series(1, 950) n WHERE p.code = 'P9' RETURNING tenant_id, product_id, id)
     INSERT INTO account (tenant_id, product_id, kind, card_id, floor_cents) SELECT tenant_id, product_id, 'CARD', id, 0 FROM made`,
    [firstDocument],
  );
  for (const table of ["card", "account"]) await stage.owner.query(`VACUUM ANALYZE ${table}`);
  return pagesBeside(stage, pages, "products");
}
