import { StrKey } from '@stellar/stellar-sdk/base';
import * as v from 'valibot';

/*
 * What the arithmetic can take. An endpoint may claim anything: what no contract could have stored is refused where it comes in,
 * so that the arithmetic may throw at it without ending a keeper.
 */

/** An amount or a rate. */
export const nonNegative = v.pipe(v.bigint(), v.minValue(0n));
/** Decimals of a token or a price: 10 to their power fits an i128. */
export const decimals = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(38));
/** A part of a whole, 7 decimals. */
export const ratio7 = v.pipe(v.number(), v.minValue(0), v.maxValue(10_000_000));
/** What becomes part of a ledger key later: a text that is no address could not be asked for. */
export const account = v.pipe(
	v.string(),
	v.check(
		(text) => StrKey.isValidEd25519PublicKey(text) || StrKey.isValidContract(text),
		'expected an address'
	)
);
