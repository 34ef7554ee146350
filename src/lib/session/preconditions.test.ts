import { describe, expect, test } from 'vitest';
import { preconditions, type Surroundings } from './preconditions.ts';

const known = <T>(value: T) => ({ kind: 'known', value }) as const;
const ASKING = { kind: 'asking' } as const;
const ADDRESS = `GBQX${'A'.repeat(48)}7T2K`;
const READY: Surroundings = {
	origin: known({ kind: 'keys' }),
	advice: undefined,
	ed25519: known(true),
	storage: known(undefined),
	wallet: { kind: 'connected', address: ADDRESS, rightNetwork: true },
	walletName: 'Freighter',
	networkTitle: 'Testnet',
	protocol: known(28),
	xlm: known(312_000_000n),
	usdc: known(12_400_000_000n),
	leads: known(true),
	clock: known(0),
	needs: { stake: 1_000_000_000n, float: 100_000_000n, fee: 1_500_000n },
	test: true
};
const look = (changes: Partial<Surroundings> = {}) => {
	const list = preconditions({ ...READY, ...changes });
	return (id: string) => {
		const found = list.find((one) => one.id === id);
		if (found === undefined) throw new Error(`no ${id}`);
		return { ...found, detail: found.detail.replaceAll('\u00a0', ' ') };
	};
};

test('a tab that has everything has nothing to fix', () => {
	const list = preconditions(READY);
	expect(list.map(({ state }) => state)).toEqual(list.map(() => 'ok'));
	expect(list.flatMap(({ fix }) => fix ?? [])).toEqual([]);
});
test('the order is the same whatever is known', () => {
	const ids = (changes: Partial<Surroundings>) =>
		preconditions({ ...READY, ...changes }).map(({ id }) => id);
	expect(ids({ wallet: { kind: 'absent' }, protocol: ASKING, xlm: ASKING })).toEqual(ids({}));
});

describe('unknown is neither fine nor missing', () => {
	test('what is being asked is said to be looked at', () => {
		expect(look({ protocol: ASKING })('protocol')).toMatchObject({ state: 'wait' });
		expect(look({ xlm: ASKING })('xlm')).toMatchObject({ state: 'wait', detail: 'looking' });
	});
	test('what nobody answered keeps the way closed, with the reason', () => {
		expect(
			look({ xlm: { kind: 'unavailable', reason: 'The node does not answer' } })('xlm')
		).toEqual({
			id: 'xlm',
			what: 'XLM for float, reserve and fee',
			state: 'bad',
			detail: 'The node does not answer.',
			fix: 'ask-again'
		});
	});
	test('an account is not known before its wallet is', () => {
		expect(look({ wallet: { kind: 'disconnected' } })('xlm').state).toBe('wait');
	});
});

test('a refused origin tells why and links to where it works', () => {
	const advice = { what: 'Shared.', next: 'Open it.', link: 'https://x.ipfs.dweb.link/' };
	const origin = known({ kind: 'refused', reason: 'path-gateway' } as const);
	expect(look({ origin, advice })('origin')).toMatchObject({
		state: 'bad',
		detail: 'Shared. Open it.',
		fix: 'open-own-origin'
	});
	expect(look({ origin, advice: { ...advice, link: undefined } })('origin').fix).toBeUndefined();
});

describe('the wallet', () => {
	test.for([
		['absent', 'bad', 'install-wallet'],
		['disconnected', 'bad', 'connect'],
		['asking', 'wait', undefined]
	] as const)('%s', ([kind, state, fix]) => {
		expect(look({ wallet: { kind } })('wallet')).toMatchObject({ state, fix });
	});
	test('on another network says which one to choose', () => {
		const wrong = { kind: 'connected', address: ADDRESS, rightNetwork: false } as const;
		expect(look({ wallet: wrong })('wallet')).toMatchObject({
			state: 'bad',
			detail: 'It is on another network. Choose Testnet in its settings.'
		});
	});
});

describe('XLM', () => {
	test('that suffices to the stroop is enough, and one less is not', () => {
		expect(look({ xlm: known(101_500_000n) })('xlm').state).toBe('ok');
		expect(look({ xlm: known(101_499_999n) })('xlm')).toMatchObject({ state: 'bad', fix: 'fund' });
	});
	test('is missing with its amount', () => {
		expect(look({ xlm: known(100_500_000n) })('xlm').detail).toBe(
			'0.10 XLM missing: 10.05 XLM free, needs 10.15 XLM.'
		);
	});
	test('an account that does not exist is said to, and is not one with 0 XLM', () => {
		expect(look({ xlm: known(undefined) })('xlm').detail).toMatch(/does not exist yet/);
	});
	test('comes from a faucet on test networks only', () => {
		expect(look({ xlm: known(0n), test: false })('xlm').fix).toBeUndefined();
	});
});

describe('USDC', () => {
	test('is not asked for without a stake', () => {
		const needs = { ...READY.needs, stake: 0n };
		expect(look({ needs, usdc: known(undefined) })('usdc').state).toBe('ok');
	});
	test('no trustline and too little are told apart', () => {
		expect(look({ usdc: known(undefined) })('usdc').detail).toMatch(/cannot hold USDC/);
		expect(look({ usdc: known(1n) })('usdc').detail).toMatch(/missing/);
	});
});

test('an old protocol is named', () => {
	expect(look({ protocol: known(25) })('protocol')).toMatchObject({ state: 'bad' });
	expect(look({ protocol: known(26) })('protocol').state).toBe('ok');
});
test('a second tab may not lead too', () => {
	expect(look({ leads: known(false) })('leads').state).toBe('bad');
});
describe('a clock', () => {
	test.for([
		[0, 'ok'],
		[60, 'ok'],
		[-60, 'ok'],
		[61, 'bad'],
		[-200, 'bad'],
		['own', 'ok']
	] as const)('%s s off is %s', ([skew, state]) => {
		expect(look({ clock: known(skew) })('clock').state).toBe(state);
	});
});
