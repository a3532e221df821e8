import { z } from "zod";
import { basisPointsOf, centsOf, invitationLimits, type Parameters } from "@/lib/parameters/rules";

const bare = z.string().max(254, "tooLong").trim();
const mail = bare.regex(/^(?:[^\s@\0]+@[^\s@\0]+\.[^\s@\0]+)?$/);
const phone = bare.max(40, "tooLong").regex(/^(?:\+?[0-9][0-9 ().-]{5,39})?$/);
const hours = bare
  .min(1, "required")
  .regex(/^\d{1,3}$/)
  .refine((text) => Number(text) >= invitationLimits.least && Number(text) <= invitationLimits.most)
  .transform((text) => String(Number(text)));
/** A percentage with up to two decimals (`0,5`, `19`), as a decimal string of basis points. */
export const percent = bare
  .min(1, "required")
  .refine((text) => basisPointsOf(text) !== null)
  .transform((text) => String(basisPointsOf(text)));
/** A sum of money of zero or more, as a decimal string of cents. */
export const amount = bare
  .min(1, "required")
  .refine((text) => centsOf(text) !== null)
  .transform((text) => String(centsOf(text)));

/** All parameters at once, each by its rule; read into the values that are kept. */
export const parametersSchema = z
  .strictObject({
    correo: mail,
    telefono: phone,
    horas: hours,
    fijoColombia: amount,
    comisionColombia: percent,
    impuestoColombia: percent,
    fijoPeru: amount,
    comisionPeru: percent,
    impuestoPeru: percent,
  })
  .transform(
    (typed): Parameters => ({
      supportMail: typed.correo,
      supportPhone: typed.telefono,
      invitationHours: typed.horas,
      fixedColombia: typed.fijoColombia,
      basisColombia: typed.comisionColombia,
      taxColombia: typed.impuestoColombia,
      fixedPeru: typed.fijoPeru,
      basisPeru: typed.comisionPeru,
      taxPeru: typed.impuestoPeru,
    }),
  );
