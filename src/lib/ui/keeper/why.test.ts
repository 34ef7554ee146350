import { describe, expect, test } from 'vitest';
import type { AuctionData } from '#lib/blend/auction.ts';
import type { Action } from '#lib/keeper/action.ts';
import { EMPTY_BOOK, withFacts } from '#lib/keeper/book.ts';
import { decide } from '#lib/keeper/decide.ts';
import type { Decision, SkipReason } from '#lib/keeper/decision.ts';
import type { LogItem } from '#lib/keeper/log-line.ts';
import type { Outcome } from '#lib/keeper/outcome.ts';
import { DEFAULT_POLICY } from '#lib/keeper/policy.ts';
import { scan } from '#lib/keeper/scan.ts';
import { situationOf } from '#lib/keeper/situation.ts';
import type { LedgerView } from '#lib/keeper/view.ts';
import { stroops, usdc } from '#lib/math/amount.ts';
import { positions } from '../../../../tests/fixtures/blend-case.ts';
import { PLAIN, START_LEDGER } from '../../../../tests/fixtures/fill-case.ts';
import { view } from '../../../../tests/fixtures/keeper-case.ts';
import { OUTCOME_KINDS, outcomeWords, rowWords } from './outcome-words.ts';
import { why } from './why.ts';

const USER = `GAX2${'A'.repeat(48)}LQ9F`;
const RISKY = positions({ 0: 50_000_000_000n }, { 1: 3_000_000_000n });
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
const said = (item: LogItem) => {
	const { sentence, numbers, ...rest } = why(item, (asset) => asset);
	return { ...rest, sentence: plain(sentence), numbers: plain(numbers) };
};
const decided = (decision: Decision): LogItem => ({
	kind: 'decided',
	ledger: 1,
	sighting: { user: USER, state: 'liquidatable', health: undefined, decimals: 7, auctionFrom: 1 },
	decision
});
/** What a keeper decides about the account, in words. */
function about(given: LedgerView, open: AuctionData | undefined) {
	const book = withFacts(EMPTY_BOOK, [{ user: USER, positions: RISKY, auction: open }]);
	const situation = situationOf(given);
	const [found] = scan(book, situation);
	if (found === undefined) throw new Error('nothing to decide');
	return said(decided(decide(found, situation, DEFAULT_POLICY)));
}
const at = (age: number) => view({ ledger: START_LEDGER + age });
const skipped = (reason: SkipReason) => said(decided({ kind: 'skip', user: USER, reason }));

describe('a decision comes with the numbers that were compared', () => {
	test('an auction that loses money now', () => {
		expect(about(at(100), PLAIN)).toEqual({
			code: 'below_cost',
			tone: 'plain',
			sentence: 'Auction of GAX2…LQ9F would lose money now. It pays from age 179 on.',
			numbers: 'have −88.99, need 4.14 USDC'
		});
	});
	test('one that misses the vault’s floor by little', () => {
		expect(about(at(178), PLAIN)).toMatchObject({
			code: 'below_floor',
			numbers: expect.stringMatching(/^have 3\.\d\d, need 4\.14 USDC$/) as string
		});
	});
	test('a fill', () => {
		expect(about(at(200), PLAIN)).toMatchObject({
			code: 'fill',
			sentence: 'Fills 100 % of GAX2…LQ9F at age 200.'
		});
	});
	test('a new auction', () => {
		expect(about(view(), undefined)).toMatchObject({
			code: 'create',
			numbers: 'percents 65–77 pass'
		});
	});
	test('a key that cannot pay says what it has, what it needs, and what to do', () => {
		expect(skipped({ kind: 'out-of-xlm', needed: 400_000n, spendable: 104_000n })).toEqual({
			code: 'out_of_xlm',
			tone: 'warning',
			sentence: 'The session key cannot pay the fee. Top it up, or stop and sweep.',
			numbers: 'have 0.0104, need 0.0400 XLM'
		});
	});
	test('a pause says until when', () => {
		const pause = { scope: { kind: 'asset', asset: 'EURC' }, until: 1_795_000_000 } as const;
		expect(skipped({ kind: 'paused', pause })).toMatchObject({
			sentence: 'The vault’s admin paused EURC.',
			numbers: 'until 2026-11-18 11:06 UTC'
		});
	});
});

describe('every reason to skip is a sentence with a code of its own shape', () => {
	const reasons: readonly SkipReason[] = [
		{ kind: 'no-price', asset: 'XLM' },
		{ kind: 'no-route', asset: 'XLM' },
		{ kind: 'unknown-reserve', index: 3 },
		{ kind: 'not-borrowable', asset: 'XLM' },
		{ kind: 'session', reason: 'expired' },
		{ kind: 'session', reason: 'over-fill-limit' },
		{ kind: 'vault-not-open' },
		{ kind: 'no-share' },
		{ kind: 'pool-not-allowed' },
		{ kind: 'no-valid-percent' },
		{ kind: 'not-liquidatable' },
		{ kind: 'never-profitable', last: { kind: 'empty-lot' } },
		{ kind: 'never-profitable', last: { kind: 'too-many-legs', eventBytes: 17_240 } },
		{ kind: 'never-profitable', last: { kind: 'route-missing', asset: 'XLM' } },
		{
			kind: 'never-profitable',
			last: {
				kind: 'over-spend-limit',
				spent: usdc(8_060_000_000n),
				limit: usdc(5_000_000_000n),
				by: { kind: 'means' }
			}
		}
	];
	test.for(reasons.map((reason) => [JSON.stringify(reason, bigints), reason] as const))(
		'%s',
		([, reason]) => {
			const { code, sentence } = skipped(reason);
			expect(code).toMatch(/^[a-z_]+$/);
			expect(sentence).toMatch(/^[A-Z].*\.$/);
		}
	);
});

