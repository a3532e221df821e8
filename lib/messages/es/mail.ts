/** What every mail says around its own words. */
export const mail = {
  brand: "Contrafirma",
  phrase: "Su frase: {phrase}",
  phraseNote: "Si no es la que usted eligió, este correo no es nuestro: no siga lo que pide.",
  sender:
    "Lo envía Contrafirma, el portal de su empresa, al correo registrado de su usuario. Es automático: no lo responda.",
  neverAsks:
    "Nadie le pide su clave, su token ni sus códigos por correo, teléfono o mensaje. Escríbalos solo en el portal.",
  fact: "{label}: {value}",
} as const;
