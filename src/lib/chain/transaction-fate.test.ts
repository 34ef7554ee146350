import { expect, test } from 'vitest';
import type { Network } from '#lib/networks.ts';
import { fateOf } from './transaction-fate.ts';

const token = { contract: 'T', code: 'T', issuer: undefined, decimals: 7 };
const network: Network = {
	...{ name: 'n', passphrase: 'p', rpc: [], explorer: undefined, faucet: undefined },
	...{ registry: 'R', vault: 'V', usdc: token, native: token, tokens: [], pools: [], venues: [] }
};
const missing = (latestLedger: number) =>
	({ kind: 'not-found', latestLedger, closedAt: 0, oldestLedger: 1 }) as const;
const failed = (ledger: number) =>
	({
		kind: 'failed',
		ledger,
		resultXdr: '',
		result: { feeCharged: 7n, code: 'txFailed', operation: undefined },
		failure: { contract: 'V', code: 2148, text: '' }
	}) as const;

test('not found in the ledger of the entries or after it is not there', () => {
	for (const latest of [100, 101]) {
		expect(fateOf(missing(latest), 100, network)).toEqual({ kind: 'not-found', oldestLedger: 1 });
	}
});

test('not found in an earlier ledger tells nothing: it may have been applied since', () => {
	expect(fateOf(missing(99), 100, network)).toBeUndefined();
});

test('applied after the entries tells nothing yet: they do not show what came of it', () => {
	expect(fateOf(failed(101), 100, network)).toBeUndefined();
	expect(fateOf(failed(100), 100, network)).toMatchObject({
		kind: 'failed',
		feeCharged: 7n,
		refusal: { kind: 'auction-gone' }
	});
});
