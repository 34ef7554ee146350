import { StrKey } from '@stellar/stellar-sdk/base';
import { expect, test } from 'vitest';
import { assetContractId } from '#lib/chain/contract-id.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { parseManifest } from './manifest.ts';

const PASSPHRASE = 'Somebody’s network';
const ISSUER = 'GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';
const USDC = assetContractId(PASSPHRASE, 'USDC', ISSUER);
const XLM = assetContractId(PASSPHRASE);
const contract = (name: string) => StrKey.encodeContract(sha256(name));

const good = () => ({
	v: 1,
	usdc: { contract: USDC, code: 'USDC', issuer: ISSUER },
	tokens: [{ contract: XLM, code: 'XLM' }],
	pools: [
		{ name: 'Fixed', contract: contract('P'), oracle: contract('Q'), assets: [USDC, XLM] }
	] as object[],
	routes: [
		{ venue: 'soroswap', router: contract('R'), path: [XLM, USDC], pools: [contract('S')] }
	] as object[],
	seed: '10'
});
const refusal = (change: Partial<Record<keyof ReturnType<typeof good>, unknown>>) => {
	const parsed = parseManifest(JSON.stringify({ ...good(), ...change }), PASSPHRASE);
	return parsed.ok ? undefined : parsed.error;
};

test('a whole manifest is read, amounts in smallest units', () => {
	const parsed = parseManifest(JSON.stringify(good()), PASSPHRASE);
	expect(parsed).toMatchObject({
		ok: true,
		value: { seed: 100_000_000n, routes: [{ venue: 'soroswap' }], pools: [{ name: 'Fixed' }] }
	});
});

test.each(['usdc', 'pools', 'routes', 'tokens', 'seed'])('without %s it is refused', (part) => {
	expect(refusal({ [part]: undefined })).toContain(`the manifest: ${part}`);
});

test('an id with a wrong letter is refused, though it has the right length', () => {
	const usdc = { contract: `C${'A'.repeat(55)}`, code: 'USDC', issuer: ISSUER };
	expect(refusal({ usdc })).toBe('the manifest: usdc.contract: expected a contract id (C…)');
});

test('a pool without its oracle is refused', () => {
	expect(refusal({ pools: [{ ...good().pools[0], oracle: undefined }] })).toContain(
		'pools.0.oracle'
	);
});

test('no pool and no route is no manifest', () => {
	expect(refusal({ pools: [] })).toBe('the manifest: pools: expected at least one');
	expect(refusal({ routes: [] })).toBe('the manifest: routes: expected at least one');
});

test('a token’s contract must be the one that its code and issuer have on this network', () => {
	const elsewhere = parseManifest(JSON.stringify(good()), 'Another network');
	expect(elsewhere).toMatchObject({ ok: false });
	expect(refusal({ usdc: { contract: contract('A'), code: 'USDC', issuer: ISSUER } })).toContain(
		`the contract of USDC is ${USDC}`
	);
	expect(refusal({ tokens: [{ contract: XLM, code: 'EURC' }] })).toContain('EURC has no issuer');
});

test('a route begins with a token of the list, ends with USDC, and names a pool for each step', () => {
	const route = (change: object) => refusal({ routes: [{ ...good().routes[0], ...change }] });
	expect(route({ path: [USDC, XLM] })).toContain('begins with a token');
	expect(route({ path: [XLM, contract('Z')] })).toContain('ends with USDC');
	expect(route({ pools: [] })).toContain('one pool for each step');
	expect(route({ venue: 'phoenix' })).toContain('routes.0.venue');
	expect(route({ venue: 'aquarius' })).toContain('expected 64 hex digits');
	expect(route({ venue: 'comet' })).toContain('router');
});

test('a pool may lend only what is named', () => {
	const pool = { ...good().pools[0], assets: [USDC, contract('Z')] };
	expect(refusal({ pools: [pool] })).toContain('is not among the tokens');
});

test.each(['9.9999999', '-10', '1e1', '10,0', '10.00000001'])('a seed of %s is refused', (seed) => {
	expect(refusal({ seed })).toContain('seed: expected at least "10"');
});
