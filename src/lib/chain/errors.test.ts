import { expect, test } from 'vitest';
import type { Network } from '#lib/networks.ts';
import { refusalOf } from './errors.ts';

const token = { contract: 'TOKEN', code: 'USDC', issuer: undefined, decimals: 7 };
const network: Network = {
	name: 'test',
	passphrase: 'test',
	rpc: [],
	explorer: undefined,
	registry: 'REGISTRY',
	vault: 'VAULT',
	faucet: undefined,
	usdc: token,
	native: { ...token, contract: 'NATIVE' },
	tokens: [],
	pools: [{ name: 'p', contract: 'POOL', kind: 'lab', oracle: 'ORACLE', assets: [] }],
	venues: [{ name: 'v', contract: 'VENUE', kind: 'lab-amm', tokens: ['TOKEN', 'NATIVE'] }]
};
const kind = (contract: string | undefined, code: number | undefined) =>
	refusalOf({ contract, code, text: 'HostError' }, network).kind;

test('the same code means what its contract says', () => {
	expect(kind('POOL', 10)).toBe('unknown-code');
	expect(kind('TOKEN', 10)).toBe('token-refused');
	expect(kind('VENUE', 10)).toBe('venue-refused');
});

test('a code of a foreign contract is never mistaken for ours', () => {
	expect(kind('STRANGER', 2148)).toBe('unknown-code');
});

test('without a contract only our reserved ranges are trusted', () => {
	expect(kind(undefined, 1212)).toBe('auction-in-progress');
	expect(kind(undefined, 2012)).toBe('expired');
	expect(kind(undefined, 2148)).toBe('auction-gone');
	expect(kind(undefined, 2405)).toBe('venue-refused');
	expect(kind(undefined, 10)).toBe('unknown-code');
});

test('a cap or a pause of a pool or an asset is not an unknown code', () => {
	expect([2156, 2180, 2181, 2194, 2195].map((code) => kind('VAULT', code))).toEqual(
		Array(5).fill('fill-cap')
	);
	expect([2183, 2184, 2185].map((code) => kind('VAULT', code))).toEqual(
		Array(3).fill('fills-paused')
	);
	// Codes of the admin's calls: no fill meets them.
	expect([2114, 2171].map((code) => kind('VAULT', code))).toEqual(Array(2).fill('unknown-code'));
});

test('a trap has no code', () => {
	expect(kind('POOL', undefined)).toBe('trap');
});
