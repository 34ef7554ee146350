import { expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import { keyTrouble, knownKey, type SessionKeyView } from './session-key.ts';

const NOW = 1_795_000_000;
const KEY: SessionKeyView = {
	address: 'SESSION',
	state: 'live',
	delegation: {
		epoch: 0,
		expiresAt: NOW + 10 * 86_400,
		fillsInHour: 0,
		hour: 0,
		limits: { fillsPerHour: 20, maxUsdcPerFill: usdc(1n), pools: [] }
	},
	account: { balance: 100_000_000n, spendable: 85_000_000n, coSigned: true }
};
const trouble = (changes: Partial<SessionKeyView>, fills: number | undefined = 41) =>
	keyTrouble({ ...KEY, ...changes }, NOW, fills, 10);

test('a live key with enough XLM and time has no trouble', () => {
	expect(trouble({})).toBeUndefined();
	expect(keyTrouble(KEY, undefined, undefined, 10)).toBeUndefined();
});
test('what ends the work comes before what runs out', () => {
	expect(trouble({ state: 'dead' }, 3)).toEqual({ kind: 'revoked' });
	expect(trouble({ state: 'expired' }, 3)).toEqual({ kind: 'expired' });
	expect(trouble({ account: undefined }, 3)).toEqual({ kind: 'no-account' });
	expect(trouble({ state: 'none', account: undefined }, 3)).toEqual({ kind: 'no-delegation' });
});
test('fewer than ten fills are low, and no fill is not unknown', () => {
	expect(trouble({}, 9)).toEqual({ kind: 'low', fills: 9 });
	expect(trouble({}, 0)).toEqual({ kind: 'low', fills: 0 });
	expect(trouble({}, 10)).toBeUndefined();
});
test('the last day is told', () => {
	const delegation = KEY.delegation && { ...KEY.delegation, expiresAt: NOW + 86_399 };
	expect(trouble({ delegation })).toEqual({ kind: 'expiring', seconds: 86_399 });
});
test('a key the registry does not list has no delegation, and the XLM its account has; one that nobody read is not known', () => {
	const listed = { kind: 'known', value: [KEY], ledger: 5 } as const;
	const own = () => ({ kind: 'known', value: KEY.account, ledger: 6 }) as const;
	expect(knownKey(listed, 'SESSION', own)).toMatchObject({ kind: 'known', value: KEY });
	const other = { address: 'OTHER', state: 'none', delegation: undefined, account: KEY.account };
	expect(knownKey(listed, 'OTHER', own)).toEqual({ kind: 'known', value: other, ledger: 6 });
	expect(knownKey({ kind: 'loading' }, 'SESSION', own)).toEqual({ kind: 'loading' });
	expect(knownKey(listed, 'OTHER', () => ({ kind: 'loading' }))).toEqual({ kind: 'loading' });
});
test('whose account is there was approved once: without a delegation it was revoked', () => {
	expect(trouble({ state: 'none', delegation: undefined })).toEqual({ kind: 'revoked' });
});
