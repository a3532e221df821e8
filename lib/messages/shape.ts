/** The shape of a catalogue with any words in it: what another language has to fill, no more and no less. */
export type Words<Catalogue> = Catalogue extends string
  ? string
  : { readonly [Key in keyof Catalogue]: Words<Catalogue[Key]> };
