/** A reason as a sentence: it begins with a capital and ends with a stop. */
export function sentence(reason: string): string {
	const text = reason.trim();
	const begun = text.charAt(0).toUpperCase() + text.slice(1);
	return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
