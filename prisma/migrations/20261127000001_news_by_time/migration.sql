-- The bell looks thirty days back: by the number of events it walked over all that a company was ever told before, where lately there was little.
DROP INDEX audit_event_news;
CREATE INDEX audit_event_news ON audit_event (tenant_id, at DESC, id DESC)
  WHERE result = 'done' AND event IN ('batch.validated', 'batch.confirmed', 'batch.signed', 'batch.rejected', 'batch.annulled', 'batch.expired',
    'batch.processed', 'batch.recalculated', 'order.issued', 'order.processed', 'order.annulled', 'payment.refused', 'payment.inDoubt',
    'master.fundRefused', 'master.withdrawRefused', 'card.creditRefused', 'card.debitRefused', 'card.blockRefused', 'card.unblockRefused',
    'card.replaceRefused', 'master.fundInDoubt', 'master.withdrawInDoubt', 'card.creditInDoubt', 'card.debitInDoubt', 'card.blockInDoubt',
    'card.unblockInDoubt', 'card.replaceInDoubt');
