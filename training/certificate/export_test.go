package certificate

// CheckDigit is the check digit of a number, for its reference value.
var CheckDigit = checkDigit
