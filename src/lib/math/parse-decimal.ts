import { err, ok, type Result } from '#lib/result.ts';
import { I128_MAX, tenTo } from './scale.ts';

export type DecimalError =
	| { readonly kind: 'empty' }
	| { readonly kind: 'not-a-plain-number' }
	| { readonly kind: 'too-many-decimals'; readonly allowed: number }
	| { readonly kind: 'too-large' };

const PLAIN = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/**
 * What a person typed, as smallest units: exact or refused, never rounded. Refused are signs (`-0` too), exponents, digit groups,
 * a comma as decimal point, a point without digits on both sides, leading zeros, blanks, foreign digits, and more decimals than
 * the asset has. Trim the text before, if blanks should be forgiven.
 */
export function parseDecimal(text: string, decimals: number): Result<bigint, DecimalError> {
	if (text === '') return err({ kind: 'empty' });
	const match = PLAIN.exec(text);
	if (match === null) return err({ kind: 'not-a-plain-number' });
	const [, whole = '', fraction = ''] = match;
	if (fraction.length > decimals) return err({ kind: 'too-many-decimals', allowed: decimals });
	if (whole.length > 39) return err({ kind: 'too-large' });
	const raw = BigInt(whole) * tenTo(decimals) + BigInt(fraction.padEnd(decimals, '0') || '0');
	return raw > I128_MAX ? err({ kind: 'too-large' }) : ok(raw);
}
