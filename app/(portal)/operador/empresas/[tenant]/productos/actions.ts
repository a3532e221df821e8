"use server";
import { productChangeSchema, productSchema } from "@/lib/operator/product-schema";
import { modifyProduct, productChangeShown, productShown, registerProduct } from "@/lib/operator/products";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewProductAction = operatorReview({ asks: "registry.write", input: productSchema }, productShown);

export const registerProductAction = operatorAction(
  { asks: "registry.write", input: productSchema, verb: "registry.register", shows: productShown },
  async (ctx, input) => {
    await registerProduct(ctx, input);
    return arrive(paths.registered(ctx.tenant.code), "productRegistered");
  },
);

export const reviewProductChangeAction = operatorReview(
  { asks: "registry.write", input: productChangeSchema },
  productChangeShown,
);

export const modifyProductAction = operatorAction(
  { asks: "registry.write", input: productChangeSchema, verb: "registry.modify", shows: productChangeShown },
  async (ctx, input) => {
    await modifyProduct(ctx, input);
    return arrive(paths.registered(ctx.tenant.code), "productModified");
  },
);
