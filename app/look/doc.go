// Package look holds how Shifu looks: colour tokens in light and dark, sizes
// that follow the text scale, the Fyne theme made of them, and the icons.
//
// A part asks for a Token, never for a number: look.Colour(look.Accent).
package look
