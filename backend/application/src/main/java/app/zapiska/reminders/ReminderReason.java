package app.zapiska.reminders;

import java.util.EnumSet;
import java.util.Set;

/** Why a reminder ended or waits; stored as text, put into words for people by {@link ReminderTexts}. */
enum ReminderReason {
    /** The task was completed, the payment made. */
    COMPLETED,
    /** The subject was deleted. */
    DELETED,
    /** The due moment changed. */
    REDATED,
    /** It is no longer in the template or list. */
    REMOVED,
    /** Its moment had already passed when it was entered. */
    PAST,
    /** The person snoozed it: one reminder goes on, the others end. */
    SNOOZED,
    /** A later reminder of the same subject took over. */
    SUPERSEDED,
    /** No chat is linked. */
    NO_CHAT,
    /** The person has blocked the bot. */
    BLOCKED,
    /** Telegram refused the text twice. */
    REFUSED,
    /** Outside working hours. */
    NIGHT,
    /** The person has asked for silence until some day. */
    PAUSED,
    /** Telegram could not be reached; it is tried again. */
    UNREACHABLE,
    /** Telegram asked to wait. */
    RATE_LIMITED;

    /** The person's own reaction: all else ends a reminder without them. */
    private static final Set<ReminderReason> ANSWERS = EnumSet.of(COMPLETED, DELETED, REDATED, SNOOZED);

    boolean isAnswer() {
        return ANSWERS.contains(this);
    }

    String in(ReminderTexts texts, SubjectKey.Kind kind) {
        boolean payment = kind.isPayment();
        return switch (this) {
            case COMPLETED -> payment ? texts.reasonPaid() : texts.reasonCompleted();
            case DELETED -> payment ? texts.reasonPaymentDeleted() : texts.reasonDeleted();
            case REDATED -> texts.reasonRedated();
            case REMOVED -> payment ? texts.reasonPaymentRemoved() : texts.reasonRemoved();
            case PAST -> texts.reasonPast();
            case SNOOZED -> payment ? texts.reasonPaymentSnoozed() : texts.reasonSnoozed();
            case SUPERSEDED -> payment ? texts.reasonPaymentSuperseded() : texts.reasonSuperseded();
            case NO_CHAT -> texts.reasonNoChat();
            case BLOCKED -> texts.reasonBlocked();
            case REFUSED -> payment ? texts.reasonPaymentRefused() : texts.reasonRefused();
            case PAUSED -> texts.reasonPaused();
            case NIGHT -> texts.reasonNight();
            case UNREACHABLE -> texts.reasonUnreachable();
            case RATE_LIMITED -> texts.reasonRateLimited();
        };
    }
}
