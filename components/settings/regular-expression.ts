/** What is wrong with an expression, without the expression itself, which the error repeats as it is. */
export function expressionProblem(error: Error): string {
  // The engine's words come last, and say the expression before them.
  return `it is no regular expression: ${error.message.replace(/^Invalid regular expression: \/[^]*\/u: /, "")}`;
}
