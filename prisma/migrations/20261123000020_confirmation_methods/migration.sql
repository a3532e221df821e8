-- A token's code and a passkey confirm too. A migration of its own: new values may be used once they are committed.
ALTER TYPE confirmation_method ADD VALUE 'TOKEN';
ALTER TYPE confirmation_method ADD VALUE 'PASSKEY';
