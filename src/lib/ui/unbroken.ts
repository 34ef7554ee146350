/** A unit stays on the line of its number. */
export const unbroken = (text: string): string =>
	text.replace(/(\d) (?=%|USDC|XLM|EURC|USD\b)/g, '$1\u00a0');
