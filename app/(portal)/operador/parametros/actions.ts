"use server";
import { changeParameters, parametersShown } from "@/lib/parameters/commands";
import { parametersSchema } from "@/lib/parameters/schema";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewParametersAction = operatorReview(
  { asks: "parameter.write", input: parametersSchema },
  parametersShown,
);

export const changeParametersAction = operatorAction(
  { asks: "parameter.write", input: parametersSchema, verb: "parameter.change", shows: parametersShown },
  async (ctx, input) => {
    await changeParameters(ctx, input);
    return arrive(paths.parameters, "parametersChanged");
  },
);
