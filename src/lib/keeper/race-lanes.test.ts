import { describe, expect, test } from 'vitest';
import { attempt, CREATED, fill, START } from '../../../tests/fixtures/race-case.ts';
import { raceLanes, shownLanes, type Contender, type Lane } from './race-lanes.ts';
import { withHappenings, type Happening, type Race } from './race.ts';

const contender = (operator: string, changes: Partial<Contender> = {}): Contender => ({
	operator,
	name: operator,
	own: false,
	dry: false,
	plannedAt: undefined,
	...changes
});
function race(...happenings: readonly Happening[]): Race {
	const [first] = withHappenings([], [CREATED, ...happenings]);
	if (first === undefined) throw new Error('no race');
	return first;
}
const lanes = (of: Race, ...contenders: readonly Contender[]): readonly Lane[] =>
	raceLanes(of, contenders, new Map([['ana-180', START + 179]]), (operator) => operator);
const won = (operator: string, age: number) => [
	attempt(operator, age, 1, { succeeded: true }),
	fill(operator, age)
];

describe('lanes', () => {
	test('the winner comes first, then who arrived next, then who sent nothing', () => {
		const run = race(...won('ana', 180), attempt('bo', 180, 2), attempt('cy', 181, 1));
		const names = lanes(run, contender('di'), contender('cy'), contender('bo'), contender('ana'));
		expect(names.map(({ name }) => name)).toEqual(['ana', 'bo', 'cy', 'di']);
		expect(names.map(({ result }) => result)).toEqual([
			{ kind: 'won', share: 4_540_000n, age: 180 },
			{ kind: 'lost', late: 0, cost: 104_000n },
			{ kind: 'lost', late: 1, cost: 104_000n },
			{ kind: 'sent-nothing', plannedAt: undefined }
		]);
	});

	test('who is not on the list but sent something has a lane', () => {
		expect(lanes(race(...won('ana', 180))).map(({ name }) => name)).toEqual(['ana']);
	});

	test('a transaction leaves in the ledger its keeper tells, or in an unknown one', () => {
		const [ana, bo] = lanes(race(...won('ana', 180), attempt('bo', 180, 2)));
		expect(ana?.attempts[0]?.sentAt).toBe(START + 179);
		expect(bo?.attempts[0]?.sentAt).toBeUndefined();
	});

	test('several lost transactions cost their sum', () => {
		const [, bo] = lanes(race(attempt('bo', 178, 1), ...won('ana', 180), attempt('bo', 182, 1)));
		expect(bo?.result).toEqual({ kind: 'lost', late: 2, cost: 208_000n });
	});

	test('a refusal before anybody won is late for nobody', () => {
		const [bo] = lanes(race(attempt('bo', 178, 1)));
		expect(bo?.result).toMatchObject({ kind: 'lost', late: undefined });
		expect(bo?.stoppedAt).toBeUndefined();
	});

	test('a dry run says how late it would have been', () => {
		const own = contender('me', { own: true, dry: true, plannedAt: START + 181 });
		const [, me] = lanes(race(...won('ana', 180)), own);
		expect(me?.result).toEqual({ kind: 'dry-run', late: 1 });
		expect(me?.stoppedAt).toBe(START + 180);
	});

	test('while the auction is open everybody waits', () => {
		const [first, second] = lanes(
			race(),
			contender('slow', { plannedAt: START + 185 }),
			contender('fast', { plannedAt: START + 180 })
		);
		expect([first?.name, second?.name]).toEqual(['fast', 'slow']);
		expect(first?.result).toEqual({ kind: 'waiting', plannedAt: START + 180 });
	});
});

describe('of many lanes', () => {
	const many = lanes(
		race(...won('a0', 180)),
		...Array.from({ length: 8 }, (_, index) => contender(`a${index}`)),
		contender('me', { own: true })
	);

	test('six are shown, and the own one is among them', () => {
		const { shown, more } = shownLanes(many);
		expect(shown).toHaveLength(6);
		expect(more).toBe(3);
		expect(shown[0]?.name).toBe('a0');
		expect(shown.at(-1)?.own).toBe(true);
	});

	test('six or fewer are all shown', () => {
		expect(shownLanes(many.slice(0, 6))).toEqual({ shown: many.slice(0, 6), more: 0 });
	});
});
