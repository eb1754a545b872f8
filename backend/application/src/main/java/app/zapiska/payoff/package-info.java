/** In which order several debts are paid out of one budget, and what each order costs. Pure: values and given days. */
package app.zapiska.payoff;
