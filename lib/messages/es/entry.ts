/** Coming in: claves, terms, image and phrase, recovery. */
export const entry = {
  password: {
    new: "Clave nueva",
    again: "Repita la clave nueva",
    rules: {
      length: "Entre {least} y {most} caracteres, los que quiera: una frase larga es más fácil de recordar.",
      names: "Sin su usuario, su nombre, el de su empresa ni el del portal.",
      same: "Las dos claves nuevas son iguales.",
      common: "Ni una clave de las más usadas ni una de sus últimas 4: lo revisamos al aceptar.",
    },
    state: { met: "(cumplida)", broken: "(no se cumple)" },
    left: "{count, plural, one {Falta # carácter} other {Faltan # caracteres}}.",
    enough: "La clave tiene el largo necesario.",
  },
  images: {
    "1": "Velero",
    "2": "Montaña",
    "3": "Árbol",
    "4": "Gato",
    "5": "Casa",
    "6": "Sol",
    "7": "Pez",
    "8": "Cometa",
    "9": "Taza",
    "10": "Paraguas",
    "11": "Estrella",
    "12": "Flor",
    "13": "Bicicleta",
    "14": "Guitarra",
    "15": "Faro",
    "16": "Pájaro",
  },
} as const;
