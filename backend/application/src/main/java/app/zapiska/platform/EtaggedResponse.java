package app.zapiska.platform;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers that carry the version a client must name when it changes what it was shown. */
public final class EtaggedResponse {

    private EtaggedResponse() {}

    public static <T> RestResponse<T> ok(T shown, int version) {
        return ResponseBuilder.ok(shown).tag(ETags.of(version)).build();
    }

    /**
     * 201 with where the new thing is read.
     *
     * @param path below {@code /api/v1}. The header holds the path alone, which RFC 9110 allows: behind a proxy this process
     *     knows neither the scheme nor the port that the client used.
     */
    public static <T> RestResponse<T> created(String path, T shown, int version) {
        return ResponseBuilder.<T>create(RestResponse.Status.CREATED)
                .entity(shown)
                .tag(ETags.of(version))
                .header(HttpHeaders.LOCATION, "/api/v1" + path)
                .build();
    }
}
