package app.zapiska.benchmark;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer that is measured.
 *
 * @param path below {@code /api/v1}
 * @param statement what the bare handler asks the database
 * @param goal the product's rate as a share of the bare handler's
 */
record Answer(String name, String title, String path, String statement, double goal) {

    static final List<String> NAMES = List.of(
            "tasks",
            "loans",
            "me",
            "task",
            "dashboard",
            "counts",
            "search",
            "statistics",
            "days",
            "calendar",
            "task-statistics");

    static List<Answer> all(Statements bare) {
        String word = URLEncoder.encode(Statements.WORD, StandardCharsets.UTF_8);
        String period = "?from=" + bare.month() + "&to=" + bare.today();
        return List.of(
                new Answer("tasks", "page of 50 tasks", "/tasks?filter=open&limit=50", bare.tasks(), 0.8),
                new Answer("loans", "loan list, 50 of 200", "/loans?limit=50", bare.loans(), 0.8),
                new Answer("me", "who am I", "/auth/me", bare.me(), 0.7),
                new Answer("task", "one task", "/tasks/" + bare.taskId(), bare.task(), 0.8),
                new Answer("dashboard", "first screen", "/dashboard", bare.dashboard(), 0.8),
                new Answer("counts", "counts", "/tasks/counts", bare.counts(), 0.8),
                new Answer("search", "search", "/tasks?limit=50&q=" + word, bare.search(), 0.8),
                new Answer("statistics", "loan statistics", "/loans/statistics", bare.statistics(), 0.8),
                new Answer("days", "list by days", "/tasks?sort=day&filter=open&limit=50", bare.days(), 0.8),
                new Answer("calendar", "calendar of thirty days", "/calendar" + period, bare.calendar(), 0.8),
                new Answer(
                        "task-statistics",
                        "statistics of thirty days",
                        "/statistics" + period,
                        bare.taskStatistics(),
                        0.8));
    }
}
