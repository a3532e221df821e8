"use server";
import { brokerSchema } from "@/lib/operator/broker-schema";
import { brokerShown, registerBroker } from "@/lib/operator/brokers";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewBrokerAction = operatorReview({ asks: "registry.write", input: brokerSchema }, brokerShown);

export const registerBrokerAction = operatorAction(
  { asks: "registry.write", input: brokerSchema, verb: "registry.register", shows: brokerShown },
  async (ctx, input) => {
    const { code } = await registerBroker(ctx, input);
    return arrive(paths.broker(code), "brokerRegistered");
  },
);
