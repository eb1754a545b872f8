package app.zapiska.requisites;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.Wording;
import app.zapiska.requisites.RequisitesViews.CodeView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/loans/{id:\\d+}/payment-qr")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class PaymentQrResource {

    private final RequisitesViews views;
    private final CurrentUser currentUser;

    PaymentQrResource(RequisitesViews views, CurrentUser currentUser) {
        this.views = views;
        this.currentUser = currentUser;
    }

    @GET
    @Operation(
            operationId = "getPaymentQr",
            summary = "A QR code that banks' applications read, by ГОСТ Р 56042",
            description =
                    "409 when it can't be: the requisites are not complete, nothing is due and no sum is named, or the "
                            + "account's currency is not the rouble.")
    public Uni<CodeView> get(
            @RestPath long id,
            @RestQuery @Parameter(description = "Such as 5056.00; left out: the next payment's") String amount) {
        return views.code(currentUser.settings(), id, sum(amount));
    }

    private static Optional<Money> sum(String amount) {
        if (amount == null || amount.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.of(amount)).filter(Money::isPositive).or(() -> {
                throw wrong();
            });
        } catch (NumberFormatException | ArithmeticException notASum) {
            throw wrong();
        }
    }

    private static Invalid wrong() {
        return new Invalid("amount", Wording.of(RequisitesMessages.class, RequisitesMessages::badAmount));
    }
}
