package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.reminders.HowToPayButton.Pressed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HowToPayButtonTest {

    @Test
    @DisplayName("its code stands in old messages for ever")
    void code() {
        assertThat(HowToPayButton.codeFor(SubjectKey.installment(17), 9)).isEqualTo("k:i:17:9:0");
        assertThat(HowToPayButton.parse("k:i:17:9:0")).contains(new Pressed(SubjectKey.installment(17), 9));
        assertThat(HowToPayButton.parse("k:l:5:0:0")).contains(new Pressed(SubjectKey.loan(5), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k:t:17:9:0", "k:i:17:9:1", "k:e:17:9:0", "p:i:17:9:0", "k:i:17:9", "kk:i:17:9:0"})
    void nothingElseIsIt(String data) {
        assertThat(HowToPayButton.parse(data)).isEmpty();
    }

    @Test
    void noOtherButtonIsTakenForIt() {
        assertThat(PaymentButton.parse("k:i:17:9:0")).isEmpty();
        assertThat(ReminderButton.Pressed.parse("k:i:17:9:0")).isEmpty();
    }
}
