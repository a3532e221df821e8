-- Cuenta maestra: a product's cards by page, newest first, and by what its criteria name; a card's movements. None of these begins as the
-- index by document does: while nobody has counted many new cards, a plan would take another of the same beginning and read them all.
CREATE INDEX card_of_product ON card ((product_id::bigint), id);
CREATE INDEX card_by_last4 ON card (last4, product_id, id);
CREATE INDEX card_by_fingerprint ON card (fingerprint);
CREATE INDEX card_of_batch ON card (batch_id, id) WHERE batch_id IS NOT NULL;

-- A card's account is opened after the five of its product, so of a transfer's two the later one is the card's: one index instead of
-- two, which a lot of a hundred thousand lines writes. From a card to the one that replaces it, it is the new one's.
CREATE INDEX transfer_of_card ON transfer (greatest(debit, credit));

-- A card's whole number that somebody searches by is kept nowhere, in a draft neither.
ALTER TABLE draft DROP CONSTRAINT draft_no_secret;
ALTER TABLE draft ADD CONSTRAINT draft_no_secret CHECK (NOT typed ?| ARRAY['clave', 'claveNueva', 'claveRepetida', 'codigo', 'token', 'numeroTarjeta']);