const FILL = { kind: 'fill', order: { user: USER } } as Action;
const outcome = (action: Action, of: Outcome): LogItem => ({
	kind: 'outcome',
	ledger: 1,
	action,
	hash: 'h',
	outcome: of
});

describe('outcomes', () => {
	test('a lost race is an ordinary line with its cost', () => {
		expect(said(outcome(FILL, { kind: 'outcompeted', fee: stroops(104_000n) }))).toEqual({
			code: 'outcompeted',
			tone: 'plain',
			sentence: 'GAX2…LQ9F: Another keeper was first. This is normal; the fee is the whole cost.',
			numbers: 'it cost 0.0104 XLM'
		});
	});
	test('a won one names both shares', () => {
		const receipt = {
			age: 180,
			edge: usdc(0n),
			fee: usdc(4_540_000n),
			profit: usdc(45_400_000n),
			spent: usdc(2_070_000_000n)
		};
		expect(said(outcome(FILL, { kind: 'won', fee: stroops(1_140_000n), receipt }))).toEqual({
			code: 'won',
			tone: 'gain',
			sentence: 'Filled GAX2…LQ9F. Vault +4.08 USDC, you +0.45 USDC.',
			numbers: 'it cost 0.1140 XLM'
		});
	});
	test('a chore that was done is no gain', () => {
		const sweep: Action = { kind: 'sweep', user: USER };
		const done = outcome(sweep, { kind: 'won', fee: stroops(100n), receipt: undefined });
		expect(said(done)).toMatchObject({
			code: 'done',
			tone: 'plain',
			numbers: 'it cost 0.0000100 XLM'
		});
		expect(rowWords('sweep', 'won')).toMatchObject({ label: 'done', tone: 'plain' });
		expect(rowWords('fill', 'won')).toMatchObject({ label: 'won', tone: 'gain' });
	});
	test('an expired delegation is told as such, whoever noticed', () => {
		const refusal = { kind: 'expired', detail: 'registry 2012' } as const;
		const refused = said(outcome(FILL, { kind: 'rejected', refusal, fee: stroops(0n) }));
		expect(refused).toMatchObject({
			code: 'expired',
			sentence: skipped({ kind: 'session', reason: 'expired' }).sentence,
			numbers: 'it cost nothing'
		});
	});
	test('a refusal without words of its own keeps what the chain said', () => {
		const refusal = { kind: 'trap', detail: 'WasmVm/InvalidAction' } as const;
		expect(said(outcome(FILL, { kind: 'rejected', refusal, fee: stroops(0n) }))).toMatchObject({
			code: 'trap',
			sentence: expect.stringContaining('WasmVm/InvalidAction') as string
		});
	});
	test('only a gain is green, and losing is never a warning', () => {
		const toned = (tone: string) =>
			OUTCOME_KINDS.filter((kind) => outcomeWords(kind).tone === tone);
		expect(toned('gain')).toEqual(['won']);
		expect(toned('warning')).toEqual(['rejected', 'network', 'not-signed', 'unknown']);
	});
	test('a kind of another release keeps its name', () => {
		expect(outcomeWords('eaten').label).toBe('eaten');
		expect(outcomeWords('toString').label).toBe('toString');
	});
});

test('a sleep is told with its length and what it missed', () => {
	const gap = { from: 0, to: 372_000, missedLedgers: 62 };
	expect(said({ kind: 'slept', ledger: 9, gap })).toMatchObject({
		sentence: 'This tab slept 6 min 12 s and missed 62 ledgers. Synced again before acting.'
	});
});
test('nothing to do is a line too', () => {
	expect(said({ kind: 'checked', ledger: 9, positions: 53 }).sentence).toBe(
		'53 positions checked, nobody needs a liquidation.'
	);
	expect(said({ kind: 'checked', ledger: 9, positions: 1 }).sentence).toMatch(
		/^1 position checked/
	);
});
test('an account that cannot be valued has no health factor, and no 0', () => {
	const sighting = { user: USER, state: 'unknown', health: undefined, decimals: 7 } as const;
	expect(
		said({ kind: 'saw', ledger: 1, sighting: { ...sighting, auctionFrom: undefined } })
	).toEqual({
		code: 'no_price',
		tone: 'warning',
		sentence: 'GAX2…LQ9F cannot be valued: one leg has no price.',
		numbers: undefined
	});
});

function bigints(_: string, value: unknown): unknown {
	return typeof value === 'bigint' ? value.toString() : value;
}
