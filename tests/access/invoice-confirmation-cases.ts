import { randomUUID } from "node:crypto";
import { digestOf } from "@/lib/approvals/confirmations";
import { readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { invoiceFileShown, keepInvoiceFile } from "@/lib/invoices/by-file";
import { invoicesShown } from "@/lib/invoices/commands";
import { invoicesSchema } from "@/lib/invoices/schema";
import type { ConfirmationCase } from "@/tests/access/confirmation-cases";
import { asOwner, signedIn } from "@/tests/support/make";
import { placePaidOrders } from "@/tests/support/paid";
import { tokenOf } from "@/tests/support/token";

// What the doors that give invoice numbers are tried with.

type Made = Awaited<ReturnType<ConfirmationCase["make"]>>;

const desk = async (company: string | null): Promise<Caller> => ({
  ...(await signedIn("oper1")),
  company,
  product: null,
});

function tokenAsked(
  visto: string,
  another: string,
): Pick<Made, "proof" | "without" | "anothers"> & { other: Made["proof"] } {
  const token = tokenOf("oper1");
  return {
    proof: { visto, token },
    without: [{ visto }, { visto, token: "" }, { token }, { visto, llave: "{}" }],
    anothers: [{ visto, token: tokenOf("oper2") }],
    other: { visto: another, token },
  };
}

async function toGive(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const [order = ""] = await placePaidOrders({
    company: "E1",
    product: "P1",
    count: 1,
    paidAt: "2020-03-15T12:00:00Z",
    first: 900_001,
  });
  const digest = async (number: string) => {
    const input = invoicesSchema.parse({ [order]: number });
    const { shown } = await readOperator(await desk("E1"), "invoice.write", (ctx) => invoicesShown(ctx, input));
    return digestOf(shown);
  };
  const { other, ...asked } = tokenAsked(await digest("FE-1"), await digest("FE-2"));
  return { fields: { [order]: "FE-1" }, ...asked, elsewhere: [other, { ...asked.proof, [order]: "FE-2" }] };
}

async function toApply(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const orders = await placePaidOrders({
    company: "E1",
    product: "P1",
    count: 2,
    paidAt: "2020-03-15T12:00:00Z",
    first: 900_011,
  });
  const sent = async (order: string | undefined) => {
    const id = randomUUID();
    const bytes = new Uint8Array(Buffer.from(`empresa;orden;factura\nE1;${order};FE-1`));
    await runOperator(await desk(null), "invoice.write", (ctx) => keepInvoiceFile(ctx, { id, name: "f.csv", bytes }));
    const shown = await readOperator(await desk(null), "invoice.write", (ctx) =>
      invoiceFileShown(ctx, { archivo: id }),
    );
    return { id, visto: digestOf(shown.shown) };
  };
  const [file, another] = [await sent(orders[0]), await sent(orders[1])];
  const { other, ...asked } = tokenAsked(file.visto, another.visto);
  const fields = { archivo: file.id, empresa: "" };
  return { fields, ...asked, elsewhere: [other, { ...asked.proof, archivo: another.id }] };
}

export const invoiceCases: Readonly<Record<string, ConfirmationCase>> = {
  giveInvoicesAction: { by: "oper1", event: "invoice.given", make: toGive },
  applyInvoiceFileAction: { by: "oper1", event: "invoice.fileApplied", make: toApply },
};
