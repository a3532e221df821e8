import { z } from "zod";

export const orderNumber = z.string().regex(/^OS-\d{4}-\d{6}$/);

export const requestCodeSchema = z.strictObject({ orden: orderNumber });
export const payOrderSchema = z.strictObject({
  orden: orderNumber,
  confirmacion: z.uuid(),
  // Read as it is shown, in groups too; digits of other scripts are not guessed at.
  codigo: z
    .string()
    .max(60, "tooLong")
    .transform((text) => text.replace(/[ \t\u00a0-]/g, ""))
    .pipe(
      z
        .string()
        .min(1, "required")
        .regex(/^[0-9]{6}$/),
    ),
});
export const annulOrderSchema = z.strictObject({ orden: orderNumber });

export type RequestCode = z.infer<typeof requestCodeSchema>;
export type PayOrder = z.infer<typeof payOrderSchema>;
export type AnnulOrder = z.infer<typeof annulOrderSchema>;
