package app.zapiska.standalone;

/** One message in both languages of the product. */
record Text(String russian, String english) {}
