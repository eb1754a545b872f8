/** Taking back, as a whole, what was done last. What that means for a thing its feature knows. */
package app.zapiska.undo;
