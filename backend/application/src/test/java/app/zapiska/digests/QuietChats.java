package app.zapiska.digests;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxControl;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a test of chats begins and ends with: nothing is left of other tests, and the clock goes right again. */
public abstract class QuietChats {

    @Inject
    protected Borrower.Parts parts;

    @Inject
    protected MutableClock clock;

    protected SandboxControl telegram;

    @BeforeEach
    void quiet() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        parts.silence();
    }

    @AfterEach
    void backToReal() {
        telegram.clearFaults();
        clock.backToReal();
    }
}
