import { describe, expect, test } from 'vitest';
import { shares, stroops } from '#lib/math/amount.ts';
import type { Network } from '#lib/networks.ts';
import type { WalletError } from '#lib/wallet/wallet.ts';
import type { FlowError } from './error.ts';
import { tell } from './sentences.ts';

const contract = (letter: string) => `C${letter.repeat(55)}`;
const network: Network = {
	name: 'sandbox',
	passphrase: 'p',
	rpc: [],
	explorer: undefined,
	registry: contract('A'),
	vault: contract('B'),
	faucet: contract('D'),
	usdc: { contract: contract('E'), code: 'USDC', issuer: undefined, decimals: 7 },
	native: { contract: contract('F'), code: 'XLM', issuer: undefined, decimals: 7 },
	tokens: [],
	pools: [],
	venues: []
};
const told = (error: FlowError) => tell(error, { network, wallet: 'freighter' });
const refused = (code: number | undefined, from?: string, text = 'HostError') =>
	told({ kind: 'refused', failure: { contract: from, code, text }, ledger: 1 });
const ACCOUNT = `G${'A'.repeat(55)}`;

const WALLET: readonly WalletError[] = [
	{ kind: 'absent' },
	{ kind: 'locked' },
	{ kind: 'declined' },
	{ kind: 'wrong-network', expected: 'a', found: 'b' },
	{ kind: 'other-account', expected: ACCOUNT, found: '' },
	{ kind: 'empty-answer' },
	{ kind: 'timed-out' },
	{ kind: 'cancelled' },
	{ kind: 'failed', detail: 'x' }
];
const ERRORS: readonly FlowError[] = [
	{ kind: 'unreachable', detail: 'x' },
	{ kind: 'rate-limited', retryAfterMs: 4_100 },
	{ kind: 'malformed', detail: 'x' },
	{ kind: 'rpc-error', code: 1, message: 'x' },
	{ kind: 'unacceptable', detail: 'x' },
	{ kind: 'no-account', account: ACCOUNT },
	{ kind: 'not-here', what: 'faucet' },
	{ kind: 'not-here', what: 'trustline' },
	{ kind: 'short-of-xlm', have: stroops(1n), need: stroops(2n) },
	{ kind: 'takes-more-shares', takes: shares(2n), most: shares(1n) },
	{ kind: 'not-co-signed', session: ACCOUNT },
	{ kind: 'altered', detail: 'x' },
	{ kind: 'refused-by-network', code: 'txBadSeq' },
	{ kind: 'refused-by-network', code: 'txSomethingNew' },
	{ kind: 'try-again-later' },
	{ kind: 'expired', hash: 'abcdefabcdef' },
	{ kind: 'unknown', hash: 'abcdefabcdef' },
	{ kind: 'left', hash: 'abcdefabcdef' },
	...WALLET.map((error) => ({ kind: 'wallet', error }) as const)
];

describe('what went wrong is told', () => {
	test.each(ERRORS.map((error) => [JSON.stringify(error, text), error] as const))(
		'in a sentence, with what to do next: %s',
		(_, error) => {
			const { sentence, next } = told(error);
			expect(sentence).toMatch(/^[A-Z0-9“].*\.$/);
			expect(next).toMatch(/^[A-Z].*\.$/);
			expect(`${sentence} ${next}`).not.toMatch(/undefined|!|oops|sorry/i);
		}
	);

	test('a closed window is a choice: nothing was sent, approve again when ready', () => {
		expect(told({ kind: 'wallet', error: { kind: 'declined' } })).toEqual({
			sentence: 'You closed Freighter. Nothing was sent.',
			next: 'Approve again when ready.',
			retry: true
		});
	});

	test('by the contract that refused, since codes repeat across contracts', () => {
		expect(refused(2125, network.vault).sentence).toMatch(/locked still/);
		expect(refused(2000, network.registry).next).toMatch(/Delegate/);
		expect(refused(2501, network.faucet).next).toMatch(/tomorrow/);
		expect(refused(10, network.usdc.contract).sentence).toMatch(/balance does not suffice/);
		expect(refused(2125, contract('G')).sentence).toMatch(/^Contract CGGG…GGGG refused it/);
	});

	test('by our own blocks of codes where the events did not name the contract', () => {
		expect(refused(2124).sentence).toMatch(/deposit cap/);
		expect(refused(2009).sentence).toMatch(/16 live session keys/);
	});

	test('in the words of the source, where nothing better is known', () => {
		expect(refused(2019, network.registry).sentence).toMatch(
			/^Stake is added and taken back in positive amounts\. Nothing was sent\.$/
		);
	});

	test('when it was applied and failed, with its ledger and that it cost a fee', () => {
		const failure = { contract: network.vault, code: 2123, text: 'HostError' };
		const { sentence } = told({ kind: 'failed', failure, hash: 'h', ledger: 41 });
		expect(sentence).toMatch(/It failed in ledger 41 and cost its fee\.$/);
	});

	test('classic operations by the name of their result', () => {
		const failure = { contract: undefined, code: undefined, text: 'changeTrustLowReserve' };
		const { sentence } = told({ kind: 'failed', failure, hash: 'h', ledger: 41 });
		expect(sentence).toMatch(/^A trustline locks 0\.5 XLM/);
	});
});

function text(_key: string, value: unknown): unknown {
	return typeof value === 'bigint' ? value.toString() : value;
}
