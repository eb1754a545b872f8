package app.zapiska.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/** Generated secrets: made once, kept in files only their owner can read, never printed except the first password. */
final class Secrets {

    static final String DATABASE_SUPERUSER = "database-superuser";
    static final String DATABASE_OWNER = "database-owner";
    static final String DATABASE_APPLICATION = "database-application";
    static final String REDIS = "redis";
    static final String SANDBOX_TOKEN = "sandbox-token";
    static final String JWT_SIGNING_KEY = "jwt-signing-key";
    static final String FIRST_PASSWORD = "first-password";

    private static final String ASIDE = ".before";
    private static final String FIRST_PASSWORD_SHOWN = "first-password.shown";
    private static final String CONSONANTS = "bdfghjklmnprstvz";
    private static final String VOWELS = "aiou";

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** 256 random bits in letters and digits that need no escaping in SQL, an address or a configuration file. */
    String key(String name) throws IOException {
        return kept(name, this::unused);
    }

    /**
     * The first password of the owner: five pronounceable words of 16 bits each (the scheme of "proquints"), 80 bits in
     * all, which three attempts per five minutes never exhaust.
     */
    String firstPassword() throws IOException {
        return kept(FIRST_PASSWORD, () -> {
            var words = new ArrayList<String>();
            for (int i = 0; i < 5; i++) {
                words.add(word(random.nextInt(1 << 16)));
            }
            return String.join("-", words);
        });
    }

    /** Of the same strength, but kept nowhere: for a program that wants a password which nobody is to use. */
    String unused() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Puts it aside: who asks for it next gets another one. */
    void replace(String name) throws IOException {
        Files.move(file(name), file(name + ASIDE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Everything has started with what is kept here, so nothing that was put aside is wanted again. */
    void theseWork() throws IOException {
        try (var aside = Files.newDirectoryStream(folder, "*" + ASIDE)) {
            for (Path file : aside) {
                Files.delete(file);
            }
        }
    }

    boolean firstPasswordWasShown() {
        return has(FIRST_PASSWORD_SHOWN);
    }

    void firstPasswordIsShown() throws IOException {
        kept(FIRST_PASSWORD_SHOWN, () -> "The password was printed at the first start and will not be again.");
    }

    private static String word(int bits) {
        return "" + CONSONANTS.charAt(bits >> 12 & 15) + VOWELS.charAt(bits >> 10 & 3)
                + CONSONANTS.charAt(bits >> 6 & 15) + VOWELS.charAt(bits >> 4 & 3) + CONSONANTS.charAt(bits & 15);
    }

    private String kept(String name, Supplier<String> made) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            String value = Files.readString(file).strip();
            if (!value.isEmpty()) {
                return value;
            }
        }
        return keep(name, made.get());
    }

    /** For a secret that must be in force elsewhere before it is kept. */
    String keep(String name, String value) throws IOException {
        Path file = folder.resolve(name);
        // written aside and renamed: a secret is whole or absent, also after a power cut
        Path unfinished = folder.resolve(name + ".new");
        Files.deleteIfExists(unfinished);
        try (var channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(StandardCharsets.UTF_8.encode(value + "\n"));
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return value;
    }
}
