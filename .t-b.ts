import { writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { orderPdf, type OrderPaper } from "@/lib/orders/pdf";
const lot = (i: number) => ({ number: `L-2026-${String(i).padStart(6,"0")}`, type: "RECARGA" as const, lineCount: 200, amountCents: 1_250_000_00n*BigInt(i+1), commissionCents: 160_000_00n, taxCents: 30_400_00n, totalCents: 1_250_000_00n*BigInt(i+1)+190_400_00n, digest: createHash("sha256").update(String(i)).digest("hex"), signers: [{name:"Ana María Torres", signedAt: new Date("2026-11-21T14:32:00Z")},{name:"Luis Fernando Gómez Ñáñez", signedAt: new Date("2026-11-21T15:02:00Z")}] });
const make = (n: number): OrderPaper => { const lots = Array.from({length:n},(_, i)=>lot(i+1)); const sum=(k: "amountCents"|"commissionCents"|"taxCents"|"totalCents")=>lots.reduce((a,l)=>a+l[k],0n); return { number:"OS-2026-000045", issuedAt:new Date("2026-11-21T15:02:00Z"), company:"Comercial Andina S.A.S.", taxId:"900512347-2", country:"CO", timeZone:"America/Bogota", product:"Tarjeta Beneficios", currency:"COP", accountTail:"7890", lots, lineCount: n*200, amountCents: sum("amountCents"), commissionCents: sum("commissionCents"), taxCents: sum("taxCents"), totalCents: sum("totalCents") }; };
async function main(){
for (const n of [1, 50, 50, 50, 50]) { const t=performance.now(); const b = await orderPdf(make(n)); console.log(n, Math.round(performance.now()-t), b.length, createHash("sha256").update(b).digest("hex").slice(0,12)); writeFileSync(`/tmp/o${n}.pdf`, b); }
}
main();
