/** {@code make bench}: how fast the product answers, sends, idles and starts, beside the least that could do the same. */
package app.zapiska.benchmark;
