import { expect, test } from 'vitest';
import type { Network } from '#lib/networks.ts';
import { poolErrorKind } from '#lib/blend/pool-errors.ts';
import { CONTRACT_ERRORS } from './contract-errors.ts';
import { contractError } from './contract-error.ts';
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
	expect(kind(undefined, 2356)).toBe('fill-cap');
	expect(kind(undefined, 2405)).toBe('venue-refused');
	expect(kind(undefined, 10)).toBe('unknown-code');
});

test('a cap or a pause of a pool or an asset is not an unknown code', () => {
	expect([2156, 2180, 2181, 2194, 2195, 2356].map((code) => kind('VAULT', code))).toEqual(
		Array(6).fill('fill-cap')
	);
	expect([2183, 2184, 2185].map((code) => kind('VAULT', code))).toEqual(
		Array(3).fill('fills-paused')
	);
	// Codes of the admin's calls: no fill meets them.
	expect([2114, 2171].map((code) => kind('VAULT', code))).toEqual(Array(2).fill('unknown-code'));
});

test('the codes of a vault and a registry are those of their wasm', () => {
	expect(contractError('nectar-vault', 2148)?.name).toBe('AuctionGone');
	expect(contractError('keeper-registry', 2012)?.doc).toBe('The delegation is past its expiry.');
	expect(contractError('keeper-registry', 2148)).toBeUndefined();
	expect(kind('VAULT', 2163)).toBe('profit-too-low');
	expect(kind('REGISTRY', 2010)).toBe('no-session');
	expect(kind('REGISTRY', 2003)).toBe('unknown-code');
});

test('every code of the lab is one of a Blend pool', () => {
	const codes = Object.keys(CONTRACT_ERRORS['liquidation-lab']).map(Number);
	const own = codes.filter((code) => code >= 1200);
	expect(own.length).toBeGreaterThan(20);
	expect(own.filter((code) => poolErrorKind(code) === undefined)).toEqual([]);
});

test('a trap has no code', () => {
	expect(kind('POOL', undefined)).toBe('trap');
});
