-- Whoever asked for something of a card or of the master account is told by the bell when it was refused or is in doubt.
DROP INDEX audit_event_news;
CREATE INDEX audit_event_news ON audit_event (tenant_id, id DESC)
  WHERE result = 'done' AND event IN ('batch.validated', 'batch.confirmed', 'batch.signed', 'batch.rejected', 'batch.annulled', 'batch.expired',
    'batch.processed', 'batch.recalculated', 'order.issued', 'order.processed', 'order.annulled', 'payment.refused', 'payment.inDoubt',
    'master.fundRefused', 'master.withdrawRefused', 'card.creditRefused', 'card.debitRefused', 'card.blockRefused', 'card.unblockRefused',
    'card.replaceRefused', 'master.fundInDoubt', 'master.withdrawInDoubt', 'card.creditInDoubt', 'card.debitInDoubt', 'card.blockInDoubt',
    'card.unblockInDoubt', 'card.replaceInDoubt');
