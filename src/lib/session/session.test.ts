import { describe, expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import type { Delegation } from './delegation.ts';
import { originPolicy, type Origin, type OriginRules } from './origin-policy.ts';
import { fillsLeft, usable, type SessionNeed } from './usable.ts';

const HOUR = 3600;
const NOW = 500_000 * HOUR + 100;
const delegation: Delegation = {
	epoch: 3,
	expiresAt: NOW + 60,
	fillsInHour: 2,
	hour: 500_000,
	limits: { fillsPerHour: 3, maxUsdcPerFill: usdc(1000n), pools: ['P', 'Q'] }
};
const need: SessionNeed = { operatorEpoch: 3, now: NOW, pool: 'P', usdcIn: usdc(1000n) };
const reason = (given: Delegation | undefined, wanted: Partial<SessionNeed> = {}) => {
	const use = usable(given, { ...need, ...wanted });
	return use.kind === 'usable' ? 'usable' : use.reason;
};

describe('a delegation', () => {
	test('is usable up to each of its limits', () => {
		expect(reason(delegation)).toBe('usable');
		expect(reason(delegation, { now: NOW + 59 })).toBe('usable');
	});
	test('that does not exist, was revoked or has expired is not', () => {
		expect(reason(undefined)).toBe('no-session');
		expect(reason(delegation, { operatorEpoch: 4 })).toBe('revoked');
		expect(reason(delegation, { now: NOW + 60 })).toBe('expired');
	});
	test('names its pools; none named means all', () => {
		expect(reason(delegation, { pool: 'R' })).toBe('pool-not-allowed');
		const all = { ...delegation, limits: { ...delegation.limits, pools: [] } };
		expect(reason(all, { pool: 'R' })).toBe('usable');
	});
	test('limits the USDC of one fill', () => {
		expect(reason(delegation, { usdcIn: usdc(1001n) })).toBe('over-usdc-limit');
	});
	test('limits the fills of a clock hour, not of the last 60 minutes', () => {
		const spent = { ...delegation, fillsInHour: 3, expiresAt: NOW + HOUR };
		expect(reason(spent)).toBe('over-fill-limit');
		expect(reason(spent, { now: 500_001 * HOUR })).toBe('usable');
		expect([fillsLeft(spent, NOW), fillsLeft(spent, 500_001 * HOUR)]).toEqual([0, 3]);
	});
	test('reports its first reason in the order of the registry', () => {
		const worst = { operatorEpoch: 4, now: NOW + 60, pool: 'R', usdcIn: usdc(1001n) };
		expect(reason(delegation, worst)).toBe('revoked');
	});
});

describe('an origin', () => {
	const CID = `bafybei${'a'.repeat(52)}`;
	const IPNS = `k51${'q'.repeat(59)}`;
	const rules: OriginRules = { own: ['nectar.example'], dev: false, sandbox: false };
	const at = (url: string, origin: Partial<Origin> = {}, more: Partial<OriginRules> = {}) => {
		const { hostname, pathname } = new URL(url);
		const verdict = originPolicy(
			{ isSecureContext: true, isTop: true, hostname, pathname, ...origin },
			{ ...rules, ...more }
		);
		return verdict.kind === 'keys' ? 'keys' : verdict.reason;
	};

	test.each([
		[`https://${CID}.ipfs.dweb.link/`, 'keys'],
		[`http://${CID}.ipfs.localhost:8080/keeper/`, 'keys'],
		[`https://${IPNS}.ipns.dweb.link/`, 'keys'],
		['https://nectar.example/', 'keys'],
		[`https://ipfs.io/ipfs/${CID}/`, 'path-gateway'],
		[`http://127.0.0.1:8080/ipfs/${CID}/`, 'path-gateway'],
		['https://ipfs.io/ipns/nectar.example/', 'path-gateway'],
		['https://dweb.link/', 'unknown-host'],
		[`https://evil.${CID}.ipfs.dweb.link/`, 'unknown-host'],
		['https://nectar-example.ipns.dweb.link/', 'unknown-host'],
		[`https://${CID.slice(0, -1)}.ipfs.dweb.link/`, 'unknown-host'],
		[`https://${CID}.ipfs/`, 'unknown-host'],
		['http://localhost:5173/', 'unknown-host']
	])('%s: %s', (url, expected) => {
		expect(at(url)).toBe(expected);
	});

	test('in a frame or without a secure context never holds keys', () => {
		for (const url of [`https://${CID}.ipfs.dweb.link/`, 'https://nectar.example/']) {
			expect(at(url, { isTop: false }, { sandbox: true, dev: true })).toBe('framed');
			expect(at(url, { isSecureContext: false }, { sandbox: true, dev: true })).toBe('insecure');
		}
	});
	test('on loopback holds keys in development only', () => {
		expect(at('http://localhost:5173/', {}, { dev: true })).toBe('keys');
		expect(at('http://127.0.0.1:5173/', {}, { dev: true })).toBe('keys');
		expect(at('https://other.example/', {}, { dev: true })).toBe('unknown-host');
	});
	test('on the sandbox network holds keys anywhere but on a path gateway', () => {
		expect(at('https://anything.example/', {}, { sandbox: true })).toBe('keys');
		expect(at(`https://ipfs.io/ipfs/${CID}/`, {}, { sandbox: true })).toBe('path-gateway');
	});
	test('a path gateway is refused even under a name of our own', () => {
		expect(at(`https://nectar.example/ipfs/${CID}/`, {}, { dev: true })).toBe('path-gateway');
	});
});
