package app.zapiska.contacts;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person writes down of one contact.
 *
 * @param who may be empty where there is a loan
 * @param loanId the loan it was about
 */
record ContactContent(Instant at, ContactKind kind, String who, String phone, Optional<Long> loanId, String note) {}
