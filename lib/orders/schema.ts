import { z } from "zod";

export const orderNumber = z.string().regex(/^OS-\d{4}-\d{6}$/);

export const requestCodeSchema = z.strictObject({ orden: orderNumber });
export const payOrderSchema = z.strictObject({
  orden: orderNumber,
  confirmacion: z.uuid(),
  codigo: z
    .string()
    .trim()
    .min(1, "required")
    .regex(/^\d{6}$/),
});
export const annulOrderSchema = z.strictObject({ orden: orderNumber });

export type RequestCode = z.infer<typeof requestCodeSchema>;
export type PayOrder = z.infer<typeof payOrderSchema>;
export type AnnulOrder = z.infer<typeof annulOrderSchema>;
