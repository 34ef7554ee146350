import { describe, expect, test } from 'vitest';
import type { AccountFacts } from '#lib/keeper/network-facts.ts';
import { LOADING } from '#lib/known.ts';
import { stroops, usdc } from '#lib/math/amount.ts';
import { err, ok } from '#lib/result.ts';
import { whyNot } from '#lib/ui/check.ts';
import { FACTS, knownAt, LP, TESTNET, VAULT } from '../../../tests/fixtures/depositor-case.ts';
import { depositChecks, exitChecks, type CheckScene } from './checks.ts';

const nothing = () => undefined;
const READY: CheckScene = {
	choice: TESTNET,
	facts: knownAt(FACTS),
	wallet: { kind: 'freighter', address: LP.address, status: 'connected', trouble: undefined },
	account: knownAt(LP),
	amount: usdc(1_000_000_000n),
	fixes: {
		start: undefined,
		connect: nothing,
		fund: nothing,
		trust: nothing,
		faucet: nothing,
		busy: false
	}
};
const withAccount = (change: Partial<AccountFacts>): CheckScene => ({
	...READY,
	account: knownAt({ ...LP, ...change })
});
const find = (scene: CheckScene, id: string) =>
	depositChecks(scene).find((check) => check.id === id);

test('everything holds: each fact has its numbers, and nothing is in the way', () => {
	const checks = depositChecks(READY);
	expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
		'network ok',
		'wallet ok',
		'xlm ok',
		'trustline ok',
		'usdc ok',
		'vault ok'
	]);
	expect(whyNot(checks)).toBeUndefined();
	expect(find(READY, 'usdc')?.detail).toBe('150.00 USDC stay');
});

describe('what is missing, with its fix', () => {
	test('a wallet', () => {
		const scene: CheckScene = {
			...READY,
			wallet: { ...READY.wallet, status: 'disconnected', address: undefined },
			account: undefined
		};
		expect(depositChecks(scene).map(({ id }) => id)).toEqual(['network', 'wallet', 'vault']);
		expect(find(scene, 'wallet')).toMatchObject({ state: 'bad', fix: { label: 'Connect' } });
	});

	test('an account', () => {
		const scene = withAccount({ xlm: ok(undefined), usdc: ok({ kind: 'none' }) });
		expect(depositChecks(scene).map(({ id }) => id)).toEqual([
			'network',
			'wallet',
			'account',
			'vault'
		]);
		expect(find(scene, 'account')?.fix).toMatchObject({ label: 'Get test XLM' });
		const real = { ...scene, fixes: { ...READY.fixes, fund: undefined } };
		expect(find(real, 'account')?.fix).toBeUndefined();
		expect(find(real, 'account')?.detail).toContain('sends it XLM');
	});

	test('XLM, counted with the reserve of a trustline that is to come', () => {
		const xlm = ok({
			balance: stroops(14_200_000n),
			reserve: stroops(10_000_000n),
			spendable: stroops(4_200_000n)
		});
		expect(find(withAccount({ xlm }), 'xlm')?.state).toBe('ok');
		expect(find(withAccount({ xlm, usdc: ok({ kind: 'none' }) }), 'xlm')).toMatchObject({
			state: 'bad',
			what: '0.18 XLM are missing',
			detail: 'You have 1.42, you need 1.60: the network keeps 1.00 back.',
			fix: { label: 'Get test XLM' }
		});
	});

	test('a trustline, or the issuer’s leave to use it', () => {
		expect(find(withAccount({ usdc: ok({ kind: 'none' }) }), 'trustline')?.fix).toMatchObject({
			label: 'Add it'
		});
		const frozen = {
			kind: 'trustline',
			available: usdc(1n),
			room: usdc(1n),
			authorised: false
		} as const;
		expect(find(withAccount({ usdc: ok(frozen) }), 'trustline')).toMatchObject({
			state: 'bad',
			what: 'USDC is frozen'
		});
	});

	test('USDC', () => {
		const scene = { ...READY, amount: usdc(4_000_000_000n) };
		expect(find(scene, 'usdc')).toMatchObject({
			state: 'bad',
			what: '150.00 USDC are missing',
			fix: { label: 'Get test USDC' }
		});
	});

	test('room in the vault', () => {
		const vault = { ...VAULT, room: usdc(500_000_000n) };
		const scene = { ...READY, facts: knownAt({ ...FACTS, vault: ok(vault) }) };
		expect(find(scene, 'vault')).toMatchObject({ state: 'bad', what: 'Vault full' });
		const closed = { ...READY, facts: knownAt({ ...FACTS, vault: ok({ ...VAULT, open: false }) }) };
		expect(find(closed, 'vault')).toMatchObject({ state: 'bad', what: 'Vault not open' });
	});
});

describe('what is unknown is being looked at, and never missing', () => {
	test('balances', () => {
		const scene = withAccount({ usdc: err('no answer') });
		expect(find(scene, 'trustline')).toMatchObject({ state: 'wait', detail: 'No answer.' });
		expect(find(scene, 'usdc')).toBeUndefined();
	});
	test('an account that is being read', () => {
		expect(find({ ...READY, account: LOADING }, 'account')?.state).toBe('wait');
	});
	test('the whole network', () => {
		expect(find({ ...READY, facts: LOADING }, 'network')?.state).toBe('wait');
		const lost = { kind: 'stale', value: FACTS, ledger: 7, since: 0, reason: 'No route.' } as const;
		expect(find({ ...READY, facts: lost }, 'network')).toMatchObject({
			state: 'bad',
			detail: 'last read at ledger 7. No route.'
		});
	});
});

test('before the demo is started, starting it is the fix', () => {
	const scene: CheckScene = {
		...READY,
		facts: { kind: 'unavailable', reason: 'the demo network is not started' },
		account: undefined,
		fixes: { ...READY.fixes, start: nothing }
	};
	expect(find(scene, 'network')?.fix).toMatchObject({ label: 'Start the demo' });
});

test('leaving asks for no room and no USDC', () => {
	expect(exitChecks(READY).map(({ id }) => id)).toEqual(['network', 'wallet', 'xlm', 'trustline']);
});
