import { describe, expect, test } from 'vitest';
import { FIRST_APPROVAL, parseApproval, type ApprovalText } from './approval.ts';

const NOW = 1_795_000_000;
const FIRST = { registered: false, funded: false };
const typed = (changes: Partial<ApprovalText> = {}) =>
	parseApproval({ ...FIRST_APPROVAL, name: 'ana-laptop', ...changes }, NOW, FIRST);
const complaint = (changes: Partial<ApprovalText>) => {
	const read = typed(changes);
	return read.ok ? undefined : read.error;
};

test('what the form starts with is fine once it has a name', () => {
	expect(typed()).toEqual({
		ok: true,
		value: {
			name: 'ana-laptop',
			stake: 0n,
			float: 100_000_000n,
			expiresAt: NOW + 14 * 86_400,
			limits: { fillsPerHour: 20, maxUsdcPerFill: 50_000_000_000n, pools: [] }
		}
	});
	expect(complaint({ name: '' })).toHaveProperty('name');
});

describe('a name', () => {
	test.for(['a', 'Ana’s'.replace('’', "'"), 'x'.repeat(32), 'two words'])('%s is fine', (name) => {
		expect(complaint({ name })).toBeUndefined();
	});
	test.for(['', ' ana', 'ana ', 'x'.repeat(33), 'änna', 'a\tb', 'ana🐝'])('“%s” is not', (name) => {
		expect(complaint({ name })).toEqual({ name: expect.any(String) as string });
	});
});

describe('amounts are exact or refused', () => {
	test.for(['-0', '-1', '1e5', '1.12345678', '1,5', '', '+1', ' ', '.5', '1.', '٣', 'NaN'])(
		'a stake of “%s” is refused',
		(stake) => {
			expect(complaint({ stake })).toHaveProperty('stake');
		}
	);
	test('twenty digits are kept', () => {
		const read = typed({ stake: '12345678901234567890.1234567' });
		expect(read.ok && read.value.stake).toBe(123_456_789_012_345_678_901_234_567n);
	});
	test('blanks around are forgiven', () => {
		expect(complaint({ stake: ' 100 ' })).toBeUndefined();
	});
	test('nothing per fill would be a key that fills nothing', () => {
		expect(complaint({ usdcPerFill: '0' })).toHaveProperty('usdcPerFill');
	});
});

describe('the float', () => {
	test.for(['5', '10', '7.5'])('%s XLM is fine', (float) => {
		expect(complaint({ float })).toBeUndefined();
	});
	test.for(['4.9999999', '10.0000001', '0', '1000'])('%s XLM is not', (float) => {
		expect(complaint({ float })).toHaveProperty('float');
	});
	test('may be nothing for a key that has an account, and for no other', () => {
		const nothing = { ...FIRST_APPROVAL, float: '0' };
		const renewed = parseApproval(nothing, NOW, { registered: true, funded: true });
		expect(renewed).toMatchObject({ ok: true, value: { float: 0n } });
		expect(parseApproval(nothing, NOW, { registered: true, funded: false }).ok).toBe(false);
	});
});

describe('whole numbers', () => {
	test.for(['1', '30'])('%s days are fine', (days) => {
		expect(complaint({ days })).toBeUndefined();
	});
	test.for(['0', '31', '1.5', '-1', '1e1', '', '0030'])('“%s” days are not', (days) => {
		expect(complaint({ days })).toHaveProperty('days');
	});
	test('fills per hour end where the registry ends them', () => {
		expect(complaint({ fillsPerHour: '3600' })).toBeUndefined();
		expect(complaint({ fillsPerHour: '3601' })).toHaveProperty('fillsPerHour');
	});
});

test('every field that is wrong is named at once', () => {
	expect(Object.keys(complaint({ name: '', stake: 'x', days: '99' }) ?? {})).toEqual([
		'name',
		'stake',
		'days'
	]);
});
test('who is registered is asked for neither name nor stake', () => {
	const given = { ...FIRST_APPROVAL, name: '', stake: 'x' };
	expect(parseApproval(given, NOW, { registered: true, funded: false }).ok).toBe(true);
});
