"use server";
import { writeMessage } from "@/lib/support/commands";
import { writeSchema } from "@/lib/support/schema";
import { companyAction } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const writeMessageAction = companyAction({ asks: "inquiry.write", input: writeSchema }, async (ctx, input) => {
  await writeMessage(ctx, input);
  return arrive(paths.messages(ctx.company.code), "messageSent");
});
