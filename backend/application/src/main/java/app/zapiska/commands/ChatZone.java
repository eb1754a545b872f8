package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Time zones as people in Russia call them. Pure. */
record ChatZone(String id, String russian, String english, String also) {

    /** From west to east. The places stand in buttons of old messages: add at the end only. */
    static final List<ChatZone> COMMON = List.of(
            new ChatZone("Europe/Kaliningrad", "Калининград", "Kaliningrad", ""),
            new ChatZone("Europe/Moscow", "Москва", "Moscow", "питер санкт-петербург казань краснодар"),
            new ChatZone("Europe/Samara", "Самара", "Samara", "ижевск"),
            new ChatZone("Asia/Yekaterinburg", "Екатеринбург", "Yekaterinburg", "челябинск уфа пермь тюмень"),
            new ChatZone("Asia/Omsk", "Омск", "Omsk", ""),
            new ChatZone("Asia/Novosibirsk", "Новосибирск", "Novosibirsk", ""),
            new ChatZone("Asia/Krasnoyarsk", "Красноярск", "Krasnoyarsk", ""),
            new ChatZone("Asia/Irkutsk", "Иркутск", "Irkutsk", "улан-удэ"),
            new ChatZone("Asia/Yakutsk", "Якутск", "Yakutsk", "благовещенск"),
            new ChatZone("Asia/Vladivostok", "Владивосток", "Vladivostok", "хабаровск"),
            new ChatZone("Asia/Magadan", "Магадан", "Magadan", ""),
            new ChatZone("Asia/Kamchatka", "Камчатка", "Kamchatka", "петропавловск-камчатский"));

    private static final List<ChatZone> OTHERS = List.of(
            new ChatZone("Europe/Volgograd", "Волгоград", "Volgograd", ""),
            new ChatZone("Europe/Saratov", "Саратов", "Saratov", ""),
            new ChatZone("Europe/Astrakhan", "Астрахань", "Astrakhan", ""),
            new ChatZone("Europe/Ulyanovsk", "Ульяновск", "Ulyanovsk", ""),
            new ChatZone("Asia/Barnaul", "Барнаул", "Barnaul", ""),
            new ChatZone("Asia/Tomsk", "Томск", "Tomsk", ""),
            new ChatZone("Asia/Novokuznetsk", "Новокузнецк", "Novokuznetsk", "кемерово"),
            new ChatZone("Asia/Chita", "Чита", "Chita", ""),
            new ChatZone("Asia/Sakhalin", "Сахалин", "Sakhalin", "южно-сахалинск"),
            new ChatZone("Europe/Minsk", "Минск", "Minsk", ""),
            new ChatZone("Asia/Almaty", "Алматы", "Almaty", "астана"),
            new ChatZone("Asia/Tashkent", "Ташкент", "Tashkent", ""),
            new ChatZone("Asia/Tbilisi", "Тбилиси", "Tbilisi", ""),
            new ChatZone("Asia/Yerevan", "Ереван", "Yerevan", ""));

    /** @param text untrusted: the name of a city, or of the zone database */
    static Optional<ZoneId> of(String text) {
        var wanted = text.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        return Stream.concat(COMMON.stream(), OTHERS.stream())
                .filter(zone -> zone.isCalled(wanted.replace('_', ' ')))
                .map(ChatZone::id)
                .findFirst()
                .or(() -> ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> id.toLowerCase(Locale.ROOT).equals(wanted))
                        .findFirst())
                .filter(AccountSettings::knowsZone)
                .map(ZoneId::of);
    }

    private boolean isCalled(String wanted) {
        return wanted.equals(russian.toLowerCase(Locale.ROOT))
                || wanted.equals(english.toLowerCase(Locale.ROOT))
                || List.of(also.split(" ")).contains(wanted) && !wanted.isEmpty();
    }

    String name(Locale language) {
        return Language.choose(language, russian, english);
    }

    /** As a person would call it; a name of the zone database when nobody has given it another. */
    static String name(ZoneId zone, Locale language) {
        return Stream.concat(COMMON.stream(), OTHERS.stream())
                .filter(one -> one.id().equals(zone.getId()))
                .findFirst()
                .map(one -> one.name(language))
                .orElseGet(() -> zone.getId().replace('_', ' '));
    }
}
