import { parseDecimal, type DecimalError } from '#lib/math/parse-decimal.ts';

/** What somebody typed into a field for an amount. */
export type TypedAmount =
	| { readonly kind: 'empty' }
	| { readonly kind: 'amount'; readonly raw: bigint }
	/** Not read: the sentence says why, and how it would be. */
	| { readonly kind: 'bad'; readonly sentence: string };

/** Reads an amount exactly or not at all. Blanks around it are forgiven, nothing else is guessed. */
export function readAmount(typed: string, decimals: number, unit: string): TypedAmount {
	const text = typed.trim();
	const parsed = parseDecimal(text, decimals);
	if (!parsed.ok) {
		return parsed.error.kind === 'empty'
			? { kind: 'empty' }
			: { kind: 'bad', sentence: why(text, parsed.error, unit) };
	}
	if (parsed.value === 0n) return { kind: 'bad', sentence: 'The amount must be more than 0.' };
	return { kind: 'amount', raw: parsed.value };
}

function why(text: string, error: DecimalError, unit: string): string {
	switch (error.kind) {
		case 'empty':
			return '';
		case 'too-large':
			return 'No account can hold that much.';
		case 'too-many-decimals': {
			const found = text.split('.')[1]?.length ?? 0;
			return `${unit} has ${error.allowed} decimals, this has ${found}. Leave the last ones out.`;
		}
		case 'not-a-plain-number':
			return notPlain(text);
	}
}

function notPlain(text: string): string {
	if (/^[+\-\u2212]/.test(text)) return 'Write the amount without a sign.';
	if (text.includes(',')) return 'Use a point for decimals and no commas: 1234.5';
	if (/^[0-9.]+e[+-]?[0-9]+$/i.test(text))
		return 'Write the amount out, without an exponent: 100000';
	if (/\s|_|['’]/.test(text)) return 'Write the digits without gaps: 1234.5';
	if (/^\.|\.$/.test(text)) return 'A point needs digits on both sides: 0.5';
	if (/^0[0-9]/.test(text)) return 'Leave out the zeros in front.';
	return 'Write an amount in digits, with a point for decimals: 1234.5';
}
