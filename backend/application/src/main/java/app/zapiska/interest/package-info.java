/**
 * What a loan costs by the day: interest, penalty, the ceiling of both, what a payment goes to, the full cost of a year. Pure:
 * values, given days, and the rules of the law; no loan of the database.
 */
package app.zapiska.interest;
