/**
 * What the law says, as dated data with its source: it changes more often than the code that reckons by it. Knows no loans.
 */
package app.zapiska.law;
