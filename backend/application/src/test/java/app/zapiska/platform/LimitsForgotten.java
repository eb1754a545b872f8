package app.zapiska.platform;

/** For tests that use up limits: starts the counts of this process anew. */
public final class LimitsForgotten {

    private LimitsForgotten() {}

    public static void here(RateLimits rateLimits) {
        rateLimits.forgetHere();
    }
}
