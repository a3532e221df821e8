import { digestOf } from "@/lib/approvals/confirmations";
import { readOperator } from "@/lib/command";
import { parametersShown } from "@/lib/parameters/commands";
import { parametersSchema } from "@/lib/parameters/schema";
import type { Fields, Made } from "@/tests/access/confirmation-cases";
import { asOwner, signedIn } from "@/tests/support/make";
import { tokenOf } from "@/tests/support/token";

/** Parameters to be changed, as an operator saw them. */
export async function toChangeParameters(): Promise<Made> {
  await asOwner("DELETE FROM totp_step");
  const fields = {
    correo: "ayuda@demo.example",
    telefono: "",
    horas: "48",
    fijoColombia: "0",
    comisionColombia: "0",
    impuestoColombia: "19",
    fijoPeru: "0",
    comisionPeru: "0",
    impuestoPeru: "18",
  };
  const digest = async (more: Fields = {}) => {
    const caller = { ...(await signedIn("oper1")), company: null, product: null };
    const wanted = parametersSchema.parse({ ...fields, ...more });
    return digestOf((await readOperator(caller, "parameter.write", (ctx) => parametersShown(ctx, wanted))).shown);
  };
  const [visto, another] = [await digest(), await digest({ horas: "96" })];
  const token = tokenOf("oper1");
  return {
    fields,
    proof: { token, visto },
    without: [{ visto }, { visto, token: "" }, { token }, { visto, llave: "{}" }],
    anothers: [{ visto, token: tokenOf("oper2") }],
    elsewhere: [
      { visto: another, token },
      { horas: "96", visto, token },
    ],
  };
}
