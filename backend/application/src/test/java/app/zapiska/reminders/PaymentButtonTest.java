package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.Money;
import app.zapiska.reminders.PaymentButton.Pressed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentButtonTest {

    @Test
    void aPayButtonNamesTheSumOfItsLabel() {
        var payment = payment(SubjectKey.installment(17), "5056.05");
        var code = PaymentButton.codeForPay(payment, 9);
        assertThat(code).isEqualTo("p:i:17:9:505605");
        assertThat(PaymentButton.parse(code))
                .contains(new Pressed.Pay(SubjectKey.installment(17), Money.of("5056.05"), 9));
        assertThat(PaymentButton.parse(PaymentButton.codeForOtherSum(payment, 9)))
                .contains(new Pressed.OtherSum(SubjectKey.installment(17), 9));
        assertThat(PaymentButton.parse(PaymentButton.codeForTakeBack(33, 0))).contains(new Pressed.TakeBack(33, 0));
    }

    @Test
    void theLargestNumbersFitTelegramsSixtyFourBytes() {
        var payment = payment(SubjectKey.installment(Long.MAX_VALUE), Money.MOST.toString());
        var code = PaymentButton.codeForPay(payment, Long.MAX_VALUE);
        assertThat(code.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
        assertThat(PaymentButton.parse(code))
                .contains(new Pressed.Pay(SubjectKey.installment(Long.MAX_VALUE), Money.MOST, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p:t:17:9:505605",
                "p:e:17:9:505605",
                "p:x:17:9:505605",
                "p:i:17:9:0",
                "p:i:17:9:100000000000000",
                "p:i:17:9:9223372036854775807",
                "p:i:17:9:-5",
                "p:i:17:9:5.5",
                "o:t:17:9:0",
                "o:i:17:9:1",
                "v:i:17:9:0",
                "v:t:17:9:0",
                "v:e:17:9:1",
                "d:i:17:9:0",
                "s:i:17:9:0",
                "p:i:17:9",
                ""
            })
    void nothingElseIsOne(String data) {
        assertThat(PaymentButton.parse(data)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"d:i:17:9:0", "d:l:17:9:0", "r:i:17:9:0", "r:l:17:9:0", "s:e:17:9:0", "s:x:17:9:0", "p:i:17:9:1"
            })
    void aPaymentIsNotDoneWithATasksButton(String data) {
        assertThat(ReminderButton.Pressed.parse(data)).isEmpty();
    }

    @Test
    void noMessageCanOfferToTickAPaymentOff() {
        var payment = SubjectKey.installment(17);
        assertThatThrownBy(() -> ReminderButton.DONE.codeFor(payment)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ReminderButton.SNOOZE_HOUR.codeFor(payment)).isEqualTo("h:i:17:0:0");
    }

    private static PaymentDue payment(SubjectKey key, String remaining) {
        return new PaymentDue(
                1,
                key,
                5,
                "МаниМен",
                Money.of(remaining),
                Money.of(remaining),
                Optional.empty(),
                1,
                1,
                Optional.empty(),
                OptionalLong.empty(),
                false);
    }
}
